import { keptBytes } from './kept-bytes.ts'

/** A line of a file: its bytes without the line break, and its number from 1. */
export type Line = { number: number; bytes: Buffer; tooLong: boolean }

const lineFeed = 0x0a
const byteOrderMark = Buffer.from([0xef, 0xbb, 0xbf])

/** The lines of a stream of bytes that are not blank, one at a time; of a line over the limit only its beginning is kept. */
export async function* linesOf(chunks: AsyncIterable<Buffer>, limit: number): AsyncGenerator<Line> {
  let number = 1
  const line = keptBytes(limit)
  for await (const chunk of chunks) {
    let from = 0
    for (let to = chunk.indexOf(lineFeed); to >= 0; to = chunk.indexOf(lineFeed, from)) {
      // A file of nothing but blank lines is not worth a step each.
      if (line.length() > 0 || !isBlank(chunk, from, to)) {
        line.keep(chunk.subarray(from, to))
        const found = taken(number, line.taken())
        if (found.tooLong || !isBlank(found.bytes)) yield found
      }
      number += 1
      from = to + 1
    }
    line.keep(chunk.subarray(from))
  }
  const last = taken(number, line.taken())
  if (last.tooLong || !isBlank(last.bytes)) yield last
}

function taken(number: number, { bytes: whole, tooLong }: { bytes: Buffer; tooLong: boolean }): Line {
  const marked = number === 1 && whole.subarray(0, 3).equals(byteOrderMark)
  const bytes = whole.subarray(marked ? 3 : 0, whole.at(-1) === 0x0d ? -1 : undefined)
  return { number, bytes, tooLong }
}

function isBlank(bytes: Buffer, from = 0, to = bytes.length): boolean {
  let at = from
  while (at < to && (bytes[at] === 0x20 || bytes[at] === 0x09 || bytes[at] === 0x0d)) at++
  return at >= to
}
