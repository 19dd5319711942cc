/** Bytes that come in pieces and are kept up to a limit, and one more. */
export type KeptBytes = { keep: (part: Buffer) => void; length: () => number; taken: () => { bytes: Buffer; tooLong: boolean } }

/** Collects the pieces of one line or value after the other; of what is over the limit only the beginning is kept. */
export function keptBytes(limit: number): KeptBytes {
  let parts: Buffer[] = []
  let length = 0
  return {
    keep: (part) => {
      if (length <= limit && part.length > 0) parts.push(part.subarray(0, limit + 1 - length))
      length += part.length
    },
    length: () => length,
    taken: () => {
      const whole = { bytes: Buffer.concat(parts), tooLong: length > limit }
      parts = []
      length = 0
      return whole
    },
  }
}

/** A table of 256 in which the bytes of these characters are 1. */
export function bytesOf(characters: string): Uint8Array {
  const table = new Uint8Array(256)
  for (const character of characters) table[character.charCodeAt(0)] = 1
  return table
}
