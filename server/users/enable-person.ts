import type { Db } from '../../db/connect.ts'
import { NotFound } from '../errors.ts'
import { recordEvent } from '../history/record-event.ts'
import { changePeople } from './change-people.ts'
import { findPerson, updatePerson } from './queries.ts'

/** Lets a disabled person in again, with the roles and the password they had. */
export async function enablePerson(db: Db, { id, by }: { id: string; by: { id: string } | null }): Promise<void> {
  await changePeople(db, by, async (tx) => {
    const person = await findPerson(tx, id)
    if (!person) throw new NotFound()
    if (!person.disabled_at) return
    await updatePerson(tx, id, { disabled_at: null })
    await recordEvent(tx, { stream: `person:${id}`, person: by, says: 'enabled' })
  })
}
