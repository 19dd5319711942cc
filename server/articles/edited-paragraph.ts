import type { MarkRow } from '../../db/tables.ts'
import { carryMarks } from './carry-marks.ts'
import { type Stretch, unbracketed } from './edited-text.ts'
import { isBlank, type Paragraph } from './paragraph.ts'

type Marked = Pick<MarkRow, 'id' | 'start_at' | 'end_at' | 'verdict'>

export type EditedParagraph<M extends Marked> = {
  /** What stands in the paragraph's place: none when it was emptied, several when it was split. */
  pieces: Paragraph[]
  moved: { mark: M; piece: number; start: number; end: number }[]
  closed: M[]
  /** Brackets taken away or put around a mark: the verdict that the person thereby gave. */
  decided: { mark: M; verdict: 'cut' | 'keep' }[]
  cutByHand: (Stretch & { piece: number })[]
}

/** What came back from the form, where cut words stand in ⟦…⟧; the line break of the text, and ids for new paragraphs. */
export type ParagraphForm = { text: string; lineBreak: string; newId: (piece: number) => string }

/**
 * What an editor did to one paragraph. The first piece keeps the paragraph's id; further pieces take theirs from `newId`. Offsets are
 * UTF-16 code units of the piece.
 */
export function editedParagraph<M extends Marked>(paragraph: Paragraph, marks: readonly M[], form: ParagraphForm): EditedParagraph<M> {
  const { text, cuts } = unbracketed(form.text.replace(/\r\n?/g, '\n').replace(/\n+$/, ''))
  const pieces = piecesOf(text)
  const places = carryMarks(
    paragraph.text,
    text,
    marks.map(({ start_at, end_at }) => ({ start: start_at, end: end_at })),
  )
  const carried = marks.map((mark, index) => ({ mark, place: within(pieces, places[index] ?? null) }))
  const moved = carried.flatMap(({ mark, place }) => (place ? [{ mark, ...place }] : []))
  const brackets = cuts.flatMap((cut) => pieces.flatMap((piece, index) => clipped(cut, piece, index)))
  return {
    pieces: pieces.map((piece, index) => asParagraph(paragraph, piece, { index, count: pieces.length, ...form })),
    moved,
    closed: carried.filter(({ place }) => !place).map(({ mark }) => mark),
    decided: moved.flatMap((place) => verdictGiven(place, brackets)),
    cutByHand: brackets.filter((bracket) => !moved.some((place) => same(place, bracket))),
  }
}

type Piece = { text: string; at: number }
type Place = Stretch & { piece: number }

function piecesOf(text: string): Piece[] {
  let at = 0
  const pieces = text.split('\n').map((piece) => {
    const here = { text: piece, at }
    at += piece.length + 1
    return here
  })
  return pieces.length === 1 && isBlank(text) ? [] : pieces
}

function within(pieces: readonly Piece[], place: Stretch | null): Place | null {
  if (!place) return null
  const piece = pieces.findIndex(({ text, at }) => at <= place.start && place.end <= at + text.length)
  const { at } = pieces[piece] ?? { at: 0 }
  return piece < 0 ? null : { piece, start: place.start - at, end: place.end - at }
}

function clipped({ start, end }: Stretch, { text, at }: Piece, piece: number): Place[] {
  const from = Math.max(start - at, 0)
  const to = Math.min(end - at, text.length)
  return from < to ? [{ piece, start: from, end: to }] : []
}

function verdictGiven<M extends Marked>(place: Place & { mark: M }, brackets: readonly Place[]): { mark: M; verdict: 'cut' | 'keep' }[] {
  const { mark } = place
  const bracketed = brackets.some((bracket) => same(place, bracket))
  if (mark.verdict === 'cut') return bracketed ? [] : [{ mark, verdict: 'keep' }]
  return bracketed ? [{ mark, verdict: 'cut' }] : []
}

function same(a: Place, b: Place): boolean {
  return a.piece === b.piece && a.start === b.start && a.end === b.end
}

type Made = Pick<ParagraphForm, 'lineBreak' | 'newId'> & { index: number; count: number }

// A paragraph whose words a person changed no longer stands in the original.
function asParagraph(paragraph: Paragraph, { text }: Piece, { index, count, lineBreak, newId }: Made): Paragraph {
  const kind = isBlank(text) ? 'blank' : paragraph.kind === 'blank' ? 'text' : paragraph.kind
  const untouched = count === 1 && text === paragraph.text
  return {
    ...paragraph,
    id: index === 0 ? paragraph.id : newId(index),
    kind,
    text,
    spans: untouched ? paragraph.spans : [],
    origin: untouched ? paragraph.origin : null,
    end: index === count - 1 ? paragraph.end : paragraph.end || lineBreak,
  }
}
