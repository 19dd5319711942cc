import { isUtf8 } from 'node:buffer'
import { type Mark, markRows } from './clean.ts'
import { changesOf, cutsOf } from './clean-copy.ts'
import { lazyLines } from './lazy-lines.ts'
import { deservesLook, rowsIn } from './look.ts'
import type { Rows } from './sieve.ts'

/** A cleaned text as pieces of bytes; lines that are not UTF-8 stay as they are and are named by their index. */
type CleanedBytes = { pieces: Uint8Array[]; marks: Mark[]; broken: ReadonlySet<number> }

const newline = 10
const carriageReturn = 13
const byteOrderMark = Buffer.from('\ufeff')

/** Cleans one text; what no cut touches comes out byte for byte. */
export function cleanBytes(bytes: Buffer): CleanedBytes {
  const from = byteOrderMark.equals(bytes.subarray(0, 3)) ? 3 : 0
  const isText = isUtf8(bytes)
  const rows = isText ? rowsIn({ bytes, from, to: bytes.length, isJson: false }) : everyRow(bytes, from)
  const broken = isText ? none : brokenRows(bytes, rows)
  const textOf = (row: number): string => bytes.toString('utf8', rows.starts[row], rows.ends[row])
  const texts = lazyLines(rows.starts.length, textOf)
  const candidates = rows.candidates.filter((row) => deservesLook(textOf(row)))
  const marks = markRows(texts, candidates).filter(({ line }) => !broken.has(line))
  const changed = changesOf(texts, cutsOf(marks))
  return { pieces: piecesOf(bytes, rows, changed), marks, broken }
}

const none: ReadonlySet<number> = new Set()

/** The lines of a text in which some bytes say nothing: each is looked at. */
function everyRow(bytes: Buffer, from: number): Rows {
  const rows: Rows = { starts: [], ends: [], candidates: [], stop: bytes.length }
  for (let start = from, end = from; start < bytes.length; start = end) {
    end = bytes.indexOf(newline, start) + 1 || bytes.length
    rows.candidates.push(rows.starts.length)
    rows.starts.push(start)
    rows.ends.push(endOfText(bytes, start, end))
  }
  return rows
}

const brokenRows = (bytes: Buffer, { starts, ends }: Rows): ReadonlySet<number> =>
  new Set([...starts.keys()].filter((row) => !isUtf8(bytes.subarray(starts[row], ends[row]))))

/** Where the break begins that ends the line. */
function endOfText(bytes: Buffer, begin: number, end: number): number {
  if (bytes[end - 1] !== newline) return end
  return end - 2 >= begin && bytes[end - 2] === carriageReturn ? end - 2 : end - 1
}

function piecesOf(bytes: Buffer, { starts, ends }: Rows, changed: ReadonlyMap<number, string | null>): Uint8Array[] {
  const pieces: Uint8Array[] = []
  let from = 0
  for (const [row, left] of [...changed].sort(([a], [b]) => a - b)) {
    pieces.push(bytes.subarray(from, starts[row]))
    if (left !== null) pieces.push(Buffer.from(left))
    from = (left === null ? starts[row + 1] : ends[row]) ?? bytes.length
  }
  const lastWent = changed.get(starts.length - 1) === null && bytes.at(-1) !== newline
  pieces.push(bytes.subarray(from))
  return lastWent ? withoutLastBreak(pieces) : pieces
}

/** The last line went and had no break of its own: the break before it goes with it. */
function withoutLastBreak(pieces: Uint8Array[]): Uint8Array[] {
  const last = pieces.findLastIndex(({ length }) => length > 0)
  const piece = Buffer.from(pieces[last] ?? [])
  return last < 0 ? pieces : pieces.with(last, piece.subarray(0, endOfText(piece, 0, piece.length)))
}
