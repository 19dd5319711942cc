import { v7 as uuid } from 'uuid'
import type { Db } from '../../db/connect.ts'

export type Notice = { person_id: string; article_id: string | null; text: string }

/** Something that a person is told on the next page they open. */
export async function insertNotice(tx: Db, notice: Notice): Promise<void> {
  await tx('notices').insert({ id: uuid(), ...notice, created_at: new Date() })
}

/** What waits to be told to this person, oldest first; it is told once. */
export async function takeNotices(db: Db, person_id: string): Promise<string[]> {
  const { rows } = await db.raw<{ rows: { text: string }[] }>(
    `WITH told AS (DELETE FROM notices WHERE person_id = :person_id RETURNING text, created_at, id) SELECT text FROM told ORDER BY created_at, id`,
    { person_id },
  )
  return rows.map(({ text }) => text)
}
