import type { Db } from '../../db/connect.ts'
import { recordEvent } from '../history/record-event.ts'
import type { Person } from '../users/permissions.ts'

/** Writes down that a person has signed out. */
export async function recordSignOut(db: Db, { person, address }: { person: Person; address: string }): Promise<void> {
  await db.transaction((tx) => recordEvent(tx, { stream: 'access', person, says: 'signed out', details: { address } }))
}
