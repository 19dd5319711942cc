import type { Db } from '../../db/connect.ts'
import type { Queue } from '../jobs/queue.ts'
import { listWorking } from './queries.ts'

/** Has the batches gone on with that were broken off, for which no job may wait any more; for the start of a worker. */
export async function takeUpBatches(db: Db, queue: Queue): Promise<void> {
  for (const id of await listWorking(db)) await queue.enqueue(db, 'carry-on-batch', { batch_id: id })
}
