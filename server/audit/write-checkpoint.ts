import type { Db } from '../../db/connect.ts'
import { checkpointAfter, digestOf } from './checkpoint.ts'
import { findLastCheckpoint, headsOf, insertCheckpoint, insertHeads, lockCheckpoints } from './checkpoint-queries.ts'

const almostADay = 23.5 * 60 * 60_000

/** Writes down how far every stream has come, chained to the checkpoint before, once a day: what is older can then not be rewritten unseen. */
export async function writeCheckpoint(db: Db, now: Date): Promise<void> {
  await db.transaction(async (tx) => {
    await lockCheckpoints(tx)
    const last = await findLastCheckpoint(tx)
    if (last && now.getTime() - last.at.getTime() < almostADay) return
    const number = (last?.number ?? 0) + 1
    const moved = await insertHeads(tx, number)
    // A house in which nothing has happened yet stays as empty as a backup needs it to be restored into.
    if (moved === 0 && !last) return
    await insertCheckpoint(tx, checkpointAfter(last, { at: now, heads: await digestOf(headsOf(tx, number)) }))
  })
}
