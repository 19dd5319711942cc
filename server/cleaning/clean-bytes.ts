import { isUtf8 } from 'node:buffer'
import { type Mark, markLines } from './clean.ts'
import { changesOf, cutsOf } from './clean-copy.ts'

/** A cleaned text as pieces of bytes; lines that are not UTF-8 stay as they are and are named by their index. */
type CleanedBytes = { pieces: Uint8Array[]; marks: Mark[]; broken: ReadonlySet<number> }

type ReadBytes = { texts: string[]; starts: number[]; broken: Set<number> }

const newline = 10
const carriageReturn = 13
const byteOrderMark = Buffer.from('\ufeff')

/** Cleans one text; what no cut touches comes out byte for byte. */
export function cleanBytes(bytes: Buffer): CleanedBytes {
  const read = readLines(bytes)
  const marks = markLines(read.texts).filter(({ line }) => !read.broken.has(line))
  const changed = changesOf(read.texts, cutsOf(marks))
  return { pieces: piecesOf(bytes, read.starts, changed), marks, broken: read.broken }
}

/** The texts of the lines, where each begins, and where the last ends. */
function readLines(bytes: Buffer): ReadBytes {
  const isText = isUtf8(bytes)
  const read: ReadBytes = { texts: [], starts: [], broken: new Set() }
  for (let from = 0, end = 0; from < bytes.length; from = end) {
    end = bytes.indexOf(newline, from) + 1 || bytes.length
    const isBroken = !isText && !isUtf8(bytes.subarray(from, end))
    const begin = from === 0 && !isBroken && byteOrderMark.equals(bytes.subarray(0, 3)) ? 3 : from
    if (isBroken) read.broken.add(read.texts.length)
    read.texts.push(bytes.toString('utf8', begin, endOfText(bytes, begin, end)))
    read.starts.push(begin)
  }
  read.starts.push(bytes.length)
  return read
}

/** Where the break begins that ends the line. */
function endOfText(bytes: Buffer, begin: number, end: number): number {
  if (bytes[end - 1] !== newline) return end
  return end - 2 >= begin && bytes[end - 2] === carriageReturn ? end - 2 : end - 1
}

function piecesOf(bytes: Buffer, starts: readonly number[], changed: ReadonlyMap<number, string | null>): Uint8Array[] {
  const pieces: Uint8Array[] = []
  let from = 0
  for (const [row, left] of [...changed].sort(([a], [b]) => a - b)) {
    const begin = starts[row] as number
    const end = starts[row + 1] as number
    pieces.push(bytes.subarray(from, begin))
    if (left !== null) pieces.push(Buffer.from(left))
    from = left === null ? end : endOfText(bytes, begin, end)
  }
  const lastWent = changed.get(starts.length - 2) === null && bytes.at(-1) !== newline
  pieces.push(bytes.subarray(from))
  return lastWent ? withoutLastBreak(pieces) : pieces
}

/** The last line went and had no break of its own: the break before it goes with it. */
function withoutLastBreak(pieces: Uint8Array[]): Uint8Array[] {
  const last = pieces.findLastIndex(({ length }) => length > 0)
  const piece = Buffer.from(pieces[last] ?? [])
  return last < 0 ? pieces : pieces.with(last, piece.subarray(0, endOfText(piece, 0, piece.length)))
}
