import type { Db } from '../../db/connect.ts'
import type { StoredFile } from './record.ts'
import { chunkBytes, findChunk, readUpload, type UploadRow } from './upload-queries.ts'

const mostChunks = 4

/** An upload as formats read it: from its beginning, or any part of it, of which the rows read last are at hand. */
export function spooledFile(db: Db, { id, name, bytes }: UploadRow): StoredFile {
  const chunks = new Map<number, Buffer>()

  async function chunk(number: number): Promise<Buffer> {
    const found = chunks.get(number) ?? (await findChunk(db, { upload_id: id, number })) ?? Buffer.alloc(0)
    chunks.delete(number)
    chunks.set(number, found)
    for (const [oldest] of chunks) if (chunks.size > mostChunks) chunks.delete(oldest)
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

  return { name, size: Number(bytes), bytes: readUpload(db, id), part }
}
