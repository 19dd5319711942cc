import type { Db } from '../../db/connect.ts'
import type { CheckpointRow } from '../../db/tables.ts'
import type { Head } from './checkpoint.ts'

/** One process at a time writes checkpoints; a house of many streams may take longer over it than a page may. */
export async function lockCheckpoints(tx: Db): Promise<void> {
  await tx.raw("SET LOCAL statement_timeout = 0; SELECT pg_advisory_xact_lock(hashtext('cleancopy checkpoints'))")
}

export async function findLastCheckpoint(db: Db): Promise<CheckpointRow | undefined> {
  return db('checkpoints').orderBy('number', 'desc').first()
}

/** The heads of the streams that have moved since the last checkpoint that knows them; brings how many. */
export async function insertHeads(tx: Db, checkpoint: number): Promise<number> {
  const { rowCount } = await tx.raw<{ rowCount: number }>(
    `INSERT INTO checkpoint_heads (checkpoint, stream, number, sha256)
     SELECT :checkpoint, name, number, sha256 FROM streams WHERE sha256 IS NOT NULL AND number > coalesce(
       (SELECT max(known.number) FROM checkpoint_heads AS known WHERE known.stream = streams.name COLLATE "C"), 0)`,
    { checkpoint },
  )
  return rowCount
}

export async function insertCheckpoint(tx: Db, checkpoint: Omit<CheckpointRow, 'id'>): Promise<void> {
  await tx('checkpoints').insert(checkpoint)
}

const batch = 1000

/** The heads of a checkpoint in order, each with the hash of the event that it names, where there is one. */
export async function* headsOf(db: Db, checkpoint: number): AsyncGenerator<Head & { event_sha256: Buffer | null }> {
  let after: Head | undefined
  do {
    const heads: (Head & { event_sha256: Buffer | null })[] = await db('checkpoint_heads as head')
      .leftJoin('events', (on) => on.on('events.stream', 'head.stream').andOn('events.number', 'head.number'))
      .where({ checkpoint })
      .modify((rows) => {
        if (after) rows.whereRaw('(head.stream, head.number) > (?, ?)', [after.stream, after.number])
      })
      .orderBy(['head.stream', 'head.number'])
      .limit(batch)
      .select('head.stream', 'head.number', 'head.sha256', 'events.sha256 as event_sha256')
    yield* heads
    after = heads.length === batch ? heads.at(-1) : undefined
  } while (after)
}

/** Every checkpoint, first to last. */
export async function* checkpointsInOrder(db: Db): AsyncGenerator<CheckpointRow> {
  let after = 0
  for (;;) {
    const rows: CheckpointRow[] = await db('checkpoints').where('number', '>', after).orderBy('number').limit(batch)
    yield* rows
    const last = rows.at(-1)
    if (!last) return
    after = last.number
  }
}
