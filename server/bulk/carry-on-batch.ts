import { alone } from '../../db/alone.ts'
import { type Db, isDatabaseDown } from '../../db/connect.ts'
import { Refusal } from '../errors.ts'
import type { Person } from '../users/permissions.ts'
import type { Batch, Item } from './batch.ts'
import { doItem } from './do-item.ts'
import { findActor, findBatch, isAtWork, listWaitingItems, moveBatch, settleItem } from './queries.ts'

type CarriedOn = { batch_id: string; signal: AbortSignal; fault: (error: unknown) => void }

/**
 * Does what waits of a batch, each article in a transaction of its own with its outcome, from where it was broken off. Only one is at it
 * at a time. Throws where it should be tried again: the database is away, or the signal says stop.
 */
export async function carryOnBatch(db: Db, wished: CarriedOn): Promise<void> {
  await alone(db, `batch ${wished.batch_id}`, async (held) => {
    const batch = await findBatch(db, wished.batch_id)
    const by = await findActor(db, batch.made_by)
    for (;;) {
      await held()
      if ((await findBatch(db, batch.id)).state !== 'working') return
      const items = await listWaitingItems(db, batch.id, 25)
      if (items.length === 0)
        return void (await moveBatch(db, { id: batch.id, from: ['working'], state: 'finished', finished_at: new Date() }))
      for (const item of items) {
        wished.signal.throwIfAborted()
        if (!(await settled(db, { batch, item, by, ...wished }))) return
      }
    }
  })
}

type One = CarriedOn & { batch: Batch; item: Item; by: Person | undefined }

// False where the batch was cancelled meanwhile.
async function settled(db: Db, { batch, item, by, signal, fault }: One): Promise<boolean> {
  const place = { batch_id: batch.id, ordinal: item.ordinal }
  if (!by) return settleItem(db, place, { outcome: 'refused', reason: 'Whoever began this may not work here any more.' }).then(() => true)
  try {
    return await db.transaction(async (tx) => {
      if (!(await isAtWork(tx, batch.id))) return false
      const was = await doItem(tx, { batch, item, by })
      await settleItem(tx, place, { outcome: 'done', was })
      return true
    })
  } catch (error) {
    if (error instanceof Refusal) await settleItem(db, place, { outcome: 'refused', reason: error.message })
    else if (isDatabaseDown(error) || signal.aborted) throw error
    else {
      fault(error)
      await settleItem(db, place, { outcome: 'failed', reason: 'An error of Cleancopy itself. Nothing of it was stored.' })
    }
    return true
  }
}
