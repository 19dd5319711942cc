import type { Db } from '../../db/connect.ts'
import type { CheckpointRow } from '../../db/tables.ts'
import { type Break, breakAt, breakAtEnd, isSame, type Linked } from './chain.ts'
import { digestOf, type Head, type Heads, hashOf } from './checkpoint.ts'
import { checkpointsInOrder, headsOf } from './checkpoint-queries.ts'
import { eventsInOrder, listEmptied } from './verify-queries.ts'

/** A checkpoint as somebody keeps it outside of the database. */
export type KeptCheckpoint = { number: number; sha256: string }

export type Verified = {
  events: number
  streams: number
  checkpoints: number
  /** The first that does not fit, and how many do not. */
  first: Break | null
  breaks: number
  last: Pick<CheckpointRow, 'number' | 'at' | 'sha256'> | null
  kept: KeptCheckpoint | null
}

/** Walks every chain and checkpoint as one moment saw them, a batch at a time, and says what does not fit. */
export async function verifyAudit(db: Db, { kept = null }: { kept?: KeptCheckpoint | null } = {}): Promise<Verified> {
  return db.transaction(
    async (tx) => {
      await tx.raw('SET LOCAL statement_timeout = 0; SET LOCAL idle_in_transaction_session_timeout = 0')
      const found: Verified = { events: 0, streams: 0, checkpoints: 0, first: null, breaks: 0, last: null, kept }
      await walkEvents(tx, found)
      await walkCheckpoints(tx, found)
      return found
    },
    { isolationLevel: 'repeatable read', readOnly: true },
  )
}

async function walkEvents(tx: Db, found: Verified): Promise<void> {
  let before: Linked | null = null
  for await (const event of eventsInOrder(tx)) {
    const isNext: boolean = before?.stream === event.stream
    if (before && !isNext) note(found, breakAtEnd(before))
    if (!isNext) found.streams += 1
    note(found, breakAt(event, isNext ? before : null))
    found.events += 1
    before = event
  }
  if (before) note(found, breakAtEnd(before))
  for (const { name } of await listEmptied(tx)) note(found, { stream: name, number: 1, says: 'it is missing, and every event after it' })
}

async function walkCheckpoints(tx: Db, found: Verified): Promise<void> {
  for await (const checkpoint of checkpointsInOrder(tx)) {
    const heads = await digestOf(compared(headsOf(tx, checkpoint.number), checkpoint, found))
    note(found, breakOf(checkpoint, heads, found))
    found.checkpoints += 1
    found.last = checkpoint
  }
  const { kept, last } = found
  if (kept && kept.number > (last?.number ?? 0))
    note(found, { stream: 'checkpoints', number: kept.number, says: 'it is missing, and you kept it' })
}

// Passes the heads on, and notes those whose event is not the one that the checkpoint saw.
async function* compared(heads: ReturnType<typeof headsOf>, { number: by }: CheckpointRow, found: Verified): AsyncGenerator<Head> {
  for await (const { event_sha256, ...head } of heads) {
    const { stream, number } = head
    if (!event_sha256) note(found, { stream, number, says: `it is missing, and checkpoint ${by} saw it` })
    else if (!event_sha256.equals(head.sha256))
      note(found, { stream, number, says: `checkpoint ${by} saw another in its place: its chain was rewritten` })
    yield head
  }
}

function breakOf(checkpoint: CheckpointRow, heads: Heads, { last, kept }: Verified): Break | null {
  const { number, canonical, sha256, previous_sha256 } = checkpoint
  const stream = 'checkpoints'
  if (number !== (last?.number ?? 0) + 1) return { stream, number: (last?.number ?? 0) + 1, says: 'it is missing' }
  if (!hashOf(canonical).equals(sha256)) return { stream, number, says: 'its content does not give its hash: it was changed' }
  if (!isSame(previous_sha256, last?.sha256 ?? null)) return { stream, number, says: 'it does not follow from the checkpoint before it' }
  const hashed = JSON.parse(canonical) as { number: number; at: string; heads: Heads; previous: string | null }
  const stands = { number, at: checkpoint.at.toISOString(), previous: previous_sha256?.toString('hex') ?? null }
  if (hashed.number !== stands.number || hashed.at !== stands.at || hashed.previous !== stands.previous)
    return { stream, number, says: 'what stands in the table is not what was hashed' }
  if (hashed.heads.sha256 !== heads.sha256) return { stream, number, says: 'the heads that it holds were changed' }
  if (kept?.number === number && kept.sha256 !== sha256.toString('hex')) return { stream, number, says: 'it is not the one that you kept' }
  return null
}

function note(found: Verified, one: Break | null): void {
  if (!one) return
  found.first ??= one
  found.breaks += 1
}
