import type { Db } from '../../db/connect.ts'
import type { ArticleRow, RevisionRow } from '../../db/tables.ts'
import { countOpenComments } from '../comments/queries.ts'
import { type Circumstances, findCircumstances } from './circumstance-queries.ts'
import type { Situation } from './guards.ts'
import { findRevision, listApprovers, listAuthors, listContributors } from './queries.ts'

/** Everything the workflow's guards ask about an article, as it stands now. */
export async function situationOf(db: Db, article: ArticleRow, known: { head?: RevisionRow } = {}): Promise<Situation> {
  const head = known.head ?? (await findRevision(db, article.head_revision_id))
  const comments = await countOpenComments(db, article.id)
  const circumstances = await findCircumstances(db, article)
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
    has_tags: circumstances.has_tags,
    claim: claimOf(article, circumstances, new Date()),
    schedule: scheduleOf(article),
    forced: forcedOf(article, circumstances),
    policy: circumstances,
  }
}

function claimOf({ claimed_by, claimed_until }: ArticleRow, { claimer }: Circumstances, now: Date): Situation['claim'] {
  if (!claimed_by || !claimed_until || claimed_until <= now) return null
  return { by: claimed_by, name: claimer ?? '', until: claimed_until }
}

function scheduleOf({ scheduled_at, scheduled_zone, scheduled_by }: ArticleRow): Situation['schedule'] {
  return scheduled_at && scheduled_zone && scheduled_by ? { at: scheduled_at, zone: scheduled_zone, by: scheduled_by } : null
}

function forcedOf({ forced_by, forced_with }: ArticleRow, { approvers_afterwards }: Circumstances): Situation['forced'] {
  return forced_by ? { by: forced_by, with: forced_with ?? [], approvers: approvers_afterwards ?? [] } : null
}
