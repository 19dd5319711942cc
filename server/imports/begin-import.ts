import type { Db } from '../../db/connect.ts'
import { Forbidden, Invalid } from '../errors.ts'
import { recordEvent } from '../history/record-event.ts'
import type { Queue } from '../jobs/queue.ts'
import { findOrMakeSource } from '../sources/make-source.ts'
import { may, type Person } from '../users/permissions.ts'
import type { ImportRow, Landing } from './import.ts'
import { insertImport } from './queries.ts'
import { claimUploads } from './upload-queries.ts'

export type WishedImport = {
  source: { name: string; language?: string | null }
  landing: Landing
  /** Whether a file's name says which article it is. */
  names_identify: boolean
  /** The title of a pasted text. */
  title?: string
  uploads: readonly string[]
  /** null is the system, for the seed articles. */
  by: Person | null
}

/** Takes files in; a worker then plans what becomes of each item, and stores no article. */
export async function beginImport(db: Db, { queue, ...wished }: WishedImport & { queue: Queue }): Promise<ImportRow> {
  await queue.ready()
  return db.transaction(async (tx) => {
    const made = await takeIn(tx, wished)
    await queue.enqueue(tx, 'carry-on-import', { import_id: made.id })
    return made
  })
}

/** The same for whoever plans at once. Call it inside a transaction. */
export async function takeIn(tx: Db, { by, uploads, title, source, ...wished }: WishedImport): Promise<ImportRow> {
  if (by && !may(by, 'article.import')) throw new Forbidden('Your roles do not include importing articles.')
  if (uploads.length === 0) throw new Invalid('Choose a file or paste a text first.')
  const { id: source_id } = await findOrMakeSource(tx, { ...source, by })
  const made = await insertImport(tx, { source_id, ...wished, options: title ? { title } : {}, made_by: by?.id ?? null })
  const claimed = await claimUploads(tx, made.id, uploads)
  if (claimed < uploads.length) throw new Invalid('Some of the files are no longer kept. Choose them again.')
  const details = { source_id, landing: made.landing, files: uploads.length }
  await recordEvent(tx, { stream: `import:${made.id}`, person: by, says: 'began an import', details })
  return made
}
