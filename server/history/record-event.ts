import { createHash } from 'node:crypto'
import canonicalize from 'canonicalize'
import type { Db } from '../../db/connect.ts'
import { insertRows } from '../../db/insert-rows.ts'
import { insertEvent, lockStream } from './queries.ts'

export type NewEvent = {
  /** `article:<id>`, `person:<id>`, `policy`, `rules`, `access`, `exports` or `imports`. */
  stream: string
  /** Who did it; null is the system. */
  person: { id: string } | null
  /** The verb, e.g. `submitted`; history/sentences.ts turns it into words. */
  says: string
  /** Ids, hashes and small facts; never article text. */
  details?: Record<string, unknown>
}

/** Writes one event at the end of its stream's hash chain. Call it inside the transaction of what it records. */
export async function recordEvent(tx: Db, event: NewEvent): Promise<void> {
  await insertEvent(tx, chained(event, await lockStream(tx, event.stream)))
}

/** Writes the first events of streams that begin with them. Call it inside the transaction of what they record. */
export async function recordFirstEvents(tx: Db, events: readonly NewEvent[]): Promise<void> {
  const rows = events.map((event) => chained(event, { number: 0, sha256: null }))
  await insertRows(
    tx,
    'streams',
    rows.map(({ stream, number, sha256 }) => ({ name: stream, number, sha256 })),
  )
  await insertRows(tx, 'events', rows)
}

/** The row of an event that follows the head of its stream. */
export function chained({ stream, person, says, details = {} }: NewEvent, head: { number: number; sha256: Buffer | null }) {
  const at = new Date()
  const number = head.number + 1
  const previous_sha256 = head.sha256
  const person_id = person?.id ?? null
  const canonical = canonicalOf({ stream, number, at: at.toISOString(), person: person_id, says, details, previous: previous_sha256 })
  return { stream, number, at, person_id, says, canonical, previous_sha256, sha256: sha256(canonical) }
}

type Hashed = Omit<Required<NewEvent>, 'person'> & { number: number; at: string; person: string | null; previous: Buffer | null }

function canonicalOf(event: Hashed): string {
  const text = canonicalize({ format: 1, ...event, previous: event.previous?.toString('hex') ?? null })
  if (text === undefined) throw new Error('An event must be an object of JSON values.')
  return text
}

function sha256(text: string): Buffer {
  return createHash('sha256').update(text).digest()
}
