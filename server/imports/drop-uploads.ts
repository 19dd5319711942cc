import type { Db } from '../../db/connect.ts'
import { recordEvent } from '../history/record-event.ts'
import { findPolicy } from '../policy/queries.ts'
import { findImport, moveImport } from './queries.ts'
import { deleteChunks, deleteUnclaimed, listSpooled } from './upload-queries.ts'

const day = 24 * 60 * 60 * 1000

/** Lets the files of imports go after the days that the policy says, and those that no import claimed after one. A plan that waited so long is over. */
export async function dropUploads(db: Db, now: Date): Promise<void> {
  await deleteUnclaimed(db, new Date(now.getTime() - day))
  const { upload_days } = await findPolicy(db)
  const kept = new Date(now.getTime() - upload_days * day)
  for (const id of await listSpooled(db, kept)) await db.transaction((tx) => dropFiles(tx, id, { now, upload_days }))
}

type When = { now: Date; upload_days: number }

async function dropFiles(tx: Db, id: string, when: When): Promise<void> {
  const { state } = await findImport(tx, id)
  if (state === 'planning' || state === 'running') return
  if (state === 'planned' && !(await endPlan(tx, id, when))) return
  await deleteChunks(tx, id)
}

async function endPlan(tx: Db, id: string, { now, upload_days }: When): Promise<boolean> {
  const days = upload_days === 7 ? 'seven days' : upload_days === 1 ? 'a day' : `${upload_days} days`
  const failure = `Nobody ran it for ${days}, so its files were let go. Import them again.`
  const ended = await moveImport(tx, { id, from: ['planned'], state: 'cancelled', failure, finished_at: now })
  if (ended) await recordEvent(tx, { stream: `import:${id}`, person: null, says: 'let an import go' })
  return ended
}
