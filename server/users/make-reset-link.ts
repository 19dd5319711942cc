import type { Db } from '../../db/connect.ts'
import { purposeFor } from '../access/link.ts'
import { makeLink } from '../access/make-link.ts'
import { Conflict, NotFound } from '../errors.ts'
import { recordEvent } from '../history/record-event.ts'
import { changePeople } from './change-people.ts'
import { findPerson } from './queries.ts'

/** Makes a new link to choose a password: for who forgot theirs, or whose invitation was lost. The old password works until the link is used. */
export async function makeResetLink(db: Db, { id, by }: { id: string; by: { id: string } | null }) {
  return changePeople(db, by, async (tx) => {
    const person = await findPerson(tx, id)
    if (!person) throw new NotFound()
    if (person.disabled_at) throw new Conflict(`${person.name} is disabled. Enable them first, then make the link.`)
    const purpose = purposeFor(person)
    const token = await makeLink(tx, { purpose, person_id: id, by })
    await recordEvent(tx, { stream: `person:${id}`, person: by, says: 'made link', details: { purpose } })
    return { purpose, token }
  })
}
