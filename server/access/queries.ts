import type { Db } from '../../db/connect.ts'
import { type Purpose, tokenHash } from './link.ts'

export type Link = { id: string; purpose: Purpose; person_id: string | null; expires_at: Date }
type NewLink = Link & { token_sha256: Buffer; made_by: string | null; created_at: Date }

export async function insertLink(db: Db, link: NewLink): Promise<void> {
  await db('access_links').insert(link)
}

/** An unused link that is still good. */
export async function findLink(db: Db, purpose: Purpose, token: string, now = new Date()): Promise<Link | undefined> {
  return goodLinks(db, now)
    .where({ purpose, token_sha256: tokenHash(token) })
    .first('id', 'purpose', 'person_id', 'expires_at')
}

/** Uses a link up; of two who try at once one brings it. */
export async function spendLink(db: Db, purpose: Purpose, token: string, now = new Date()): Promise<Link | undefined> {
  const [link] = await goodLinks(db, now)
    .where({ purpose, token_sha256: tokenHash(token) })
    .update({ used_at: now })
    .returning(['id', 'purpose', 'person_id', 'expires_at'])
  return link
}

/** Makes the unused links of a person, or with null the unused first link, worth nothing. */
export async function voidLinks(db: Db, person_id: string | null): Promise<void> {
  await db('access_links').where({ person_id }).whereNull('used_at').delete()
}

/** The people whose invitation is still good, with the time until which it is. */
export async function listOpenInvitations(db: Db, now = new Date()): Promise<Map<string, Date>> {
  const open: Link[] = await goodLinks(db, now).where({ purpose: 'invite' }).select('person_id', 'expires_at')
  return new Map(open.map(({ person_id, expires_at }) => [person_id ?? '', expires_at]))
}

function goodLinks(db: Db, now: Date) {
  return db('access_links').whereNull('used_at').where('expires_at', '>', now)
}

export async function findSetting(db: Db, key: string): Promise<string | null> {
  const setting: { value: string } | undefined = await db('settings').where({ key }).first('value')
  return setting?.value ?? null
}

export async function keepSetting(db: Db, key: string, value: string): Promise<void> {
  await db('settings').insert({ key, value }).onConflict('key').merge()
}
