import type { Db } from '../../db/connect.ts'
import type { Purpose } from '../access/link.ts'
import { spendLink } from '../access/queries.ts'
import { Conflict } from '../errors.ts'
import { recordEvent } from '../history/record-event.ts'
import { changePeople } from './change-people.ts'
import { hashPassword } from './password.ts'
import type { Person } from './permissions.ts'
import { personOf } from './person.ts'
import { endSessions, findPerson, updatePerson } from './queries.ts'

export type Choice = { purpose: Exclude<Purpose, 'first'>; token: string; password: string }

/** Uses an invitation or a reset link up: the person has this password now, and every session of theirs ends. */
export async function choosePassword(db: Db, { purpose, token, password }: Choice): Promise<Person> {
  const password_hash = await hashPassword(password)
  return changePeople(db, null, async (tx) => {
    const link = await spendLink(tx, purpose, token)
    const person = link?.person_id ? await findPerson(tx, link.person_id) : undefined
    if (!person || person.disabled_at)
      throw new Conflict('This link was used already or is no longer good. Ask an administrator for a new one.')
    await updatePerson(tx, person.id, { password_hash, password_changed_at: new Date() })
    await endSessions(tx, person.id)
    await recordEvent(tx, { stream: `person:${person.id}`, person, says: purpose === 'invite' ? 'joined' : 'reset password' })
    return personOf(person)
  })
}
