import type { Db } from '../../db/connect.ts'
import type { ArticleRow, PolicyRow, RevisionRow } from '../../db/tables.ts'
import { countOpenComments } from '../comments/queries.ts'
import type { Situation } from './guards.ts'
import { findPolicy, findRevision, listApprovers, listAuthors, listContributors } from './queries.ts'

/** Everything the workflow's guards ask about an article, as it stands now. */
export async function situationOf(db: Db, article: ArticleRow, known: { head?: RevisionRow; policy?: PolicyRow } = {}): Promise<Situation> {
  const head = known.head ?? (await findRevision(db, article.head_revision_id))
  const comments = await countOpenComments(db, article.id)
  return {
    stage: article.stage,
    publication: article.publication,
    title: head.title,
    title_confirmed: article.title_confirmed,
    is_empty: article.words === 0,
    head_sha256: article.head_sha256.toString('hex'),
    returned_sha256: article.returned_sha256?.toString('hex') ?? null,
    submitted_by: article.submitted_by,
    authors: await listAuthors(db, article.id),
    contributors: await listContributors(db, article),
    approvers: await listApprovers(db, article),
    open_checks: article.checks,
    unanswered_comments: comments.unanswered,
    blocking_comments: comments.blocking,
    policy: known.policy ?? (await findPolicy(db)),
  }
}
