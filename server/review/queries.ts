import type { Knex } from 'knex'
import { type Db, oftenAsked } from '../../db/connect.ts'
import type { ArticleRow, Direction } from '../../db/tables.ts'
import { approved } from '../articles/approved-sql.ts'
import type { Paragraph } from '../articles/paragraph.ts'
import type { Person } from '../users/permissions.ts'
import { approvedByMe, tabSql, waitsFor } from './tab-queries.ts'
import { type TabName, tabOf } from './tabs.ts'

export type Queued = {
  id: string
  title: string
  source: string
  cuts: number
  checks: number
  language: string | null
  direction: Direction
  submitted_at: Date | null
  /** Whether it has the approvals it needs: it waits for a publisher. */
  approved: boolean
  /** Whether this person has approved this very text. */
  approved_by_me: boolean
  /** Who has it in hand. */
  held_by: string | null
  /** Who is to see to it, by when, and how soon. */
  assignee: string | null
  due_at: Date | null
  priority: number
  scheduled_at: Date | null
  /** The moment by which its tab is ordered. */
  at: Date | null
}
type Place = { at: string; id: string }

/** `import_id` narrows to what one import brought. */
type Asked = { after: Place | null; limit: number; person: Person; tab?: TabName; import_id?: string | undefined }

/** What a tab of the desk holds, in its order, from a place onwards; one more than asked for says that there is more. */
export async function listQueue(db: Db, asked: Asked): Promise<Queued[]> {
  return queue(db, asked)
}

/** What of it waits for this person: not what they have approved or may not, and to publish what is approved. */
async function listWaiting(db: Db, asked: Asked): Promise<Queued[]> {
  const { isReview } = tabOf(asked.tab ?? 'all')
  return isReview ? queue(db, asked).whereRaw(waitsFor(asked.person), { person: asked.person.id }) : queue(db, asked)
}

function queue(db: Db, { after, limit, person, tab = 'all', import_id }: Asked) {
  const { at, within } = tabSql[tab]
  return shown(db)
    .select(db.raw(`${approved} AS approved`), db.raw(`${approvedByMe} AS approved_by_me`, { person: person.id }))
    .select('articles.due_at', 'articles.priority', db.raw(`${assignee} AS assignee`))
    .select('articles.scheduled_at', db.raw(`${at} AS at`), db.raw(`${holder} AS held_by`))
    .whereRaw(within(person), { person: person.id })
    .modify((query) => {
      broughtBy(query, import_id)
      if (after) query.whereRaw(`(${at}, articles.id) > (?::timestamptz, ?::uuid)`, [after.at, after.id])
    })
    .orderByRaw(`${at}, articles.id`)
    .limit(limit)
    .options(oftenAsked)
}

const holder = '(SELECT name FROM people WHERE people.id = articles.claimed_by AND articles.claimed_until > now())'

const assignee = '(SELECT name FROM people WHERE people.id = articles.assignee_id)'

function broughtBy(articles: Knex.QueryBuilder, import_id: string | undefined): void {
  if (import_id) articles.whereRaw('articles.id IN (SELECT article_id FROM import_items WHERE import_id = ?)', [import_id])
}

export type Untitled = Omit<
  Queued,
  'approved' | 'approved_by_me' | 'held_by' | 'assignee' | 'due_at' | 'priority' | 'scheduled_at' | 'at'
> & {
  created_at: Date
  lock_version: number
  /** The first paragraphs, and those of the article that are marked. */
  opening: Pick<Paragraph, 'id' | 'text'>[]
  marked: string[] | null
}

/** Drafts whose title was only suggested, oldest first. */
export async function listUntitled(db: Db, { after, limit, import_id }: Omit<Asked, 'person' | 'tab'>): Promise<Untitled[]> {
  return shown(db)
    .select('articles.created_at', 'articles.lock_version')
    .select(db.raw("jsonb_path_query_array(revisions.paragraphs, '$[0 to 7]') AS opening"))
    .select(db.raw('(SELECT array_agg(paragraph_id) FROM marks WHERE article_id = articles.id AND closed_at IS NULL) AS marked'))
    .where({ stage: 'draft', title_confirmed: false })
    .modify((query) => {
      broughtBy(query, import_id)
      if (after) query.whereRaw('(articles.created_at, articles.id) > (?::timestamptz, ?::uuid)', [after.at, after.id])
    })
    .orderBy(['articles.created_at', 'articles.id'])
    .limit(limit)
}

/** The next article that waits for this person after the one given, else the first; null when none waits. */
export async function findNext(
  db: Db,
  { after, ...asked }: Omit<Asked, 'after' | 'limit'> & { after: ArticleRow | null },
): Promise<string | null> {
  const at = after && tabOf(asked.tab ?? 'all').at(after)
  const place = after && at ? { at: at.toISOString(), id: after.id } : null
  const [next] = await listWaiting(db, { ...asked, after: place, limit: 1 })
  const [first] = next || !place ? [next] : await listWaiting(db, { ...asked, after: null, limit: 1 })
  return first?.id ?? null
}

/** How much waits, counted no further than one beyond what a badge shows; in order, so that the index of the queue alone is walked. */
export async function countWaiting(db: Db): Promise<{ review: number; titles: number }> {
  const drafts = db('articles').where({ stage: 'draft', title_confirmed: false }).orderBy('created_at').limit(1000).select('id')
  const counts = { review: db.count('*').from(inReview(db)), titles: db.count('*').from(drafts.as('drafts')) }
  const [row] = await db.select(counts).options(oftenAsked)
  return { review: Number(row.review), titles: Number(row.titles) }
}

function inReview(db: Db) {
  return db('articles').where({ stage: 'review' }).orderBy('submitted_at').limit(1000).select('id').as('in_review')
}

function shown(db: Db) {
  return db('articles')
    .join('revisions', 'revisions.id', 'articles.head_revision_id')
    .join('sources', 'sources.id', 'articles.source_id')
    .joinRaw('CROSS JOIN policy')
    .select('articles.id', 'revisions.title', 'sources.name as source', 'articles.cuts', 'articles.checks')
    .select('articles.language', 'articles.direction', 'articles.submitted_at')
}
