import type { Db } from '../../db/connect.ts'
import { voidLinks } from '../access/queries.ts'
import { NotFound } from '../errors.ts'
import { recordEvent } from '../history/record-event.ts'
import { changePeople } from './change-people.ts'
import { endSessions, findPerson, updatePerson } from './queries.ts'

/** Shuts a person out at once: no sign-in, no session, no link. What they did stays. */
export async function disablePerson(db: Db, { id, by }: { id: string; by: { id: string } | null }): Promise<void> {
  await changePeople(db, by, async (tx) => {
    const person = await findPerson(tx, id)
    if (!person) throw new NotFound()
    if (person.disabled_at) return
    await updatePerson(tx, id, { disabled_at: new Date() })
    await endSessions(tx, id)
    await voidLinks(tx, id)
    await recordEvent(tx, { stream: `person:${id}`, person: by, says: 'disabled' })
  })
}
