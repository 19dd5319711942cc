import { type Db, oftenAsked } from '../../db/connect.ts'
import type { EventRow } from '../../db/tables.ts'
import { isTold } from './told.ts'

/** The head of a stream, made if new, locked until the transaction ends so that numbers have no gaps and no doubles. */
export async function lockStream(tx: Db, name: string): Promise<{ number: number; sha256: Buffer | null }> {
  await tx('streams').insert({ name, number: 0, sha256: null }).onConflict('name').ignore()
  const head = await tx('streams').where({ name }).forUpdate().first('number', 'sha256')
  if (!head) throw new Error(`The stream ${name} vanished.`)
  return head
}

export async function insertEvent(tx: Db, event: Omit<EventRow, 'id' | 'details'>): Promise<void> {
  await tx('events').insert(event)
  await tx('streams').where({ name: event.stream }).update({ number: event.number, sha256: event.sha256 })
  if (isTold(event)) await tx('untold_events').insert({ stream: event.stream, number: event.number })
}

export type Told = Pick<EventRow, 'id' | 'number' | 'at' | 'says' | 'details'> & {
  person_name: string | null
  /** The number of the revision that its details name. */
  revision_number: number | null
}

/** The latest events of a stream, newest first; or those before a number in it. */
export async function listEvents(
  db: Db,
  stream: string,
  { limit, before }: { limit: number; before?: number | undefined },
): Promise<Told[]> {
  return db('events')
    .leftJoin('people', 'people.id', 'events.person_id')
    .where({ stream })
    .modify((events) => {
      if (before !== undefined) events.where('number', '<', before)
    })
    .orderBy('number', 'desc')
    .limit(limit)
    .select('events.id', 'events.number', 'events.at', 'events.says', 'events.details', 'people.name as person_name')
    .select(db.raw("(SELECT number FROM revisions WHERE id = (details ->> 'revision_id')::uuid) AS revision_number"))
    .options(oftenAsked)
}

export type PastEvent = Pick<EventRow, 'stream' | 'says' | 'details'> & { id: string }

/** What a person last did of these kinds since a moment, newest first. */
export async function listLatestOf(
  db: Db,
  person_id: string,
  { says, since, limit }: { says: readonly string[]; since: Date; limit: number },
): Promise<PastEvent[]> {
  return db('events')
    .where({ person_id })
    .where('at', '>', since)
    .whereIn('says', says)
    .orderBy('events.id', 'desc')
    .limit(limit)
    .select(db.raw('events.id::text AS id'), 'stream', 'says', 'details')
}
