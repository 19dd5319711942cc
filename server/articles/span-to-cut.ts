import { Invalid } from '../errors.ts'
import { overlaps } from './marks.ts'

type Span = { start: number; end: number }
type Mark = { start_at: number; end_at: number; verdict: string }

/** The words as they were chosen; `start` says which where they stand there more than once. No words are all of them. */
export type Chosen = { words?: string | undefined; start?: number | undefined }

/**
 * The stretch of a paragraph that is cut when these words are: without blanks around, and together with cuts that it touches. Throws
 * Invalid where they are not to be found, or are cut already.
 */
export function spanToCut(text: string, { words = '', start }: Chosen, marks: readonly Mark[]): Span {
  const span = trimmed(text, words.trim() === '' ? { start: 0, end: text.length } : placeOf(text, words, start))
  const touched = marks.filter(({ verdict, ...mark }) => verdict === 'cut' && overlaps({ start_at: span.start, end_at: span.end }, mark))
  if (touched.some(({ start_at, end_at }) => start_at <= span.start && span.end <= end_at))
    throw new Invalid('These words are cut already.')
  return {
    start: Math.min(span.start, ...touched.map(({ start_at }) => start_at)),
    end: Math.max(span.end, ...touched.map(({ end_at }) => end_at)),
  }
}

function placeOf(text: string, words: string, start: number | undefined): Span {
  if (start !== undefined && text.startsWith(words, start)) return { start, end: start + words.length }
  const wanted = words.trim()
  const first = text.indexOf(wanted)
  if (first < 0) throw new Invalid('These words do not stand in this paragraph. Copy them from it, letter by letter.')
  if (text.indexOf(wanted, first + 1) >= 0)
    throw new Invalid('These words stand in this paragraph more than once. Take a few more words along.')
  return { start: first, end: first + wanted.length }
}

function trimmed(text: string, { start, end }: Span): Span {
  const words = text.slice(start, end)
  const from = start + words.length - words.trimStart().length
  const to = from + words.trim().length
  if (from === to) throw new Invalid('There are no words in it to cut.')
  // An offset between the halves of one character takes the whole of it.
  return { start: isHalf(text, from) ? from - 1 : from, end: isHalf(text, to) ? to + 1 : to }
}

function isHalf(text: string, at: number): boolean {
  return /[\uD800-\uDBFF]/.test(text[at - 1] ?? '') && /[\uDC00-\uDFFF]/.test(text[at] ?? '')
}
