import type { Db } from '../../db/connect.ts'
import { Conflict, Forbidden } from '../errors.ts'
import { recordEvent } from '../history/record-event.ts'
import { may, type Person } from '../users/permissions.ts'
import { findImport, moveImport } from './queries.ts'

/** Stops an import that is being planned or run: what is in stays, the rest is not started. */
export async function cancelImport(db: Db, { import_id, by }: { import_id: string; by: Person }): Promise<void> {
  if (!may(by, 'article.import')) throw new Forbidden('Your roles do not include importing articles.')
  await db.transaction(async (tx) => {
    const { state } = await findImport(tx, import_id)
    const failure =
      state === 'running' ? `${by.name} cancelled it: what is in stays.` : `${by.name} cancelled it. Nothing of it was stored.`
    const moved = await moveImport(tx, {
      id: import_id,
      from: [state === 'running' ? 'running' : 'planning'],
      state: 'cancelled',
      failure,
      finished_at: new Date(),
    })
    if (!moved) throw new Conflict('This import is no longer at work, so there is nothing to cancel.')
    await recordEvent(tx, { stream: `import:${import_id}`, person: by, says: 'cancelled an import' })
  })
}
