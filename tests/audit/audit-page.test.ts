import { parse } from 'csv-parse/sync'
import { tagArticle } from '../../server/tags/tag-article.ts'
import { inReview, rowOf } from '../articles/story.ts'
import { ada, everyone, openSite, root, type Site, solo, vera } from '../cast.ts'

let site: Site
let article: string

beforeAll(async () => {
  site = await openSite({ people: [...everyone, solo] })
  article = await inReview(site.db, ada)
  await inReview(site.db, solo)
  await tagArticle(site.db, { article_id: article, name: '=SUM(A1)', by: ada })
})
afterAll(() => site.close())

const lines = (html: string) =>
  [...html.matchAll(/<td class="because about">(.*?)<\/td>/gs)].map(([, line = '']) => line.replace(/<[^>]+>/g, ''))
const csvOf = async (fields: Record<string, string> = {}) => {
  const answer = await site.as(vera).post('/audit/csv', fields)
  expect([answer.status, answer.headers.get('content-disposition')]).toEqual([200, expect.stringContaining('attachment; filename=audit-')])
  return parse(answer.text, { columns: true }) as Record<string, string>[]
}

test('everyone with a role reads the audit, newest first, in sentences that name the article', async () => {
  for (const person of everyone) expect((await site.as(person).get('/audit')).status).toBe(200)
  const { text } = await site.as(vera).get(`/audit?article=${article}`)
  expect(lines(text).map((line) => line.trim())).toEqual([
    'Ada Lovell tagged it “=SUM(A1)”',
    'Ada Lovell submitted it for review',
    expect.stringMatching(/^Cleancopy imported it and marked \d to cut/),
  ])
  expect(text).toContain(`<a href="/articles/${article}"><bdi>Harbour ferry returns</bdi></a>`)
})

test('it is narrowed to a person, a kind, an article by slug or address, and days', async () => {
  const shown = async (query: Record<string, string>) => lines((await site.as(vera).get(`/audit?${new URLSearchParams(query)}`)).text)
  const { slug } = await rowOf(site.db, article)
  const [today = ''] = new Date().toISOString().split('T')
  expect(await shown({ person: solo.id, kind: 'submitted' })).toHaveLength(1)
  expect(await shown({ kind: 'submitted' })).toHaveLength(2)
  expect(await shown({ person: 'cleancopy', kind: 'imported' })).toHaveLength(2)
  expect(await shown({ article: slug })).toHaveLength(3)
  expect(await shown({ article: `https://desk.example.org/articles/${article}?view=clean`, kind: 'tagged' })).toHaveLength(1)
  expect(await shown({ kind: 'submitted', from: today, to: today })).toHaveLength(2)
  expect(await shown({ kind: 'submitted', to: '2020-01-01' })).toEqual([])
})

test.each([
  ['article=no-such-article', 'There is no such article.'],
  ['kind=danced', 'Choose one of these kinds.'],
  ['person=ada', 'Choose one of these people.'],
  ['from=2026-02-02&to=2026-02-01', 'The last day comes before the first.'],
  ['from=yesterday', 'Write the day as'],
])('%s is told in a sentence, and shows nothing else', async (query, sentence) => {
  const { status, text } = await site.as(vera).get(`/audit?${query}`)
  expect([status, lines(text)]).toEqual([422, []])
  expect(text).toContain(sentence)
})

test('a page ends where the next begins, both ways, though many happened in the same millisecond', async () => {
  const at = new Date('2026-01-01T00:00:00Z')
  await site.db('streams').insert({ name: 'rules', number: 120, sha256: Buffer.alloc(32) })
  const many = Array.from({ length: 120 }, (_, n) => ({
    stream: 'rules',
    number: n + 1,
    at,
    says: 'updated',
    canonical: '{}',
    sha256: Buffer.alloc(32),
  }))
  await site.db.batchInsert('events', many)
  const places: string[] = []
  let href: string | undefined = '/audit?kind=updated'
  const pages: string[] = []
  while (href) {
    const { text } = await site.as(vera).get(href)
    pages.push(href)
    places.push(...[...text.matchAll(/Event (\d+) of rules/g)].map(([, n = '']) => n))
    href = /rel="next" href="([^"]+)"/.exec(text)?.[1]?.replaceAll('&amp;', '&')
  }
  expect(places.map(Number)).toEqual(Array.from({ length: 120 }, (_, n) => 120 - n))
  expect(pages).toHaveLength(3)
  const last = await site.as(vera).get(pages[2] ?? '')
  const newer = /rel="prev" href="([^"]+)"/.exec(last.text)?.[1]?.replaceAll('&amp;', '&') ?? ''
  const [, second = ''] = /Event (\d+) of rules/.exec((await site.as(vera).get(newer)).text) ?? []
  expect(second).toBe('70')
  expect((await site.as(vera).get('/audit?before=nonsense')).status).toBe(200)
})

test('the CSV holds what the filters say, more than a page of it, no formula, and is itself recorded', async () => {
  const tagged = await csvOf({ kind: 'tagged' })
  expect(tagged).toEqual([expect.objectContaining({ person: 'Ada Lovell', did: 'tagged it “=SUM(A1)”', about: 'Harbour ferry returns' })])
  expect(JSON.parse(tagged[0]?.['details'] ?? '')).toMatchObject({ tag: '=SUM(A1)' })
  expect(await csvOf({ kind: 'updated' })).toHaveLength(120)
  await site.db('people').where({ id: solo.id }).update({ name: '=HYPERLINK("x")' })
  const [mine] = await csvOf({ person: solo.id, kind: 'submitted' })
  expect(mine?.['person']).toBe(`'=HYPERLINK("x")`)
  const [event] = await site.db('events').where({ says: 'downloaded the audit' }).orderBy('id', 'desc')
  expect(event).toMatchObject({ person_id: vera.id, details: { filter: { person_id: solo.id, says: 'submitted' } } })
})

test('a wrong filter gives no file, and nobody gets one without signing in', async () => {
  const wrong = await site.as(vera).post('/audit/csv', { article: 'no-such-article' })
  expect([wrong.status, wrong.text]).toEqual([422, expect.stringContaining('There is no such article.')])
  expect((await site.visitor().post('/audit/csv')).status).toBe(401)
})

test('who may not manage people is offered no door to them', async () => {
  await site.as(root).post(`/people/${vera.id}/roles`, { roles: ['viewer', 'author'] })
  expect((await site.as(root).get('/audit')).text).toContain(`href="/people/`)
  expect((await site.as(ada).get('/audit')).text).not.toContain('href="/people/')
})
