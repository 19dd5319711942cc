import { v7 as uuid } from 'uuid'
import type { Db } from '../../db/connect.ts'
import { spendLink } from '../access/queries.ts'
import { Conflict } from '../errors.ts'
import { recordEvent } from '../history/record-event.ts'
import { changePeople } from './change-people.ts'
import { taken } from './invite-person.ts'
import { hashPassword } from './password.ts'
import { type Person, roles } from './permissions.ts'
import { findPersonByEmail, insertPerson, listActivePeople } from './queries.ts'

export type Welcome = { token: string; name: string; email: string; password: string }

/** Makes the first administrator, who works alone and so holds every role. The link does it once. */
export async function welcomePerson(db: Db, { token, name, email, password }: Welcome): Promise<Person> {
  const person = { id: uuid(), name, email, roles: [...roles] }
  const password_hash = await hashPassword(password)
  return changePeople(db, null, async (tx) => {
    if ((await listActivePeople(tx)).length > 0 || !(await spendLink(tx, 'first', token))) throw new Conflict(spent)
    if (await findPersonByEmail(tx, email)) throw new Conflict(taken(email))
    const now = new Date()
    await insertPerson(tx, { ...person, password_hash, disabled_at: null, created_at: now, password_changed_at: now })
    await recordEvent(tx, {
      stream: `person:${person.id}`,
      person,
      says: 'became the first administrator',
      details: { roles: person.roles },
    })
    return person
  })
}

export const spent = 'This link was used already or is no longer good. Sign in, or start Cleancopy again to get a new one on its console.'
