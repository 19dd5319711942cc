import { lineageOf } from './lineage.ts'
import type { FormLine } from './opened.ts'

/** Lines that one side, neither or both alike changed, in the order of the text. */
type Settled = { from: 'neither' | 'mine' | 'theirs' | 'both'; lines: string[] }
/** Lines that both changed, each in another way: a person says what stands there. */
export type Asked = { from: 'asked'; base: string[]; mine: string[]; theirs: string[] }
export type Piece = Settled | Asked
export type Answer = { choice: 'mine' | 'theirs' | 'both'; own: string }

/**
 * Two texts that both come from a third as one, by paragraph: what one side changed is taken, and only what both changed is asked. Which
 * paragraph of theirs answers to which of the base their ids say; for what was typed, its words do.
 */
export function mergeTexts(base: readonly FormLine[], mine: readonly string[], theirs: readonly FormLine[]): Piece[] {
  const texts = { base: base.map(({ line }) => line), theirs: theirs.map(({ line }) => line) }
  const rows = [...rowsOf(base, mine, theirs), { base: base.length, mine: mine.length, theirs: theirs.length }]
  const pieces: Piece[] = []
  let at: Row = { base: 0, mine: 0, theirs: 0 }
  const settle = (from: Row, to: Row) => {
    const piece = settled(texts.base.slice(from.base, to.base), mine.slice(from.mine, to.mine), texts.theirs.slice(from.theirs, to.theirs))
    if (piece) add(pieces, piece)
  }
  for (const row of rows) {
    const next = { base: row.base + 1, mine: row.mine + 1, theirs: row.theirs + 1 }
    settle(at, row)
    if (row.base < base.length) settle(row, next)
    at = next
  }
  return pieces
}

/** The text that the answers make of it: one for each piece that is asked, in order. */
export function mergedText(pieces: readonly Piece[], answers: readonly Answer[]): string {
  let asked = -1
  const lines = pieces.flatMap((piece) => {
    if (piece.from !== 'asked') return piece.lines
    asked += 1
    const { choice, own } = answers[asked] ?? { choice: 'both' as const, own: piece.mine.join('\n') }
    const typed = own === '' ? [] : own.replace(/\r\n?/g, '\n').split('\n')
    return { mine: typed, theirs: piece.theirs, both: [...piece.theirs, ...typed] }[choice]
  })
  return lines.join('\n')
}

type Row = { base: number; mine: number; theirs: number }

// The paragraphs that all three have, as far as they stand in the same order.
function rowsOf(base: readonly FormLine[], mine: readonly string[], theirs: readonly FormLine[]): Row[] {
  const { heirs } = lineageOf(
    base.map(({ line }) => line),
    mine,
  )
  const inMine = new Map(heirs.flatMap((line, n) => (line === null ? [] : [[line, n] as const])))
  const inTheirs = new Map(theirs.map(({ id }, n) => [id, n]))
  const rows = base.flatMap(({ id }, n): Row[] => {
    const [a, b] = [inMine.get(n), inTheirs.get(id)]
    return a === undefined || b === undefined ? [] : [{ base: n, mine: a, theirs: b }]
  })
  return increasing(
    increasing(rows, ({ theirs }) => theirs),
    ({ mine }) => mine,
  )
}

// The longest part of a list that goes only upwards.
function increasing(rows: readonly Row[], of: (row: Row) => number): Row[] {
  const ends: number[] = []
  const before: number[] = []
  for (const [n, row] of rows.entries()) {
    let [low, high] = [0, ends.length]
    while (low < high) {
      const middle = (low + high) >> 1
      if (of(rows[ends[middle] ?? 0] ?? row) < of(row)) low = middle + 1
      else high = middle
    }
    before[n] = ends[low - 1] ?? -1
    ends[low] = n
  }
  const found: Row[] = []
  for (let n = ends.at(-1) ?? -1; n >= 0; n = before[n] ?? -1) found.push(rows[n] as Row)
  return found.reverse()
}

function settled(base: string[], mine: string[], theirs: string[]): Piece | null {
  if (base.length + mine.length + theirs.length === 0) return null
  if (same(mine, theirs)) return { from: same(mine, base) ? 'neither' : 'both', lines: mine }
  if (same(mine, base)) return { from: 'theirs', lines: theirs }
  if (same(theirs, base)) return { from: 'mine', lines: mine }
  return { from: 'asked', base, mine, theirs }
}

function same(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((line, n) => line === b[n])
}

function add(pieces: Piece[], piece: Piece): void {
  const last = pieces.at(-1)
  if (last && last.from !== 'asked' && last.from === piece.from) last.lines.push(...piece.lines)
  else pieces.push(piece.from === 'asked' ? piece : { ...piece, lines: [...piece.lines] })
}
