import { crc32, deflateRawSync } from 'node:zlib'

export type ZipEntry = {
  name: string | Buffer
  content?: string | Buffer
  /** What the archive says beside the truth. */
  method?: number
  flags?: number
  crc?: number
  size?: number
  packedSize?: number
  /** Its bytes as they are packed already, so that one packing serves many entries. */
  packed?: Buffer
  /** The mode of a Unix file. */
  mode?: number
  /** Where another entry's bytes begin, for one that has none of its own. */
  at?: number
}

const store = 0
const deflate = 8

/** A ZIP archive as no honest program packs it: every field says what the story wants. `count` is how many entries its end says there are. */
export function zipped(entries: readonly ZipEntry[], { count = entries.length }: { count?: number } = {}): Buffer {
  const bodies: Buffer[] = []
  const directory: Buffer[] = []
  let at = 0
  for (const entry of entries) {
    const { local, central } = headersOf(entry, at)
    directory.push(...central)
    if (entry.at !== undefined) continue
    bodies.push(...local)
    at += lengthOf(local)
  }
  return Buffer.concat([...bodies, ...directory, ...endOf(count, lengthOf(directory), at)])
}

function headersOf(entry: ZipEntry, at: number): { local: Buffer[]; central: Buffer[] } {
  const content = Buffer.from(entry.content ?? '')
  const { method = deflate, flags = 0x800, mode = 0o100644 } = entry
  const packed = entry.packed ?? (method === deflate ? deflateRawSync(content) : content)
  const name = Buffer.from(entry.name)
  const common = Buffer.alloc(26)
  common.writeUInt16LE(20, 0)
  common.writeUInt16LE(flags, 2)
  common.writeUInt16LE(method, 4)
  common.writeUInt32LE(entry.crc ?? crc32(content), 10)
  common.writeUInt32LE(entry.packedSize ?? packed.length, 14)
  common.writeUInt32LE(entry.size ?? content.length, 18)
  common.writeUInt16LE(name.length, 22)
  const rest = Buffer.alloc(14)
  rest.writeUInt32LE((mode << 16) >>> 0, 6)
  rest.writeUInt32LE(entry.at ?? at, 10)
  return {
    local: [Buffer.from('PK\x03\x04', 'latin1'), common, name, packed],
    central: [Buffer.from('PK\x01\x02\x14\x03', 'latin1'), common, rest, name],
  }
}

function endOf(count: number, length: number, at: number): Buffer[] {
  const end = Buffer.alloc(22)
  end.write('PK\x05\x06', 'latin1')
  end.writeUInt16LE(count % 65_536, 8)
  end.writeUInt16LE(count % 65_536, 10)
  end.writeUInt32LE(length, 12)
  end.writeUInt32LE(at, 16)
  return count < 65_536 ? [end] : [...largeEndOf(count, length, at), end]
}

// ZIP64: what 16 bits do not hold.
function largeEndOf(count: number, length: number, at: number): Buffer[] {
  const record = Buffer.alloc(56)
  record.write('PK\x06\x06', 'latin1')
  record.writeBigUInt64LE(44n, 4)
  record.writeBigUInt64LE(BigInt(count), 24)
  record.writeBigUInt64LE(BigInt(count), 32)
  record.writeBigUInt64LE(BigInt(length), 40)
  record.writeBigUInt64LE(BigInt(at), 48)
  const locator = Buffer.alloc(20)
  locator.write('PK\x06\x07', 'latin1')
  locator.writeBigUInt64LE(BigInt(at + length), 8)
  locator.writeUInt32LE(1, 16)
  return [record, locator]
}

/** So many entries of 1 MB that all lie over the first. */
export function overlapping(entries: number): Buffer {
  const content = Buffer.alloc(2 ** 20, 'The ferry is back. ')
  const kernel = { name: 'kernel.txt', packed: deflateRawSync(content), crc: crc32(content), size: content.length }
  return zipped(Array.from({ length: entries }, (_, n) => (n === 0 ? kernel : { ...kernel, at: 0 })))
}

/** An entry that is a file as it is, without packing. */
export function stored(name: string, content: string | Buffer): ZipEntry {
  return { name, content, method: store }
}

function lengthOf(parts: readonly Buffer[]): number {
  return parts.reduce((sum, { length }) => sum + length, 0)
}
