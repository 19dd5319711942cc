import type { Db } from '../../db/connect.ts'
import { recordEvent } from '../history/record-event.ts'
import type { Person } from '../users/permissions.ts'
import { findComment, resolveOpenComment } from './queries.ts'

/** Says that a comment is dealt with. Resolving it again changes nothing. */
export async function resolveComment(db: Db, { article_id, id, by }: { article_id: string; id: string; by: Person }): Promise<void> {
  await db.transaction(async (tx) => {
    await findComment(tx, { id, article_id })
    if (!(await resolveOpenComment(tx, id, by.id))) return
    await recordEvent(tx, { stream: `article:${article_id}`, person: by, says: 'resolved a comment', details: { comment_id: id } })
  })
}
