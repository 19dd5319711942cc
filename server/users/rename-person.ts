import type { Db } from '../../db/connect.ts'
import { recordEvent } from '../history/record-event.ts'
import type { Person } from './permissions.ts'
import { updatePerson } from './queries.ts'

/** Gives a person the name that others will see. */
export async function renamePerson(db: Db, { person, name }: { person: Person; name: string }): Promise<void> {
  if (name === person.name) return
  await db.transaction(async (tx) => {
    await updatePerson(tx, person.id, { name })
    await recordEvent(tx, { stream: `person:${person.id}`, person, says: 'changed name', details: { before: person.name, after: name } })
  })
}
