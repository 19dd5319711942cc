import type { Knex } from 'knex'
import { seedLarge } from '../../seeds/large.ts'
import { indexDirty } from '../../server/articles/index-articles.ts'
import { textOf } from '../../server/articles/paragraph.ts'
import { searchArticles } from '../../server/articles/search-queries.ts'
import { findExportNumber, listReleased } from '../../server/exports/queries.ts'
import { readWords } from '../../server/search/queries.ts'
import { type FreshDatabase, freshDatabase } from '../database.ts'

let fresh: FreshDatabase
let db: Knex

beforeAll(async () => {
  fresh = await freshDatabase()
  db = fresh.db
  await seedLarge(db, { to: 300 })
}, 60_000)
afterAll(() => fresh.drop())

test('a synthetic article is stored as one that came in: original, words, marks, event, and a place in the queue of search', async () => {
  const counts = await Promise.all(['articles', 'revisions', 'originals', 'article_slugs', 'events', 'article_search_dirty'].map(countOf))
  // One event more for each of the ten sources.
  expect(counts).toEqual([300, 300, 300, 300, 310, 300])
  const sums = await db('articles').sum('cuts as cuts').sum('words as words').first()
  expect(Number(sums?.['cuts'])).toBeGreaterThan(300)
  expect(Number(sums?.['words'])).toBeGreaterThan(100_000)
  expect(await countOf('marks')).toBe(await countOf('decisions'))
})

test('they stand in every state, and what is live has its release and its export number', async () => {
  const of = async (where: object) => Number((await db('articles').where(where).count('* as n').first())?.['n'])
  expect(await of({ stage: 'review' })).toBeGreaterThan(30)
  expect(await of({ stage: 'draft', title_confirmed: false })).toBeGreaterThan(0)
  const live = await of({ publication: 'live' })
  expect(live).toBeGreaterThan(80)
  const released = await listReleased(db, { filter: {}, after: '0', through: await findExportNumber(db), limit: 300 })
  expect(released).toHaveLength(live)
  for (const { paragraphs, clean_copy } of released) expect(textOf(paragraphs)).toBe(clean_copy)
  expect(await countOf('article_tags')).toBeGreaterThan(80)
})

test('the same number always has the same words', async () => {
  const other = await freshDatabase()
  await seedLarge(other.db, { from: 40, to: 50 })
  const words = (of: Knex) => of('revisions').join('articles', 'articles.id', 'article_id').orderBy('slug').pluck('slug')
  const [few, all] = await Promise.all([words(other.db), words(db)])
  await other.drop()
  expect(few).toHaveLength(10)
  expect(all).toEqual(expect.arrayContaining(few))
})

test('they are found by their words', async () => {
  while ((await indexDirty(db, 100)) > 0);
  const found = await searchArticles(db, { filter: {}, limit: 50 }, await readWords(db, { words: '"report 123"', scope: 'head' }))
  expect(found.count).toBe(1)
})

async function countOf(table: string): Promise<number> {
  return Number((await db(table).count('* as n').first())?.['n'])
}
