import type { Db } from '../../db/connect.ts'
import { Conflict, Forbidden } from '../errors.ts'
import { recordEvent } from '../history/record-event.ts'
import { may, type Person } from '../users/permissions.ts'
import { findImport, moveImport } from './queries.ts'
import { deleteChunks } from './upload-queries.ts'

/** Lets a planned import go: its plan stays to be read, its files do not. */
export async function discardImport(db: Db, { import_id, by }: { import_id: string; by: Person }): Promise<void> {
  if (!may(by, 'article.import')) throw new Forbidden('Your roles do not include importing articles.')
  await db.transaction(async (tx) => {
    await findImport(tx, import_id)
    const moved = await moveImport(tx, { id: import_id, from: ['planned'], state: 'cancelled', finished_at: new Date() })
    if (!moved) throw new Conflict('Only an import that has not run can be discarded.')
    await deleteChunks(tx, import_id)
    await recordEvent(tx, { stream: `import:${import_id}`, person: by, says: 'discarded an import' })
  })
}
