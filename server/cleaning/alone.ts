import type { Evidence, Finding, Hit, LineView } from './kind.ts'
import { endsLikeSentence, isBlank, isBody, isCaseless, startsCapital } from './shape.ts'
import { wordsIn } from './words.ts'

const onlySigns = /^[^\p{L}\p{N}]*$/u
const nextSentence = /^\s*[.!?…:;|•·»>)*→-]+\s*(?=["“«‘¿¡(]*[\p{Lu}\p{Lo}\p{N}])/u
const glued = /^\p{Lu}\p{M}*\p{L}/u

/** Finds a phrase complete in itself: the whole line, a sentence of it, or behind the last sentence of a paragraph. */
export function findAlone(line: LineView, hit: Hit): Finding[] {
  if (hit.role !== 'alone') return []
  const { index, text } = line
  if (!endsHere(text, hit)) return findSentence(line, hit)
  const said = text.slice(hit.start, hit.end)
  const found = { line: index, end: text.length, language: hit.language }
  if (onlySigns.test(text.slice(0, hit.start))) {
    return [{ ...found, start: 0, because: `says only “${said}”`, evidence: ['complete', ...placeOf(line, hit), ...several(said)] }]
  }
  return startsCapital(said) ? [{ ...found, start: hit.start, because: `ends with “${said}”`, evidence: trailing(text, said) }] : []
}

const several = (said: string): Evidence[] => (wordsIn(said) > 1 ? ['several words'] : [])

/** One word above a paragraph may be a heading of the story: “Video”, but never “Advertisement”. */
function placeOf(line: LineView, { kind, phrase }: Hit): Evidence[] {
  if (line.isTail) return ['tail']
  const mayHead = wordsIn(phrase) === 1 && headings.has(kind) && !isCaseless(phrase)
  return mayHead && isBody(line.lines.slice(line.index + 1, line.index + 4).find((text) => !isBlank(text)) ?? '') ? ['short'] : []
}

const headings: ReadonlySet<string> = new Set([
  'navigation',
  'media',
  'subscription',
  'donation',
  'tip-line',
  'comment-prompt',
  'event-promo',
])

/** One word, or a full stop behind it, may be the story's own: “Listen. Learn. Share.” */
function trailing(text: string, said: string): Evidence[] {
  const doubts: Evidence[] = [...(endsLikeSentence(text) ? ['sentence' as const] : []), ...(wordsIn(said) < 2 ? ['short' as const] : [])]
  return ['complete', 'inline', ...doubts]
}

/** A sentence that more follows, or to which the next one is glued: “… Read the full story hereThe bank …”. */
function findSentence({ index, text }: LineView, hit: Hit): Finding[] {
  const rest = text.slice(hit.end, hit.end + 16)
  const said = text.slice(hit.start, hit.end)
  const isGlued = glued.test(rest) && wordsIn(said) > 2
  const next = nextSentence.exec(rest)
  if (!next && !isGlued) return []
  const start = onlySigns.test(text.slice(0, hit.start)) ? 0 : hit.start
  const evidence: Evidence[] = isGlued
    ? ['complete', 'glued', 'inline']
    : wordsIn(said) > 2
      ? ['complete', 'spread']
      : ['complete', 'spread', 'short']
  const end = hit.end + (next?.[0].trimEnd().length ?? 0)
  return [{ line: index, start, end, language: hit.language, because: `says “${said}”`, evidence }]
}

const furthest = 400

/** Nothing but signs follow, or the phrase once more: what two buttons left behind. */
function endsHere(text: string, { start, end }: Hit): boolean {
  return text.length - end <= furthest && onlySigns.test(text.slice(end).replaceAll(text.slice(start, end), ''))
}
