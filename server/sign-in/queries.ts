import { type Db, oftenAsked } from '../../db/connect.ts'
import type { Tries } from './slow-down.ts'

export type Try = { account: string; network: string; person_id: string | null; since: Date }

/** Holds back other tries at the same account until this transaction ends, so that many at once are counted one by one. */
export async function lockAccount(tx: Db, account: string): Promise<void> {
  await tx.raw('SELECT pg_advisory_xact_lock(hashtextextended(?, 0))', [`sign-in ${account}`])
}

export async function countTries(tx: Db, { account, network, person_id, since }: Try): Promise<Tries> {
  const { rows } = await tx.raw(
    `SELECT count(*) FILTER (WHERE account = :account AND address = :network)::int AS pair,
            count(*) FILTER (WHERE address = :network)::int AS address,
            count(*) FILTER (WHERE account = :account)::int AS account,
            min(at) FILTER (WHERE address = :network) AS oldest,
            EXISTS (SELECT FROM events WHERE person_id = :person_id::uuid AND stream = 'access' AND says = 'signed in'
                      AND details ->> 'network' = :network) AS known
       FROM sign_in_attempts WHERE (account = :account OR address = :network) AND at > :since`,
    { account, network, person_id, since },
  )
  return rows[0]
}

export async function insertTry(tx: Db, { account, network }: Pick<Try, 'account' | 'network'>, now: Date): Promise<void> {
  await tx('sign_in_attempts').insert({ account, address: network, at: now })
}

/** The right password: the failures of this account from this network are forgotten, and the old ones of everyone. */
export async function forgetTries(tx: Db, { account, network }: Pick<Try, 'account' | 'network'>, before: Date): Promise<void> {
  await tx('sign_in_attempts').where({ account, address: network }).orWhere('at', '<', before).delete()
}

/** What a session holds, if it is not over, and keeps it alive while it is used, without a write at each request. */
export async function openSession(
  db: Db,
  sid: string,
  { now, until, unless }: { now: Date; until: Date; unless: Date },
): Promise<object | undefined> {
  const { rows } = await db
    .raw<{ rows: { sess: object }[] }>(
      `WITH kept AS (UPDATE sessions SET expire = :until WHERE sid = :sid AND expire >= :now AND expire < :unless)
     SELECT sess FROM sessions WHERE sid = :sid AND expire >= :now`,
      { sid, now, until, unless },
    )
    .options(oftenAsked)
  return rows[0]?.sess
}

/** Saves a session that is still there. One that was ended meanwhile stays ended. */
export async function saveSession(db: Db, sid: string, { sess, until }: { sess: string; until: Date }): Promise<void> {
  await db('sessions').where({ sid }).update({ sess, expire: until })
}
