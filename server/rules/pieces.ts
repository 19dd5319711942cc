import { type Shadow, shadowOf } from '../cleaning/shadow.ts'
import { firstBoundary } from '../cleaning/shape.ts'
import type { Span } from './condition.ts'
import type { Definition } from './rule.ts'

/** A piece of a line that a rule asks about: folded, with where it stands and the way back. */
type Piece = { folded: string; whole: Span; original: (span: Span) => Span }

/** The line itself, or its sentences one by one. */
export function piecesOf(stretch: Definition['stretch'], text: string, shadow: Shadow): Piece[] {
  if (stretch !== 'sentence') return [{ ...pieceOf(shadow, 0), whole: { start: 0, end: text.length } }]
  return sentencesIn(text).map(({ start, end }) => ({ ...pieceOf(shadowOf(text.slice(start, end)), start), whole: { start, end } }))
}

function pieceOf(shadow: Shadow, offset: number): Omit<Piece, 'whole'> {
  const folded = shadow.text.trim()
  const lead = shadow.text.length - shadow.text.trimStart().length
  const original = ({ start, end }: Span) => ({ start: offset + shadow.start(lead + start), end: offset + shadow.end(lead + end) })
  return { folded, original }
}

/** The sentences of a line without the blanks around them. */
function sentencesIn(text: string): Span[] {
  const sentences: Span[] = []
  for (let start = 0; start < text.length; ) {
    const length = firstBoundary(text.slice(start))
    const end = length > 0 ? start + length : text.length
    const words = text.slice(start, end)
    const lead = words.length - words.trimStart().length
    if (words.trim() !== '') sentences.push({ start: start + lead, end: start + lead + words.trim().length })
    start = end
  }
  return sentences
}
