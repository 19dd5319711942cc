import type { Db } from '../../db/connect.ts'
import { NotFound } from '../errors.ts'
import { recordEvent } from '../history/record-event.ts'
import { changePeople } from './change-people.ts'
import type { Role } from './permissions.ts'
import { endSessions, findPerson, updatePerson } from './queries.ts'

export type NewRoles = { id: string; roles: Role[]; by: { id: string } | null; sid?: string | undefined }

/** Gives a person these roles and no others. Their sessions end, but for the one in which they asked it of themselves. */
export async function changeRoles(db: Db, { id, roles, by, sid }: NewRoles): Promise<void> {
  await changePeople(db, by, async (tx) => {
    const person = await findPerson(tx, id)
    if (!person) throw new NotFound()
    if (sameRoles(person.roles, roles)) return
    await updatePerson(tx, id, { roles })
    await endSessions(tx, id, { but: by?.id === id ? sid : undefined })
    await recordEvent(tx, { stream: `person:${id}`, person: by, says: 'changed roles', details: { before: person.roles, after: roles } })
  })
}

function sameRoles(before: readonly string[], after: readonly string[]): boolean {
  return before.length === after.length && before.every((role) => after.includes(role))
}
