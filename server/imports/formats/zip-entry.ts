import { pipeline, Readable } from 'node:stream'
import { crc32, createInflateRaw } from 'node:zlib'
import type { Entry } from 'yauzl'
import { bytesInWords, limits } from '../import.ts'
import type { StoredFile } from '../record.ts'
import type { Packed, Wrong } from './zip-directory.ts'

/** What comes out of an archive at most: of an entry, in all, and for each packed byte of an entry of more than 1 MB. */
export const mostUnfolded = { ofEntry: limits.bytes, inAll: 2 ** 30, forEach: 250 }

/** An archive while its entries are unfolded: how many bytes may still come out of it, and what of it belongs to which entry. */
export type Unfolding = { file: StoredFile; most: typeof mostUnfolded; left: number; ranges: Range[]; overlaps: boolean }
type Range = { from: number; to: number }

/**
 * The bytes of an entry, once they are known to be what the archive says: as many, with that checksum, and no bomb. It counts while it
 * unfolds, and more than the entry says of itself never comes out. What is large is unfolded a second time rather than kept.
 */
export async function unfolded({ entry, start }: Packed, unfolding: Unfolding): Promise<{ bytes: AsyncIterable<Buffer> } | Wrong> {
  const refusal = refusalOf(entry, unfolding.most)
  if (refusal) return { wrong: refusal }
  const from = await start()
  if (from === null) return { wrong: `is damaged: its bytes are not where the archive says. ${again}` }
  if (!claim(unfolding, { from: entry.relativeOffsetOfLocalHeader, to: from + entry.compressedSize }))
    return { wrong: 'lies over another entry.' }
  const kept: Buffer[] = []
  const wrong = await check(bytesOf(unfolding.file, entry, from), { entry, unfolding, kept })
  if (wrong) return { wrong }
  return { bytes: entry.uncompressedSize <= mostKept ? pieces(kept) : bytesOf(unfolding.file, entry, from) }
}

const again = 'Pack the archive again.'
const mostKept = 4 * 2 ** 20

// What an entry says of itself is believed where it speaks against it.
function refusalOf(entry: Entry, most: Unfolding['most']): string | null {
  const { compressedSize, uncompressedSize, compressionMethod } = entry
  if (isLink(entry)) return 'is a link, and links are not followed.'
  if (entry.isEncrypted()) return 'is encrypted. Pack the archive without a password and import it again.'
  if (compressionMethod !== 0 && compressionMethod !== 8)
    return `is packed in a way that is not read here (method ${compressionMethod}). Pack the archive again as an ordinary ZIP.`
  if (uncompressedSize > most.ofEntry)
    return `is larger than ${bytesInWords(most.ofEntry)}, the most that one file may have. Import it in parts.`
  if (uncompressedSize > 2 ** 20 && uncompressedSize > compressedSize * most.forEach)
    return `was not unfolded: it is more than ${most.forEach} times as large as its packed form, as in an archive that is made to do harm.`
  return null
}

function isLink({ versionMadeBy, externalFileAttributes }: Entry): boolean {
  const unix = versionMadeBy >> 8 === 3 || versionMadeBy >> 8 === 19
  const type = (externalFileAttributes >>> 28) & 0xf
  return unix && type !== 0 && type !== 8
}

// No honest archive uses a byte twice; in one that does, little unfolds to very much.
function claim(unfolding: Unfolding, { from, to }: Range): boolean {
  const { ranges } = unfolding
  const at = placeFor(from, ranges)
  unfolding.overlaps ||= (ranges[at - 1]?.to ?? 0) > from || (ranges[at]?.from ?? to) < to
  ranges.splice(at, 0, { from, to })
  return !unfolding.overlaps
}

function placeFor(from: number, ranges: readonly Range[]): number {
  let low = 0
  for (let high = ranges.length; low < high; ) {
    const middle = (low + high) >>> 1
    if ((ranges[middle]?.from ?? 0) < from) low = middle + 1
    else high = middle
  }
  return low
}

type Checked = { entry: Entry; unfolding: Unfolding; kept: Buffer[] }

async function check(bytes: AsyncIterable<Buffer>, { entry, unfolding, kept }: Checked): Promise<string | null> {
  let length = 0
  let sum = 0
  try {
    for await (const part of bytes) {
      length += part.length
      unfolding.left -= part.length
      if (length > entry.uncompressedSize) return `is damaged: it holds more bytes than the archive says. ${again}`
      if (unfolding.left < 0) return 'was not unfolded: the archive holds too much.'
      sum = crc32(part, sum)
      if (entry.uncompressedSize <= mostKept) kept.push(part)
    }
  } catch (error) {
    if (!String((error as { code?: unknown }).code).startsWith('Z_')) throw error
    return `is damaged: it cannot be unfolded. ${again}`
  }
  if (length < entry.uncompressedSize) return `is damaged: it holds fewer bytes than the archive says. ${again}`
  return sum === entry.crc32 ? null : `is damaged: its checksum is not that of its bytes. ${again}`
}

async function* bytesOf(file: StoredFile, { compressionMethod, compressedSize }: Entry, from: number): AsyncGenerator<Buffer> {
  const packed = packedBytes(file, from, from + compressedSize)
  if (compressionMethod === 0) return yield* packed
  // Whoever reads on sees its error; the callback is only asked for.
  yield* pipeline(Readable.from(packed, { objectMode: false }), createInflateRaw({ chunkSize: piece }), () => {})
}

const piece = 64 * 1024

async function* packedBytes({ part }: StoredFile, from: number, to: number): AsyncGenerator<Buffer> {
  for (let at = from; at < to; at += piece) yield await part(at, Math.min(to, at + piece))
}

async function* pieces(parts: readonly Buffer[]): AsyncGenerator<Buffer> {
  yield* parts
}
