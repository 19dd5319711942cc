import type { Db } from '../../db/connect.ts'
import { recordEvent } from '../history/record-event.ts'
import type { Person } from '../users/permissions.ts'
import { personOf } from '../users/person.ts'
import { networkOf } from './slow-down.ts'
import { type Credentials, type Refused, tryPassword } from './try-password.ts'

export type SignedIn = { person: Person } | Refused

/** Lets in who knows the password, and writes down when and from where. */
export async function signIn(db: Db, credentials: Credentials): Promise<SignedIn> {
  const answer = await tryPassword(db, credentials)
  if ('refused' in answer) return answer
  const { address } = credentials
  const person = personOf(answer.known)
  await db.transaction((tx) =>
    recordEvent(tx, { stream: 'access', person, says: 'signed in', details: { address, network: networkOf(address) } }),
  )
  return { person }
}
