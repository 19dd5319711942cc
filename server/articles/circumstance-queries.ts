import type { Db } from '../../db/connect.ts'
import type { ArticleRow, PolicyRow } from '../../db/tables.ts'
import { permissions } from '../users/permissions.ts'

export type Circumstances = PolicyRow & { has_tags: boolean; claimer: string | null; approvers_afterwards: string[] | null }

// Whoever approved the live copy, and still may, and whose approval counts.
const afterwards = `(SELECT array_agg(approvals.person_id) FROM approvals JOIN people ON people.id = approvals.person_id
  WHERE :forced_by::uuid IS NOT NULL AND approvals.article_id = :id
  AND approvals.content_sha256 = (SELECT content_sha256 FROM releases WHERE releases.id = :live_release_id)
  AND people.disabled_at IS NULL AND people.roles && :reviewers::text[] AND NOT approvals.person_id = ANY (:forced_with::uuid[]))`

/** The policy, and what of an article stands neither in its row nor in its text: in one question. */
export async function findCircumstances(db: Db, article: ArticleRow): Promise<Circumstances> {
  const { id, claimed_by, live_release_id, forced_by, forced_with } = article
  const { rows } = await db.raw<{ rows: Circumstances[] }>(
    `SELECT policy.*, EXISTS (SELECT FROM article_tags WHERE article_id = :id) AS has_tags,
       (SELECT name FROM people WHERE people.id = :claimed_by) AS claimer, ${afterwards} AS approvers_afterwards FROM policy`,
    { id, claimed_by, live_release_id, forced_by, forced_with: forced_with ?? [], reviewers: [...permissions['article.review']] },
  )
  if (!rows[0]) throw new Error('The policy row is missing.')
  return rows[0]
}
