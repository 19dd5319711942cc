import { endOf, visible } from '../file-name.ts'

/** An entry of a tar archive: what kind it is, how many bytes it has, and these bytes, to be read before the next entry is asked for. */
export type TarEntry = { name: string; kind: 'file' | 'folder' | 'link' | 'other'; size: number; bytes: () => AsyncIterable<Buffer> }

/** The end of a sentence about the archive. */
export type Wrong = { wrong: string }

const block = 512
const mostOfName = 64 * 1024

/** The entries of an archive in their order, as its bytes arrive. After something wrong it brings no more. */
export async function* entriesOfTar(chunks: AsyncIterable<Buffer>): AsyncGenerator<TarEntry | Wrong> {
  const source = sourceOf(chunks)
  for (let number = 1; ; number += 1) {
    const head = await headOf(source, number)
    if (head === null || 'wrong' in head) {
      if (head) yield head
      return
    }
    const { size } = head
    const left = { bytes: size }
    const kind = kinds[head.type] ?? 'other'
    yield { name: endOf(visible(head.name)) || 'entry without a name', kind, size, bytes: () => source.pieces(left) }
    await source.skip(left.bytes + padding(size))
  }
}

type Source = ReturnType<typeof sourceOf>
type Head = { name: string; type: string; size: number }

/** What stands before the next entry: its header, and before that its name where that is long. */
async function headOf(source: Source, number: number): Promise<Head | Wrong | null> {
  for (let longName: string | null = null; ; ) {
    const header = await source.taken(block)
    if (header.every((byte) => byte === 0)) return null
    const type = String.fromCharCode(header[156] ?? 0)
    const isName = type === 'x' || type === 'L'
    const size = sizeIn(header, isName ? mostOfName : Number.POSITIVE_INFINITY)
    if (size === null) return { wrong: `was not read from its entry ${number} on: it is damaged or cut off there.` }
    if (!isName) return { name: longName ?? nameOf(header), type, size }
    longName = nameIn(type, await source.taken(size)) ?? longName
    await source.skip(padding(size))
  }
}

function sizeIn(header: Buffer, most: number): number | null {
  const size = header.length === block && isSound(header) ? numberAt(header, 124) : -1
  return size < 0 || size > most ? null : size
}

const kinds: Readonly<Record<string, TarEntry['kind']>> = {
  '0': 'file',
  '\0': 'file',
  '7': 'file',
  '5': 'folder',
  '1': 'link',
  '2': 'link',
}

function padding(size: number): number {
  return (block - (size % block)) % block
}

// Whoever wrote the header added up its bytes, with blanks where the sum stands.
function isSound(header: Buffer): boolean {
  const sum = header.reduce((total, byte, at) => total + (at >= 148 && at < 156 ? 0x20 : byte), 0)
  return sum === numberAt(header, 148, 8)
}

function numberAt(header: Buffer, from: number, length = 12): number {
  const digits = header.toString('latin1', from, from + length).replace(/[\0 ].*$/s, '')
  return /^[0-7]+$/.test(digits) ? Number.parseInt(digits, 8) : -1
}

function nameOf(header: Buffer): string {
  const [name, prefix] = [textAt(header, 0, 100), textAt(header, 345, 155)]
  const hasPrefix = header.toString('latin1', 257, 263) === 'ustar\0' && prefix !== ''
  return hasPrefix ? `${prefix}/${name}` : name
}

function nameIn(type: string, bytes: Buffer): string | null {
  if (type === 'L') return textAt(bytes, 0, bytes.length)
  return /^\d+ path=(.*)$/m.exec(bytes.toString())?.[1] ?? null
}

function textAt(bytes: Buffer, from: number, length: number): string {
  return bytes.toString('utf8', from, from + length).replace(/\0.*$/s, '')
}

function sourceOf(chunks: AsyncIterable<Buffer>) {
  const rest = chunks[Symbol.asyncIterator]()
  let kept: Buffer = Buffer.alloc(0)

  /** At most so many bytes, fewer where a piece ends; none at the end. */
  async function some(most: number): Promise<Buffer> {
    while (kept.length === 0) {
      const next = await rest.next()
      if (next.done) return kept
      kept = next.value
    }
    const part = kept.subarray(0, most)
    kept = kept.subarray(part.length)
    return part
  }

  async function* pieces(left: { bytes: number }): AsyncGenerator<Buffer> {
    while (left.bytes > 0) {
      const part = await some(left.bytes)
      if (part.length === 0) return
      left.bytes -= part.length
      yield part
    }
  }

  async function taken(length: number): Promise<Buffer> {
    return Buffer.concat(await Array.fromAsync(pieces({ bytes: length })))
  }

  async function skip(length: number): Promise<void> {
    for await (const _ of pieces({ bytes: length }));
  }

  return { pieces, taken, skip }
}
