import { fold } from '../cleaning/shadow.ts'
import { isUnspaced } from '../cleaning/shape.ts'
import { shortestLiteral } from './literal-index.ts'
import { patternOf } from './pattern.ts'
import type { Condition, Way } from './rule.ts'

export type Span = { start: number; end: number }

export type Asked = {
  /** The stretches of a folded piece of text that answer; none where it does not hold. */
  spansIn: (piece: string) => Span[]
  /** Folded words that the piece surely holds where it answers; null where it must always be asked. */
  literal: string | null
}

/** A condition made ready to be asked of many folded texts. */
export function askedOf({ way, text }: Condition): Asked {
  if (way === 'matches') return patternOf(text)
  const words = fold(text)
  const look = looks[way]
  return { spansIn: (piece) => look(piece, words), literal: words.length >= shortestLiteral ? words : null }
}

const looks: Record<Exclude<Way, 'matches'>, (piece: string, words: string) => Span[]> = {
  starts: (piece, words) => (piece.startsWith(words) ? whole(piece, words, 0) : []),
  ends: (piece, words) => (piece.endsWith(words) ? whole(piece, words, piece.length - words.length) : []),
  equals: (piece, words) => (piece === words ? [{ start: 0, end: piece.length }] : []),
  contains: allIn,
}

function allIn(piece: string, words: string): Span[] {
  const spans: Span[] = []
  for (let at = piece.indexOf(words); at >= 0; ) {
    const found = whole(piece, words, at)
    spans.push(...found)
    at = piece.indexOf(words, found.length > 0 ? at + words.length : at + 1)
  }
  return spans
}

/** Words are found as words: “app” is not found in “apple”. */
function whole(piece: string, words: string, start: number): Span[] {
  const end = start + words.length
  const isTorn = isOneWord(piece, start) || isOneWord(piece, end)
  return isTorn ? [] : [{ start, end }]
}

/** Whether a word goes on over this place. */
function isOneWord(piece: string, at: number): boolean {
  const [before, after] = [signBefore(piece, at), signAt(piece, at)]
  return isLetter(before) && inner.test(after) && !isUnspaced(before) && !isUnspaced(after)
}

const signAt = (text: string, at: number): string => (at < text.length ? String.fromCodePoint(text.codePointAt(at) ?? 0) : '')
const signBefore = (text: string, at: number): string => [...text.slice(Math.max(0, at - 2), at)].at(-1) ?? ''
const isLetter = (sign: string): boolean => inner.test(sign)
const inner = /^[\p{L}\p{N}\p{M}]/u
