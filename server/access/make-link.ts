import { v7 as uuid } from 'uuid'
import type { Db } from '../../db/connect.ts'
import { expiryOf, newToken, type Purpose, tokenHash } from './link.ts'
import { insertLink, voidLinks } from './queries.ts'

export type Wanted = { purpose: Purpose; person_id: string | null; by: { id: string } | null; now?: Date }

/** Makes a one-time link and voids the ones before it. Brings its secret, which nobody can ask for again. */
export async function makeLink(tx: Db, { purpose, person_id, by, now = new Date() }: Wanted): Promise<string> {
  const token = newToken()
  await voidLinks(tx, person_id)
  await insertLink(tx, {
    id: uuid(),
    purpose,
    person_id,
    token_sha256: tokenHash(token),
    made_by: by?.id ?? null,
    created_at: now,
    expires_at: expiryOf(purpose, now),
  })
  return token
}
