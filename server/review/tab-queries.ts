import { type Db, oftenAsked } from '../../db/connect.ts'
import { approvalsOfHead, approved } from '../articles/approved-sql.ts'
import { may, type Person } from '../users/permissions.ts'
import { graceMinutes, type TabName, tabNames } from './tabs.ts'

const late = `articles.scheduled_at < now() - interval '${graceMinutes} minutes'`
const isHeld = 'articles.claimed_until > now()'

/** What each tab holds, and the moment by which it is ordered; `:person` is whoever looks. */
export const tabSql: Record<TabName, { at: string; within: (person: Person) => string }> = {
  all: { at: 'articles.submitted_at', within: () => "articles.stage = 'review'" },
  waiting: { at: 'articles.submitted_at', within: (person) => `articles.stage = 'review' AND ${waitsFor(person)}` },
  mine: {
    at: 'coalesce(articles.submitted_at, articles.created_at)',
    within: () =>
      `((articles.claimed_by = :person AND ${isHeld}) OR (articles.assignee_id = :person AND articles.stage IN ('draft', 'review')))`,
  },
  unclaimed: { at: 'articles.submitted_at', within: () => `articles.stage = 'review' AND (articles.claimed_by IS NULL OR NOT ${isHeld})` },
  overdue: {
    at: 'least(articles.due_at, articles.scheduled_at)',
    within: () => `((articles.due_at < now() AND articles.stage IN ('draft', 'review')) OR ${late})`,
  },
  returned: { at: 'articles.updated_at', within: () => "articles.stage = 'draft' AND articles.returned_sha256 IS NOT NULL" },
  scheduled: { at: 'articles.scheduled_at', within: () => 'articles.scheduled_at IS NOT NULL' },
  unreviewed: { at: 'articles.updated_at', within: () => "articles.forced_by IS NOT NULL AND articles.publication = 'live'" },
}

// Both are asked of one article after the other, in the order of the queue, until enough wait: OFFSET keeps the database from joining
// all approvals first, and coalesce from taking it for rare that somebody else submitted an article.
export const approvedByMe = `EXISTS (SELECT FROM approvals WHERE ${approvalsOfHead} AND approvals.person_id = :person OFFSET 0)`
const mineToApprove = `NOT ${approvedByMe} AND NOT (policy.four_eyes AND coalesce(articles.submitted_by = :person, false))`
const heldByAnother = `articles.claimed_by IS NOT NULL AND articles.claimed_by <> :person AND ${isHeld}`

/** What waits for this person: not what they have approved or may not, nor what a colleague has in hand; and to publish what is approved. */
export function waitsFor(person: Person): string {
  const [reviews, publishes] = [may(person, 'article.review'), may(person, 'article.publish')]
  if (reviews && publishes) return `NOT (${heldByAnother}) AND (${approved} OR (${mineToApprove}))`
  if (reviews) return `NOT (${heldByAnother}) AND NOT ${approved} AND ${mineToApprove}`
  return publishes ? `(${approved} OR policy.approvals_needed = 0) AND :person::uuid IS NOT NULL` : ':person::uuid IS NOT NULL'
}

/** Counted no further than one beyond what a tab shows. */
export const mostCounted = 100
/** As far as the frame counts the queue. */
export const mostLookedAt = 1000

/** How much each tab holds, in one question; of what waits for this person only as much as stands at the head of the queue. */
export async function countTabs(db: Db, person: Person): Promise<Record<TabName, number>> {
  const { rows } = await db
    .raw<{ rows: Record<TabName, number>[] }>(`SELECT ${tabNames.map((name) => `(${countedIn(name, person)}) AS "${name}"`).join(', ')}`, {
      person: person.id,
    })
    .options(oftenAsked)
  if (!rows[0]) throw new Error('The queue could not be counted.')
  return rows[0]
}

function countedIn(name: TabName, person: Person): string {
  const { within } = tabSql[name]
  if (name === 'waiting')
    return `SELECT count(*)::int FROM (SELECT FROM (SELECT * FROM articles WHERE stage = 'review' ORDER BY submitted_at, id
      LIMIT ${mostLookedAt}) AS articles CROSS JOIN policy WHERE ${waitsFor(person)} LIMIT ${mostCounted}) AS found`
  const order = name === 'unclaimed' || name === 'all' ? 'ORDER BY submitted_at, id' : ''
  return `SELECT count(*)::int FROM (SELECT FROM articles WHERE ${within(person)} ${order} LIMIT ${mostCounted}) AS found`
}
