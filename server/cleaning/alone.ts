import type { Evidence, Finding, Hit, LineView } from './kind.ts'
import { endsLikeSentence, startsCapital, wordsIn } from './shape.ts'

const onlySigns = /^[^\p{L}\p{N}]*$/u

/** Finds a phrase complete in itself: the whole line, or behind the last sentence of a paragraph. */
export function findAlone({ index, text, isTail }: LineView, hit: Hit): Finding[] {
  if (hit.role !== 'alone' || !endsHere(text, hit)) return []
  const said = text.slice(hit.start, hit.end)
  const found = { line: index, end: text.length, language: hit.language }
  if (onlySigns.test(text.slice(0, hit.start))) {
    return [{ ...found, start: 0, because: `says only “${said}”`, evidence: whole(said, isTail) }]
  }
  return startsCapital(said) ? [{ ...found, start: hit.start, because: `ends with “${said}”`, evidence: trailing(text, said) }] : []
}

const whole = (said: string, isTail: boolean): Evidence[] => [
  'complete',
  ...(isTail ? ['tail' as const] : []),
  ...(wordsIn(said) > 1 ? ['several words' as const] : []),
]

/** One word, or a full stop behind it, may be the story's own: “Listen. Learn. Share.” */
function trailing(text: string, said: string): Evidence[] {
  const doubts: Evidence[] = [...(endsLikeSentence(text) ? ['sentence' as const] : []), ...(wordsIn(said) < 2 ? ['short' as const] : [])]
  return ['complete', 'inline', ...doubts]
}

const furthest = 400

/** Nothing but signs follow, or the phrase once more: what two buttons left behind. */
function endsHere(text: string, { start, end }: Hit): boolean {
  return text.length - end <= furthest && onlySigns.test(text.slice(end).replaceAll(text.slice(start, end), ''))
}
