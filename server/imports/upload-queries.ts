import { v7 as uuid } from 'uuid'
import type { Db } from '../../db/connect.ts'

/** How many bytes of an upload a row holds; the last one fewer. */
export const chunkBytes = 1024 * 1024

export type UploadRow = { id: string; import_id: string | null; ordinal: number; name: string; bytes: string; came_in_at: Date }

/** Opens an upload that no import has claimed yet. */
export async function insertUpload(db: Db, name: string): Promise<string> {
  const id = uuid()
  await db('uploads').insert({ id, ordinal: 0, name, bytes: 0, came_in_at: new Date() })
  return id
}

export async function insertChunk(db: Db, chunk: { upload_id: string; number: number; bytes: Buffer }): Promise<void> {
  await db('upload_chunks').insert(chunk)
}

export async function setUploadBytes(db: Db, id: string, bytes: number): Promise<void> {
  await db('uploads').where({ id }).update({ bytes })
}

/** Lets an upload go that did not become part of an import. */
export async function deleteUpload(db: Db, id: string): Promise<void> {
  await db('uploads').where({ id }).whereNull('import_id').delete()
}

/** Gives the uploads to an import, in this order; how many were still free. */
export async function claimUploads(tx: Db, import_id: string, ids: readonly string[]): Promise<number> {
  let claimed = 0
  for (const [index, id] of ids.entries()) {
    claimed += await tx('uploads')
      .where({ id })
      .whereNull('import_id')
      .update({ import_id, ordinal: index + 1 })
  }
  return claimed
}

export async function listUploads(db: Db, import_id: string): Promise<UploadRow[]> {
  return db<UploadRow>('uploads').where({ import_id }).orderBy('ordinal')
}

/** One stored row of an upload, if it has so many. */
export async function findChunk(db: Db, where: { upload_id: string; number: number }): Promise<Buffer | undefined> {
  return (await db('upload_chunks').where(where).first('bytes'))?.bytes
}

export async function deleteChunks(db: Db, import_id: string): Promise<void> {
  await db('upload_chunks').whereIn('upload_id', db('uploads').where({ import_id }).select('id')).delete()
}

/** Lets uploads go that no import claimed before `moment`. */
export async function deleteUnclaimed(db: Db, moment: Date): Promise<void> {
  await db('uploads').whereNull('import_id').where('came_in_at', '<', moment).delete()
}

/** The imports that came in before `moment` and whose bytes are still kept. */
export async function listSpooled(db: Db, moment: Date): Promise<string[]> {
  return db('uploads')
    .whereNotNull('import_id')
    .where('came_in_at', '<', moment)
    .whereRaw('EXISTS (SELECT FROM upload_chunks WHERE upload_id = uploads.id)')
    .distinct()
    .limit(1000)
    .pluck('import_id')
}

/** Those of these uploads that no import has claimed, in the order in which they came in. */
export async function listUnclaimed(db: Db, ids: readonly string[]): Promise<Pick<UploadRow, 'id' | 'name'>[]> {
  return ids.length === 0 ? [] : db('uploads').whereIn('id', ids).whereNull('import_id').orderBy('id').select('id', 'name')
}
