import type { Knex } from 'knex'
import { cursorOf } from '../../server/articles/article-list.ts'
import { grace, openSite, type Site, solo } from '../cast.ts'
import { manyPublished, type Source, sourceNamed } from '../exports/live.ts'

// The short form of npm run bench -- pages: what no page does, however many articles there are, and how often it asks the database.

let site: Site
let db: Knex

beforeAll(async () => {
  site = await openSite({ people: [solo, grace] })
  db = site.db
  const courier = await sourceNamed(db, 'Coast Courier')
  await manyPublished(db, courier, 6_000)
  await manyWaiting(db, courier, 6_000)
  await db.raw('ANALYZE')
}, 60_000)
afterAll(() => site.close())

const large = /Seq Scan on (articles|revisions|releases|export_log|article_slugs)/

// At most so many questions, the two of the session and the two of the frame among them.
const pages: [string, number, () => Promise<string>][] = [
  ['the queue', 12, async () => '/review'],
  ['the queue further on', 12, async () => `/review?${new URLSearchParams(await placeInQueue())}`],
  ['what waits for me', 12, async () => '/review?tab=waiting'],
  ['what nobody has claimed', 12, async () => '/review?tab=unclaimed'],
  ['what is mine', 12, async () => '/review?tab=mine'],
  ['what is overdue', 12, async () => '/review?tab=overdue'],
  ['what was sent back', 12, async () => '/review?tab=returned'],
  ['what is scheduled', 12, async () => '/review?tab=scheduled'],
  ['what went out unreviewed', 12, async () => '/review?tab=unreviewed'],
  ['one of the queue', 11, async () => `/review/${(await placeInQueue()).id}`],
  ['on to the next', 6, async () => `/review/${(await placeInQueue()).id}/next`],
  ['titles to confirm', 5, async () => '/review/titles'],
  ['an article', 10, async () => `/articles/${(await placeInQueue()).id}`],
  ['the list', 8, async () => '/articles'],
  ['the list further on', 8, async () => `/articles?before=${cursorOf(await inTheMiddle())}`],
  ['the list backwards', 8, async () => `/articles?after=${cursorOf(await inTheMiddle())}`],
  ['those of a state', 8, async () => '/articles?state=live'],
  ['those of a source in another language', 9, async () => '/articles?source=coast-courier&language=sw'],
  ['what is live', 5, async () => '/read'],
  ['what is live further on', 5, async () => '/read?before=3000'],
  ['one to read', 6, async () => '/read/coast-courier-3000'],
  ['exports', 9, async () => '/exports'],
  ['the desk', 6, async () => '/desk'],
  ['the audit', 6, async () => '/audit'],
  ['the audit of an article', 7, async () => `/audit?article=${(await placeInQueue()).id}`],
  ['the audit of a kind', 6, async () => '/audit?kind=approved&from=2026-01-01'],
]

test.each(pages)('%s: no large table is read through, and at most %d questions are asked', async (_, most, addressOf) => {
  const asked = await questionsOf(await addressOf())
  expect(asked.length).toBeLessThanOrEqual(most)
  const plans = await Promise.all(asked.filter(({ sql }) => /^\s*(select|with)/i.test(sql)).map(planOf))
  expect(plans.length).toBeGreaterThan(3)
  for (const plan of plans) expect(plan).not.toMatch(large)
})

type Question = { sql: string; bindings: Knex.RawBinding[] }

async function questionsOf(path: string): Promise<Question[]> {
  const me = site.as(solo)
  await me.get('/account')
  const asked: Question[] = []
  const listen = ({ sql, bindings }: Question) => void asked.push({ sql, bindings })
  db.on('query', listen)
  const { status } = await me.get(path)
  db.removeListener('query', listen)
  expect([200, 303]).toContain(status)
  return asked
}

async function planOf({ sql, bindings }: Question): Promise<string> {
  const { rows } = await db.raw(`EXPLAIN ${sql.replace(/\$\d+/g, '?')}`, bindings)
  return rows.map((row: Record<string, string>) => row['QUERY PLAN']).join('\n')
}

async function placeInQueue(): Promise<{ at: string; id: string }> {
  const { id, submitted_at } = await db('articles').where({ stage: 'review' }).orderBy('submitted_at').offset(3_000).first()
  return { at: submitted_at.toISOString(), id }
}

async function inTheMiddle(): Promise<{ updated_at: Date; id: string }> {
  return db('articles').orderBy('updated_at').offset(6_000).first('id', 'updated_at')
}

/** `n` articles that wait for review, straight into the tables. */
async function manyWaiting(db: Knex, source: Source, n: number): Promise<void> {
  await db.raw(
    `WITH many AS MATERIALIZED (SELECT n, gen_random_uuid() AS id, gen_random_uuid() AS revision, timestamptz '2026-02-01' + n * interval '1 second' AS at
       FROM generate_series(1, :n::int) AS n),
     revised AS (INSERT INTO revisions (id, article_id, number, title, paragraphs, saved_at) SELECT revision, id, 1, 'Waiting ' || n, '[]', at FROM many)
     INSERT INTO articles (id, source_id, slug, title_confirmed, stage, publication, head_revision_id, head_sha256, language, direction,
       submission, submitted_at, created_at, updated_at)
     SELECT id, :source, 'waiting-' || n, true, 'review', 'none', revision, sha256(n::text::bytea), 'en', 'ltr', 1, at, at, at FROM many`,
    { n, source: source.id },
  )
}
