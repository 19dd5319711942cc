import type { Db } from '../../db/connect.ts'
import { findAssignable } from '../articles/plan-queries.ts'
import { Conflict, Invalid } from '../errors.ts'
import { recordEvent } from '../history/record-event.ts'
import type { Queue } from '../jobs/queue.ts'
import { tagSlug } from '../tags/tag.ts'
import type { Person } from '../users/permissions.ts'
import { actOf } from './acts.ts'
import type { Batch, Options } from './batch.ts'
import { refuseOthers } from './may-act.ts'
import { countItems, findBatch, moveBatch, settleRefused } from './queries.ts'

type Begun = { id: string; options: Options; by: Person; queue: Queue }

/** Has a planned batch done, article by article, by a worker. What was not possible when it was planned is not tried. */
export async function beginBatch(db: Db, { id, options, by, queue }: Begun): Promise<void> {
  await queue.ready()
  await db.transaction(async (tx) => {
    const batch = await findBatch(tx, id)
    refuseOthers(batch, by)
    await refuseIncomplete(tx, batch, options)
    const { allowed } = await countItems(tx, id)
    if (allowed === 0) throw new Conflict('There is nothing to do: it is not possible for any of these articles.')
    if (!(await moveBatch(tx, { id, from: ['planned'], state: 'working', options, started_at: new Date() })))
      throw new Conflict('This batch was begun already.')
    await settleRefused(tx, id)
    const details = { batch_id: id, act: batch.act, items: allowed }
    await recordEvent(tx, { stream: `person:${by.id}`, person: by, says: 'began a batch', details })
    await queue.enqueue(tx, 'carry-on-batch', { batch_id: id })
  })
}

async function refuseIncomplete(tx: Db, { act }: Batch, { tag = '', assignee_id, comment }: Options): Promise<void> {
  const { asks } = actOf(act)
  if (asks === 'tag' && tagSlug(tag) === '') throw new Invalid('Type a tag first.')
  if (asks === 'comment' && !comment) throw new Invalid('What should change? Say it in a few words.')
  if (asks === 'assignee' && assignee_id && !(await findAssignable(tx, assignee_id))) throw new Invalid('Choose one of these people.')
}
