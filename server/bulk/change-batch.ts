import { v7 as uuid } from 'uuid'
import type { Db } from '../../db/connect.ts'
import { Conflict } from '../errors.ts'
import { recordEvent } from '../history/record-event.ts'
import type { Queue } from '../jobs/queue.ts'
import type { Person } from '../users/permissions.ts'
import { undoOf } from './acts.ts'
import { refuseOthers } from './may-act.ts'
import { judged } from './plan-batch.ts'
import { findBatch, insertBatch, insertItems, listUndoable, moveBatch, waitAgain } from './queries.ts'

type Asked = { id: string; by: Person }

/** Stops a batch: what is done stays, the rest is not begun. A planned one is let go. */
export async function cancelBatch(db: Db, { id, by }: Asked): Promise<void> {
  await db.transaction(async (tx) => {
    refuseOthers(await findBatch(tx, id), by)
    if (await moveBatch(tx, { id, from: ['planned'], state: 'discarded', finished_at: new Date() })) return
    if (!(await moveBatch(tx, { id, from: ['working'], state: 'cancelled', finished_at: new Date() })))
      throw new Conflict('This batch is no longer at work, so there is nothing to cancel.')
    await recordEvent(tx, { stream: `person:${by.id}`, person: by, says: 'cancelled a batch', details: { batch_id: id } })
  })
}

/** Has what failed, was not possible or was not begun tried again, as things stand now. */
export async function retryBatch(db: Db, { id, by, queue }: Asked & { queue: Queue }): Promise<void> {
  await queue.ready()
  await db.transaction(async (tx) => {
    refuseOthers(await findBatch(tx, id), by)
    if (!(await moveBatch(tx, { id, from: ['finished', 'cancelled'], state: 'working', finished_at: null })))
      throw new Conflict('This batch is not over yet.')
    const items = await waitAgain(tx, id)
    if (items === 0) throw new Conflict('There is nothing to try again: all of it is done.')
    await recordEvent(tx, { stream: `person:${by.id}`, person: by, says: 'retried a batch', details: { batch_id: id, items } })
    await queue.enqueue(tx, 'carry-on-batch', { batch_id: id })
  })
}

/** Takes back what a batch did, as a batch of its own; what has moved on since stays, with the reason. Gives the id of that one. */
export async function undoBatch(db: Db, { id, by, queue }: Asked & { queue: Queue }): Promise<string> {
  await queue.ready()
  return await db.transaction(async (tx) => {
    const batch = await findBatch(tx, id)
    refuseOthers(batch, by)
    const act = undoOf(batch.act)
    if (!act) throw new Conflict('This cannot be taken back for many at once. Each article has its own steps for it.')
    if (batch.state !== 'finished' && batch.state !== 'cancelled') throw new Conflict('This batch is not over yet.')
    if (await tx('batches').where({ undoes: id }).first('id')) throw new Conflict('This batch was taken back already.')
    const done = new Map((await listUndoable(tx, id)).map(({ article_id, was }) => [article_id, was]))
    if (done.size === 0) throw new Conflict('There is nothing to take back: it changed no article.')
    const items = await judged(tx, { act, ids: [...done.keys()], by })
    const undo = uuid()
    const moments = { created_at: new Date(), started_at: new Date(), finished_at: null }
    const { options } = batch
    await insertBatch(tx, { id: undo, act, options, filter: null, state: 'working', made_by: by.id, undoes: id, ...moments })
    const given = items.map((item) => ({ ...item, refusal: null, was: done.get(item.article_id) ?? null }))
    await insertItems(tx, undo, given)
    const details = { batch_id: undo, undoes: id, act, items: items.length }
    await recordEvent(tx, { stream: `person:${by.id}`, person: by, says: 'began a batch', details })
    await queue.enqueue(tx, 'carry-on-batch', { batch_id: undo })
    return undo
  })
}
