import type { Db } from '../../db/connect.ts'
import { recordEvent } from '../history/record-event.ts'
import { findImport, moveImport } from './queries.ts'
import { deleteChunks, deleteUnclaimed, listSpooled } from './upload-queries.ts'

const day = 24 * 60 * 60 * 1000
const kept = 7 * day

/** Lets the files of imports go after seven days, and those that no import claimed after one. A plan that waited so long is over. */
export async function dropUploads(db: Db, now: Date): Promise<void> {
  await deleteUnclaimed(db, new Date(now.getTime() - day))
  for (const id of await listSpooled(db, new Date(now.getTime() - kept))) await db.transaction((tx) => dropFiles(tx, id, now))
}

async function dropFiles(tx: Db, id: string, now: Date): Promise<void> {
  const { state } = await findImport(tx, id)
  if (state === 'planning' || state === 'running') return
  if (state === 'planned' && !(await endPlan(tx, id, now))) return
  await deleteChunks(tx, id)
}

async function endPlan(tx: Db, id: string, now: Date): Promise<boolean> {
  const failure = 'Nobody ran it for seven days, so its files were let go. Import them again.'
  const ended = await moveImport(tx, { id, from: ['planned'], state: 'cancelled', failure, finished_at: now })
  if (ended) await recordEvent(tx, { stream: `import:${id}`, person: null, says: 'let an import go' })
  return ended
}
