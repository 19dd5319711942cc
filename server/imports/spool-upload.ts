import type { Db } from '../../db/connect.ts'
import { baseName, endOf, visible } from './file-name.ts'
import { chunkBytes, deleteUpload, insertChunk, insertUpload, setUploadBytes } from './upload-queries.ts'

/** Keeps the bytes of a file in the database as they arrive, in rows of 1 MB; nothing of them where they break off. */
export async function spoolUpload(db: Db, name: string, bytes: AsyncIterable<Buffer>): Promise<{ id: string; bytes: number }> {
  const id = await insertUpload(db, fileName(name))
  try {
    const length = await storeChunks(db, id, bytes)
    await setUploadBytes(db, id, length)
    return { id, bytes: length }
  } catch (error) {
    await deleteUpload(db, id)
    throw error
  }
}

async function storeChunks(db: Db, upload_id: string, stream: AsyncIterable<Buffer>): Promise<number> {
  let length = 0
  let number = 0
  for await (const bytes of inChunks(stream)) {
    await insertChunk(db, { upload_id, number: number++, bytes })
    length += bytes.length
  }
  return length
}

async function* inChunks(stream: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  let parts: Buffer[] = []
  let length = 0
  for await (const part of stream) {
    parts.push(part)
    length += part.length
    if (length < chunkBytes) continue
    const whole = Buffer.concat(parts)
    const full = whole.length - (whole.length % chunkBytes)
    for (let at = 0; at < full; at += chunkBytes) yield whole.subarray(at, at + chunkBytes)
    parts = [whole.subarray(full)]
    length -= full
  }
  if (length > 0) yield Buffer.concat(parts)
}

/** The name of a file without its folders and without characters that would hide in it. */
export function fileName(given: string): string {
  return endOf(baseName(visible(given))) || 'file without a name'
}
