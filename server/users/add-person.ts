import { v7 as uuid } from 'uuid'
import type { Db } from '../../db/connect.ts'
import { Conflict } from '../errors.ts'
import { recordEvent } from '../history/record-event.ts'
import { changePeople } from './change-people.ts'
import { taken } from './invite-person.ts'
import { hashPassword } from './password.ts'
import type { Person, Role } from './permissions.ts'
import { findPersonByEmail, insertPerson } from './queries.ts'

export type NewPerson = { name: string; email: string; roles: Role[]; password: string }

/** Adds a person who can sign in at once. Only for who stands at the machine itself. */
export async function addPerson(db: Db, { password, ...given }: NewPerson): Promise<Person> {
  const person = { id: uuid(), ...given }
  const password_hash = await hashPassword(password)
  return changePeople(db, null, async (tx) => {
    if (await findPersonByEmail(tx, person.email)) throw new Conflict(taken(person.email))
    const now = new Date()
    await insertPerson(tx, { ...person, password_hash, disabled_at: null, created_at: now, password_changed_at: now })
    await recordEvent(tx, { stream: `person:${person.id}`, person: null, says: 'added', details: { roles: person.roles } })
    return person
  })
}
