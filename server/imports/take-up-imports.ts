import type { Db } from '../../db/connect.ts'
import type { Queue } from '../jobs/queue.ts'
import { listAtWork } from './queries.ts'

/** Has the imports gone on with that were broken off, or restored from a backup, for which no job may wait any more; for the start of a worker. */
export async function takeUpImports(db: Db, queue: Queue): Promise<void> {
  await queue.ready()
  for (const { id } of await listAtWork(db)) await queue.enqueue(db, 'carry-on-import', { import_id: id })
}
