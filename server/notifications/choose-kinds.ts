import type { Db } from '../../db/connect.ts'
import { recordEvent } from '../history/record-event.ts'
import type { Person } from '../users/permissions.ts'
import { type Kind, kindNames } from './kinds.ts'
import { saveMuted } from './queries.ts'

/** Says of which kinds a person wants to be told. */
export async function chooseKinds(db: Db, { wanted, by }: { wanted: readonly Kind[]; by: Person }): Promise<void> {
  const muted = kindNames.filter((kind) => !wanted.includes(kind))
  await db.transaction(async (tx) => {
    await saveMuted(tx, by.id, muted)
    await recordEvent(tx, { stream: `person:${by.id}`, person: by, says: 'chose notifications', details: { muted } })
  })
}
