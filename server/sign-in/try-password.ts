import { setTimeout as pause } from 'node:timers/promises'
import type { Db } from '../../db/connect.ts'
import type { PersonRow } from '../../db/tables.ts'
import { recordEvent } from '../history/record-event.ts'
import { isPassword } from '../users/password.ts'
import { stateOf } from '../users/person.ts'
import { findPersonByEmail } from '../users/queries.ts'
import { countTries, forgetTries, insertTry, lockAccount } from './queries.ts'
import { type Admission, accountKey, admission, limits, networkOf, slowedBy } from './slow-down.ts'

export type Credentials = { email: string; password: string; address: string }
export type Refused = { refused: string; status: 401 | 429 }

type Where = { account: string; network: string; person_id: string | null; address: string }

/** Tries a password. Known and unknown accounts hear the same words after the same time, and too many tries have to wait. */
export async function tryPassword(db: Db, { email, password, address }: Credentials): Promise<{ known: PersonRow } | Refused> {
  const known = await findPersonByEmail(db, email)
  const where = { account: accountKey(known?.email ?? email), network: networkOf(address), person_id: known?.id ?? null, address }
  const entry = await enter(db, where)
  if (!entry.admitted) return { refused: waitSentence(entry.minutes), status: 429 }
  if (entry.delay > 0) await pause(entry.delay)
  const knows = await isPassword(known?.password_hash ?? null, password)
  if (knows && known && stateOf(known) === 'active') return succeed(db, known, where)
  await recordFailure(db, where)
  return { refused: 'This e-mail address and password do not belong together. Look at both and try again.', status: 401 }
}

// A try counts as a failure from its first moment, so that many at once are not taken for one.
async function enter(db: Db, where: Where): Promise<Admission> {
  const now = new Date()
  return db.transaction(async (tx) => {
    await lockAccount(tx, where.account)
    const since = new Date(now.getTime() - limits.window)
    const tries = await countTries(tx, { ...where, since })
    const answer = admission(tries, now)
    if (answer.admitted) await insertTry(tx, where, now)
    const slowed = slowedBy(tries)
    if (slowed) await recordSlowed(tx, where, { slowed, since, now })
    return answer
  })
}

type Slowed = { slowed: 'pair' | 'address' | 'account'; since: Date; now: Date }

// Once for each that is slowed while it lasts: a flood of tries is no flood of events. The mark stands among the tries, where none counts it.
async function recordSlowed(tx: Db, { account, network, address, person_id }: Where, { slowed, since, now }: Slowed): Promise<void> {
  const mark = {
    account: slowed === 'address' ? 'slowed' : `slowed ${account}`,
    network: slowed === 'account' ? 'slowed' : `slowed ${network}`,
  }
  if ((await countTries(tx, { ...mark, person_id: null, since })).pair > 0) return
  await insertTry(tx, mark, now)
  const details = { because: slowed, address, network, account: person_id }
  await recordEvent(tx, { stream: 'access', person: null, says: 'slowed a sign-in', details })
}

async function succeed(db: Db, known: PersonRow, where: Where): Promise<{ known: PersonRow }> {
  await forgetTries(db, where, new Date(Date.now() - limits.window))
  return { known }
}

// What was typed stays out: it may be a password in the wrong field.
async function recordFailure(db: Db, { network, address, person_id }: Where): Promise<void> {
  const details = { address, network, account: person_id }
  await db.transaction((tx) => recordEvent(tx, { stream: 'access', person: null, says: 'failed to sign in', details }))
}

function waitSentence(minutes: number): string {
  return `Too many wrong tries. Wait ${minutes === 1 ? 'a minute' : `${minutes} minutes`}, then try again; until then the right password is not taken either.`
}
