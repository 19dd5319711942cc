import type { Db } from '../../db/connect.ts'
import type { Queue } from '../jobs/queue.ts'
import { type StepTaken, takeStepIn } from './take-step.ts'

/** Puts an approved text on the schedule, and names the work for its moment. */
export async function scheduleArticle(db: Db, queue: Queue, taken: StepTaken): Promise<void> {
  await queue.ready()
  await db.transaction(async (tx) => {
    await takeStepIn(tx, taken)
    await queue.enqueue(tx, 'publish-due', {}, taken.when?.at)
  })
}
