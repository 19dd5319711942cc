import type { Knex } from 'knex'
import { seedLarge } from '../../seeds/large.ts'
import { indexDirty } from '../../server/articles/index-articles.ts'
import { searchArticles } from '../../server/articles/search-queries.ts'
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
  // One event more for each of the five sources.
  expect(counts).toEqual([300, 300, 300, 300, 305, 300])
  const sums = await db('articles').sum('cuts as cuts').sum('words as words').first()
  expect(Number(sums?.['cuts'])).toBeGreaterThan(300)
  expect(Number(sums?.['words'])).toBeGreaterThan(100_000)
  expect(await countOf('marks')).toBe(await countOf('decisions'))
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
