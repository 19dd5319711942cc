import { type Db, oftenAsked } from '../../db/connect.ts'
import type { ArticleRow } from '../../db/tables.ts'
import { NotFound } from '../errors.ts'
import { permissions } from '../users/permissions.ts'
import type { Situation } from './guards.ts'

/** Everything the workflow's guards ask about an article, as it stands now, in one question. */
export async function findSituation(db: Db, article_id: string): Promise<Situation> {
  const { rows } = await db
    .raw<{ rows: (Found & { id: string })[] }>(`${situations()} WHERE articles.id = :article_id`, { article_id, reviewers })
    .options(oftenAsked)
  const [row] = rows
  if (!row) throw new NotFound('There is no such article.')
  const { id: _, ...found } = row
  return situationOf(found, new Date())
}

/** The same of many articles, by id. */
export async function findSituations(db: Db, ids: readonly string[]): Promise<Map<string, Situation>> {
  const asked = `${situations()} WHERE articles.id = ANY (:ids::uuid[])`
  const { rows } = await db.raw<{ rows: (Found & { id: string })[] }>(asked, { ids: [...ids], reviewers })
  const now = new Date()
  return new Map(rows.map(({ id, ...found }) => [id, situationOf(found, now)]))
}

const reviewers = [...permissions['article.review']]

const situations =
  () => `SELECT articles.id, articles.stage, articles.publication, head.title, articles.title_confirmed, articles.words = 0 AS is_empty,
       encode(articles.head_sha256, 'hex') AS head_sha256, encode(articles.returned_sha256, 'hex') AS returned_sha256, articles.submitted_by,
       ${authors} AS authors, ${contributors} AS contributors, ${approvers} AS approvers, articles.checks AS open_checks,
       ${unanswered} AS unanswered_comments, ${blocking} AS blocking_comments,
       EXISTS (SELECT FROM article_tags WHERE article_id = articles.id) AS has_tags,
       articles.claimed_by, articles.claimed_until, (SELECT name FROM people WHERE id = articles.claimed_by) AS claimer,
       articles.scheduled_at, articles.scheduled_zone, articles.scheduled_by,
       articles.forced_by, articles.forced_with, ${approversAfterwards} AS approvers_afterwards, to_json(policy) AS policy
     FROM articles CROSS JOIN policy
     JOIN revisions AS head ON head.id = articles.head_revision_id
     LEFT JOIN releases AS live ON live.id = articles.live_release_id
     LEFT JOIN revisions AS released ON released.id = live.revision_id`

type Aside = Pick<
  ArticleRow,
  'claimed_by' | 'claimed_until' | 'scheduled_at' | 'scheduled_zone' | 'scheduled_by' | 'forced_by' | 'forced_with'
> & { claimer: string | null; approvers_afterwards: string[] }
type Found = Omit<Situation, 'claim' | 'schedule' | 'forced'> & Aside

function situationOf({ claimer, approvers_afterwards, ...found }: Found, now: Date): Situation {
  const { claimed_by, claimed_until, scheduled_at, scheduled_zone, scheduled_by, forced_by, forced_with, ...rest } = found
  const isHeld = claimed_by && claimed_until && claimed_until > now
  return {
    ...rest,
    claim: isHeld ? { by: claimed_by, name: claimer ?? '', until: claimed_until } : null,
    schedule: scheduled_at && scheduled_zone && scheduled_by ? { at: scheduled_at, zone: scheduled_zone, by: scheduled_by } : null,
    forced: forced_by ? { by: forced_by, with: forced_with ?? [], approvers: approvers_afterwards } : null,
  }
}

// Who saved words of the first revision.
const authors = 'ARRAY(SELECT saved_by FROM revisions WHERE article_id = articles.id AND number = 1 AND saved_by IS NOT NULL)'

// Who saved a revision, cut words by hand or decided about such a cut since the live release, else since the import.
const contributors = `ARRAY(
  SELECT saved_by FROM revisions WHERE article_id = articles.id AND saved_by IS NOT NULL AND number > coalesce(released.number, 0)
  UNION
  SELECT made_by FROM marks WHERE article_id = articles.id AND made_by IS NOT NULL AND created_at > coalesce(live.published_at, '-infinity')
  UNION
  SELECT decisions.person_id FROM decisions JOIN marks ON marks.id = decisions.mark_id
  WHERE article_id = articles.id AND made_by IS NOT NULL AND decisions.person_id IS NOT NULL
    AND decisions.at > coalesce(live.published_at, '-infinity'))`

// Who approved exactly this head in this submission, and still may.
const approvers = `ARRAY(
  SELECT person_id FROM approvals JOIN people ON people.id = approvals.person_id
  WHERE article_id = articles.id AND submission = articles.submission AND content_sha256 = articles.head_sha256
    AND disabled_at IS NULL AND people.roles && :reviewers::text[])`

// Who approved the live copy that was published unreviewed, and whose approval counts.
const approversAfterwards = `ARRAY(
  SELECT DISTINCT person_id FROM approvals JOIN people ON people.id = approvals.person_id
  WHERE articles.forced_by IS NOT NULL AND article_id = articles.id AND content_sha256 = live.content_sha256
    AND disabled_at IS NULL AND people.roles && :reviewers::text[] AND NOT person_id = ANY (articles.forced_with))`

// Who asked may also take their question back by resolving it.
const unanswered = `(SELECT count(*) FROM comments WHERE article_id = articles.id AND parent_id IS NULL
  AND (resolved_at IS NULL OR resolved_by <> person_id)
  AND NOT EXISTS (SELECT FROM comments AS answers WHERE answers.parent_id = comments.id))::int`

const blocking = `(SELECT count(*) FROM comments WHERE article_id = articles.id AND parent_id IS NULL
  AND resolved_at IS NULL AND blocking)::int`
