import type { Db } from '../../db/connect.ts'
import { isUuid } from '../../db/is-uuid.ts'
import { Conflict } from '../errors.ts'
import type { Person } from '../users/permissions.ts'
import { leaseFrom } from './lease.ts'

/** Another half hour for whoever has the article in hand and its page open. */
export async function renewClaim(db: Db, { article_id, by }: { article_id: string; by: Person }): Promise<void> {
  const now = new Date()
  const renewed = isUuid(article_id)
    ? await db('articles').where({ id: article_id, claimed_by: by.id }).where('claimed_until', '>', now).update(leaseFrom(by, now))
    : 0
  if (renewed === 0) throw new Conflict('This article is no longer yours: someone took it over, or it has left the review.')
}
