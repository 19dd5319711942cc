import type { Db } from '../../db/connect.ts'
import type { StoredFile } from './record.ts'
import { chunkBytes, findChunk, type UploadRow } from './upload-queries.ts'

const mostChunks = 4

/**
 * An upload as formats read it: from its beginning, or any part of it, of which the rows read last are at hand. `seen` is told how many
 * bytes of it were looked at for the first time.
 */
export function spooledFile(db: Db, { id, name, bytes }: UploadRow, seen: (bytes: number) => void = () => {}): StoredFile {
  const size = Number(bytes)
  const atHand = new Map<number, Buffer>()
  const known = new Set<number>()

  async function chunk(number: number): Promise<Buffer> {
    const found = atHand.get(number) ?? (await findChunk(db, { upload_id: id, number })) ?? Buffer.alloc(0)
    atHand.delete(number)
    atHand.set(number, found)
    for (const oldest of atHand.keys()) if (atHand.size > mostChunks) atHand.delete(oldest)
    if (!known.has(number)) seen(found.length)
    known.add(number)
    return found
  }

  async function part(from: number, to: number): Promise<Buffer> {
    const parts: Buffer[] = []
    for (let at = from; at < to; at += chunkBytes - (at % chunkBytes)) {
      const offset = at % chunkBytes
      parts.push((await chunk(Math.floor(at / chunkBytes))).subarray(offset, offset + to - at))
    }
    return parts.length === 1 && parts[0] ? parts[0] : Buffer.concat(parts)
  }

  async function* all(): AsyncGenerator<Buffer> {
    for (let number = 0; number * chunkBytes < size; number++) yield await chunk(number)
  }

  return { name, size, bytes: all(), part }
}
