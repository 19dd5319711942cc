import type { Hit, LineView } from './kind.ts'
import { firstBoundary, isBlank, isBody, isHeadline } from './shape.ts'
import { wordsIn } from './words.ts'

// A capital in the middle, with at least two small words behind it: there the story may go on.
const goesOn = /(?<=\s)\p{Lu}[\p{L}\p{M}'’-]*(?:,|\s+\p{Ll}[\p{L}\p{M}'’-]*,?\s+\p{Ll})/gu

/** The best guess for a person to look at: before the sentence in which the story seems to go on. */
export function likelyEnd(headline: string): number {
  const sentence = firstBoundary(headline)
  const first = sentence < 0 ? headline : headline.slice(0, sentence)
  const found = first.matchAll(goesOn).find(({ index }) => wordsIn(first.slice(0, index)) >= 3)
  return first.slice(0, found?.index).trimEnd().length
}

/** Where a headline ends that a whole sentence of the story is glued to, or -1. */
export function gluedEnd(headline: string): number {
  const glue = gluedSentence.exec(headline)
  const end = glue ? glue.index + glue[0].length : -1
  return end > 0 && isHeadline(headline.slice(0, end)) && wordsIn(headline.slice(end)) >= 8 ? end : -1
}

// A story's sentence that begins without a blank, where the label was glued to the sentence before it too.
const gluedSentence = /(?:(?:\p{Ll}\p{M}*){3}|\p{N}|[?!»”"])(?=(?:["“]|« ?)?\p{Lu}\p{M}*[\p{Ll}\p{M}’']*\s)/u

const goesOnHere = (text: string, isList: boolean): boolean =>
  isList ? isListBody(text) || (wordsIn(text) > 25 && !dated.test(text.slice(-24))) : isBody(text) || !isHeadline(text)

// A headline may ask; a paragraph of the story seldom does nothing else.
const isListBody = (text: string): boolean => isBody(text) && !/[?？؟]\s*$/u.test(text) && !dated.test(text.slice(-24))

// A date hung on a headline: “Ferry Sails AgainFEB. 4, 2015”.
const dated = /[\p{Ll}”"’?!]\p{Lu}\p{L}{2,8}\.?\s\d{1,2},\s\d{4}\s*$/u

const mostListed = 30

/** The headlines below a label: one for a label; for a list all that is no paragraph of the story, to the end of the article. */
export function headlinesBelow({ index, lines }: LineView, hit: Hit): { rows: number[]; closed: boolean } {
  const isList = hit.role === 'lists'
  const rows: number[] = []
  for (let row = index + 1; row < lines.length && rows.length < mostListed; row++) {
    const text = lines[row] ?? ''
    if (isBlank(text)) continue
    if (text === lines[index]) return { rows, closed: true }
    if (goesOnHere(text, isList)) return { rows, closed: !isList }
    rows.push(row)
    if (!isList) return { rows, closed: true }
  }
  return { rows, closed: rows.length < mostListed }
}
