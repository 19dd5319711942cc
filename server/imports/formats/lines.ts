/** A line of a file: its bytes without the line break, and its number from 1. */
export type Line = { number: number; bytes: Buffer; tooLong: boolean }

const lineFeed = 0x0a
const byteOrderMark = Buffer.from([0xef, 0xbb, 0xbf])

/** The lines of a stream of bytes, one at a time; of a line over the limit only its beginning is kept. */
export async function* linesOf(chunks: AsyncIterable<Buffer>, limit: number): AsyncGenerator<Line> {
  let number = 1
  let begun: Buffer[] = []
  let length = 0
  const keep = (part: Buffer): void => {
    if (length <= limit && part.length > 0) begun.push(part.subarray(0, limit + 1 - length))
    length += part.length
  }
  for await (const chunk of chunks) {
    let from = 0
    for (let to = chunk.indexOf(lineFeed); to >= 0; to = chunk.indexOf(lineFeed, from)) {
      const isEmpty = to === from && length === 0
      keep(chunk.subarray(from, to))
      from = to + 1
      // Whoever reads lines passes over empty ones; a file of nothing else is not worth a step each.
      if (isEmpty) number += 1
      else yield line(number++, begun, length > limit)
      begun = []
      length = 0
    }
    keep(chunk.subarray(from))
  }
  if (length > 0) yield line(number, begun, length > limit)
}

function line(number: number, parts: Buffer[], tooLong: boolean): Line {
  const whole = Buffer.concat(parts)
  const marked = number === 1 && whole.subarray(0, 3).equals(byteOrderMark)
  const bytes = whole.subarray(marked ? 3 : 0, whole.at(-1) === 0x0d ? -1 : undefined)
  return { number, bytes, tooLong }
}
