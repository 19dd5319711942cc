import type { Db } from '../../db/connect.ts'
import { voidLinks } from '../access/queries.ts'
import { recordEvent } from '../history/record-event.ts'
import { hashPassword } from './password.ts'
import type { Person } from './permissions.ts'
import { endSessions, updatePerson } from './queries.ts'

/** Gives a person the password they chose, and ends their other sessions. */
export async function changePassword(db: Db, { person, password, sid }: { person: Person; password: string; sid: string }): Promise<void> {
  const password_hash = await hashPassword(password)
  await db.transaction(async (tx) => {
    await updatePerson(tx, person.id, { password_hash, password_changed_at: new Date() })
    await endSessions(tx, person.id, { but: sid })
    await voidLinks(tx, person.id)
    await recordEvent(tx, { stream: `person:${person.id}`, person, says: 'changed password' })
  })
}
