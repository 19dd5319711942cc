import type { Db } from '../../db/connect.ts'
import { recordEvent } from '../history/record-event.ts'
import type { Person } from '../users/permissions.ts'
import type { Kind } from './kinds.ts'
import { setMuted } from './queries.ts'

/** Says of one kind whether a person wants to be told. Said again, it changes nothing. */
export async function chooseKind(db: Db, { kind, isMuted, by }: { kind: Kind; isMuted: boolean; by: Person }): Promise<void> {
  await db.transaction(async (tx) => {
    if (!(await setMuted(tx, { id: by.id, kind, isMuted }))) return
    await recordEvent(tx, { stream: `person:${by.id}`, person: by, says: 'chose notifications', details: { kind, muted: isMuted } })
  })
}
