import type { Db } from '../../db/connect.ts'
import { standingNotice } from '../policy/policy.ts'
import { findApproving } from '../policy/queries.ts'
import { may, type Permission, type Person, permissions } from './permissions.ts'

const concerned: readonly Permission[] = ['article.submit', 'article.review', 'article.publish']

/** What a person who submits, approves or publishes has to know about who may approve, or nothing. */
export async function findStanding(db: Db, person: Person): Promise<string | null> {
  if (!concerned.some((permission) => may(person, permission))) return null
  return standingNotice(await findApproving(db, permissions['article.review']), new Date())
}
