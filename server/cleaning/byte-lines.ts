/** A line of a byte stream, without its `\n`; `bytes` is null when the line was longer than allowed and was skipped. */
type ByteLine = { number: number; bytes: Uint8Array | null; ended: boolean }

const newline = 10

/** The lines of a byte stream, one at a time; never holds more than one line and one chunk. */
export async function* byteLines(chunks: AsyncIterable<Uint8Array>, longest: number): AsyncGenerator<ByteLine> {
  let pieces: Uint8Array[] = []
  let length = 0
  let number = 1
  const take = (piece: Uint8Array): void => {
    length += piece.length
    if (length <= longest) pieces.push(piece)
    else pieces = []
  }
  const line = (ended: boolean): ByteLine => {
    const bytes = length <= longest ? Buffer.concat(pieces) : null
    pieces = []
    length = 0
    return { number: number++, bytes, ended }
  }
  for await (const chunk of chunks) {
    let from = 0
    for (let at = chunk.indexOf(newline); at >= 0; at = chunk.indexOf(newline, from)) {
      take(chunk.subarray(from, at))
      yield line(true)
      from = at + 1
    }
    if (from < chunk.length) take(chunk.subarray(from))
  }
  if (length > 0) yield line(false)
}

const strict = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })

/** The text of UTF-8 bytes, or null when they are something else. */
export function utf8(bytes: Uint8Array): string | null {
  try {
    return strict.decode(bytes)
  } catch {
    return null
  }
}
