import { bytesOf, type KeptBytes, keptBytes } from './kept-bytes.ts'

/** A line of a file: its bytes without the line break, and its number from 1. */
export type Line = { number: number; bytes: Buffer; tooLong: boolean }

const lineFeed = 0x0a
const blanks = bytesOf(' \t\r\n')
const byteOrderMark = Buffer.from([0xef, 0xbb, 0xbf])

/** The lines of a stream of bytes that are not blank, one at a time; of a line over the limit only its beginning is kept. */
export async function* linesOf(chunks: AsyncIterable<Buffer>, limit: number): AsyncGenerator<Line> {
  const place: Place = { number: 1, begun: keptBytes(limit) }
  for await (const chunk of chunks) yield* linesIn(chunk, place)
  const last = taken(place)
  if (!isBlank(last)) yield last
}

/** The line that one is in, and what was kept of it so far. */
type Place = { number: number; begun: KeptBytes }

function* linesIn(chunk: Buffer, place: Place): Generator<Line> {
  for (let from = afterBlankLines(chunk, 0, place); from < chunk.length; from = afterBlankLines(chunk, from, place)) {
    const to = chunk.indexOf(lineFeed, from)
    place.begun.keep(chunk.subarray(from, to < 0 ? chunk.length : to))
    if (to < 0) return
    const line = taken(place)
    if (!isBlank(line)) yield line
    place.number += 1
    from = to + 1
  }
}

// A file of nothing but blank lines is not worth a step each.
function afterBlankLines(chunk: Buffer, from: number, place: Place): number {
  let end = from
  if (place.begun.length() > 0) return end
  for (let at = from; at < chunk.length && blanks[chunk[at] ?? 0] === 1; at++) {
    if (chunk[at] !== lineFeed) continue
    place.number += 1
    end = at + 1
  }
  return end
}

function taken({ number, begun }: Place): Line {
  const { bytes: whole, tooLong } = begun.taken()
  const marked = number === 1 && whole.subarray(0, 3).equals(byteOrderMark)
  const bytes = whole.subarray(marked ? 3 : 0, whole.at(-1) === 0x0d ? -1 : undefined)
  return { number, bytes, tooLong }
}

function isBlank({ bytes, tooLong }: Line): boolean {
  return !tooLong && bytes.every((byte) => blanks[byte] === 1)
}
