import type { Db } from '../../db/connect.ts'
import { recordEvent } from '../history/record-event.ts'
import type { RefusalBound } from './refusal-bound.ts'

export type Refused = { person: { id: string } | null; method: string; path: string; address: string; bound: RefusalBound }

/** Writes down that someone was refused what their roles do not include, or what another site made them send. */
export async function recordRefusal(db: Db, { person, method, path, address, bound }: Refused): Promise<void> {
  const answer = bound(person?.id ?? address, new Date())
  if (answer === 'no') return
  const details = { method, path: path.slice(0, 300), address, ...(answer === 'last' && { last: true }) }
  await db.transaction((tx) => recordEvent(tx, { stream: 'access', person, says: 'was refused', details }))
}
