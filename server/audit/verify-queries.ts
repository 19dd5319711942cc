import type { Db } from '../../db/connect.ts'
import type { Linked } from './chain.ts'

const batch = 1000
const columns = ['stream', 'number', 'at', 'person_id', 'says', 'canonical', 'previous_sha256', 'sha256'].map((name) => `events.${name}`)

/** Every event, stream after stream, in order of its number. */
export async function* eventsInOrder(db: Db): AsyncGenerator<Linked> {
  let after: Linked | undefined
  do {
    const events: Linked[] = await db('events')
      .leftJoin('streams', 'streams.name', 'events.stream')
      .modify((rows) => {
        if (after) rows.whereRaw('(events.stream, events.number) > (?, ?)', [after.stream, after.number])
      })
      .orderBy(['events.stream', 'events.number'])
      .limit(batch)
      .select(...columns, 'streams.number as head_number', 'streams.sha256 as head_sha256')
    yield* events
    after = events.length === batch ? events.at(-1) : undefined
  } while (after)
}

/** Streams whose head names an event while there is none. */
export async function listEmptied(db: Db): Promise<{ name: string }[]> {
  return db('streams')
    .where('number', '>', 0)
    .whereRaw('NOT EXISTS (SELECT FROM events WHERE stream = streams.name)')
    .orderBy('name')
    .limit(batch)
    .select('name')
}
