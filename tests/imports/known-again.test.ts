import { findArticle, findRevision } from '../../server/articles/queries.ts'
import { takeStep } from '../../server/articles/take-step.ts'
import { ada, cast } from '../cast.ts'
import { type FreshDatabase, freshDatabase } from '../database.ts'
import { bring, lines, story } from './bring.ts'

let house: FreshDatabase
beforeAll(async () => {
  house = await freshDatabase()
  await cast(house.db)
})
afterAll(() => house.drop())

test('the same again changes nothing', async () => {
  const files = {
    'harvest.txt': story('harvest'),
    'a.jsonl': lines({ text: story('weaver'), external_id: 'w-1' }, { text: story('potter'), url: 'https://example.org/potter' }),
    'broken.txt': '\0',
  }
  expect((await bring(house.db, files)).map(({ outcome }) => outcome)).toEqual(['created', 'created', 'created', 'failed'])
  const before = await counted()
  const again = await bring(house.db, files)
  expect(again.map(({ outcome, planned }) => [planned, outcome])).toEqual([
    ['unchanged', 'unchanged'],
    ['unchanged', 'unchanged'],
    ['unchanged', 'unchanged'],
    ['failed', 'failed'],
  ])
  expect(again[0]).toMatchObject({ reason: 'Nothing in it is new.', article_id: expect.any(String) })
  expect(await counted()).toEqual(before)
})

test('a new text of a known article is adopted while nobody has worked on it, and proposed afterwards', async () => {
  const version = (n: number) => ({ 'a.jsonl': lines({ external_id: 'ferry-7', title: `Ferry ${n}`, text: story(`ferry number ${n}`) }) })
  const [first] = await bring(house.db, version(1))
  const [second] = await bring(house.db, version(2))
  expect(second).toMatchObject({
    outcome: 'updated',
    article_id: first?.article_id,
    reason: 'Known by its external id; something in it is new. Nobody had worked on the article, so this is its text now.',
  })
  expect(await titleOfHead(first?.article_id)).toBe('Ferry 2')
  await takeStep(house.db, { article: first?.article_id ?? '', step: 'submit', by: ada })
  const [third] = await bring(house.db, version(3))
  expect(third).toMatchObject({
    outcome: 'updated',
    reason: 'Known by its external id; something in it is new. People have worked on the article, so this text waits there as a proposal.',
  })
  expect(await titleOfHead(first?.article_id)).toBe('Ferry 2')
  expect((await bring(house.db, version(3)))[0]).toMatchObject({ outcome: 'unchanged' })
})

test('a file name identifies only where the import says so', async () => {
  const named = { names_identify: true }
  const [first] = await bring(house.db, { 'weather.txt': story('storm') }, named)
  expect((await bring(house.db, { 'weather.txt': story('second storm') }, named))[0]).toMatchObject({
    outcome: 'updated',
    article_id: first?.article_id,
    reason: expect.stringMatching(/^Known by its file name;/),
  })
  expect((await bring(house.db, { 'weather.txt': story('third storm') }))[0]).toMatchObject({ outcome: 'created' })
})

test('an address is known again with its campaign marks, and another article of the same words is a duplicate', async () => {
  const [first] = await bring(house.db, { 'a.jsonl': lines({ url: 'http://example.org/bell/', text: story('bell') }) })
  const [again, other] = await bring(house.db, {
    'b.jsonl': lines(
      { url: 'https://example.org/bell?utm_source=post', text: story('bell'), title: 'The bell' },
      { url: 'https://example.org/other', text: story('bell') },
    ),
  })
  expect(again).toMatchObject({ outcome: 'updated', article_id: first?.article_id })
  expect(other).toMatchObject({ outcome: 'duplicate', article_id: first?.article_id })
})

test('the same text in another source, or twice in one upload, is a duplicate with a link to the first', async () => {
  const [first] = await bring(house.db, { 'kiln.txt': story('kiln') })
  const [elsewhere] = await bring(house.db, { 'kiln.txt': `  ${story('kiln').toUpperCase()}` }, { source: 'Ridge Post' })
  expect(elsewhere).toMatchObject({
    planned: 'duplicate',
    outcome: 'duplicate',
    reason: 'The same text is here already, from Tarn Bay Courier.',
    article_id: first?.article_id,
  })
  const twice = await bring(house.db, { 'one.txt': story('quarry'), 'two.txt': story('quarry') })
  expect(twice[1]).toMatchObject({
    planned: 'duplicate',
    outcome: 'duplicate',
    reason: 'The same text came just before, as “one.txt”.',
    article_id: twice[0]?.article_id,
  })
  const again = await bring(house.db, { 'one.txt': story('quarry'), 'two.txt': story('quarry') })
  expect(again.map(({ outcome }) => outcome)).toEqual(['unchanged', 'unchanged'])
})

async function counted() {
  const tables = ['articles', 'revisions', 'originals', 'blobs', 'marks', 'decisions', 'article_identities']
  return Promise.all(tables.map((table) => house.db(table).count().first()))
}

async function titleOfHead(id: string | null | undefined): Promise<string> {
  const { head_revision_id } = await findArticle(house.db, id ?? '')
  return (await findRevision(house.db, head_revision_id)).title
}
