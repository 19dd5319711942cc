import { v7 as uuid } from 'uuid'
import type { Db } from '../../db/connect.ts'
import { makeLink } from '../access/make-link.ts'
import { Conflict } from '../errors.ts'
import { recordEvent } from '../history/record-event.ts'
import { changePeople } from './change-people.ts'
import type { Role } from './permissions.ts'
import { findPersonByEmail, insertPerson } from './queries.ts'

export type Invitation = { name: string; email: string; roles: Role[]; by: { id: string } | null }

/** Adds a person who will choose a password by the one-time link that this brings. */
export async function invitePerson(db: Db, { name, email, roles, by }: Invitation): Promise<{ id: string; token: string }> {
  return changePeople(db, by, async (tx) => {
    if (await findPersonByEmail(tx, email)) throw new Conflict(taken(email))
    const id = uuid()
    await insertPerson(tx, {
      id,
      name,
      email,
      roles,
      password_hash: null,
      disabled_at: null,
      created_at: new Date(),
      password_changed_at: null,
    })
    const token = await makeLink(tx, { purpose: 'invite', person_id: id, by })
    await recordEvent(tx, { stream: `person:${id}`, person: by, says: 'invited', details: { roles } })
    return { id, token }
  })
}

export function taken(email: string): string {
  return `Someone with the address ${email} is already here.`
}
