import type { Db } from '../../db/connect.ts'
import { NotFound } from '../errors.ts'
import { recordEvent } from '../history/record-event.ts'
import type { Person } from './permissions.ts'
import { endNamedSession } from './queries.ts'

/** Ends one of a person's own sessions, on whatever machine it is. */
export async function revokeSession(db: Db, { person, id }: { person: Person; id: string }): Promise<void> {
  await db.transaction(async (tx) => {
    if (!(await endNamedSession(tx, person.id, id))) throw new NotFound('That session has ended already.')
    await recordEvent(tx, { stream: `person:${person.id}`, person, says: 'revoked session' })
  })
}
