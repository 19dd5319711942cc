import { decode } from '../decode.ts'

/** How the text of a long file is read, by its first bytes: their text, the encoding, and the whole as it arrives. */
export type Decoder = { text: string; encoding: string; decoded: (bytes: AsyncIterable<Buffer>) => AsyncIterable<string> }

export function decoderOf(head: Buffer): Decoder {
  // A character that the end of the head cuts in two is no sign of another encoding.
  const cut = head.subarray(0, Math.max(head.lastIndexOf(0x0a), 0) || head.length)
  const { text, encoding } = decode(cut) ?? { text: '', encoding: 'utf-8' }
  return { text, encoding, decoded: (bytes) => textOf(bytes, encoding) }
}

async function* textOf(bytes: AsyncIterable<Buffer>, encoding: string): AsyncGenerator<string> {
  const decoder = new TextDecoder(encoding)
  for await (const chunk of bytes) yield decoder.decode(chunk, { stream: true })
  yield decoder.decode()
}
