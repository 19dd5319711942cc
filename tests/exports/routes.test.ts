import { setTimeout as pause } from 'node:timers/promises'
import { ada, everyone, grace, openSite, type Site, tomas, vera } from '../cast.ts'
import { drafted, manyPublished, published, type Source, sourceNamed, withdraw } from './live.ts'

let site: Site
let courier: Source

beforeAll(async () => {
  site = await openSite()
  courier = await sourceNamed(site.db, 'Coast Courier')
})
afterAll(() => site.close())

test('the page offers the formats, says whose rights keep articles back, and what left the house last', async () => {
  await sourceNamed(site.db, 'Closed House', { may_be_exported: false })
  const { status, text } = await site.as(ada).get('/exports?source=coast-courier')
  expect(status).toBe(200)
  for (const words of ['Plain text', 'JSON Lines', 'Closed House', 'Nothing has left the house yet.']) expect(text).toContain(words)
  expect(text).toMatch(/<option value="coast-courier" selected>/)
})

test('one article as text arrives byte for byte, as an attachment that no browser opens', async () => {
  const clean = 'The ferry came back.\r\nIt is “quieter”.\r\n\r\nNo end here'
  const article = await published(site.db, courier, { text: clean, title: 'Ferry' })
  const { status, headers, bytes } = await site.as(ada).post(`/articles/${article}/export`, { format: 'txt' })
  expect(status).toBe(200)
  expect(bytes).toEqual(Buffer.from(clean))
  expect(headers.get('content-type')).toBe('text/plain; charset=utf-8')
  expect(headers.get('content-disposition')).toBe('attachment; filename=ferry.txt')
  expect(headers.get('x-content-type-options')).toBe('nosniff')
  expect(await said(`article:${article}`)).toContain('exported')
})

test('the name of the file is the address of the article, in its own script', async () => {
  const article = await published(site.db, courier, { title: 'افتتاح "مكتبة"' })
  const { headers } = await site.as(ada).post(`/articles/${article}/export`, { format: 'json' })
  expect(headers.get('content-disposition')).toBe(
    `attachment; filename="??????-?????.json"; filename*=UTF-8''${encodeURIComponent('افتتاح-مكتبة')}.json`,
  )
})

test('an article that is not live is not exported', async () => {
  const [draft, gone] = [await drafted(site.db, courier), await published(site.db, courier)]
  await withdraw(site.db, gone)
  for (const article of [draft, gone, '01900000-0000-7000-8000-000000000000', 'nonsense']) {
    const { status } = await site.as(grace).post(`/articles/${article}/export`, { format: 'txt' })
    expect(status).toBe(404)
  }
})

test('an article whose source keeps its rights is not exported, and nobody says it was', async () => {
  const article = await published(site.db, await sourceNamed(site.db, 'Private Press', { may_be_exported: false }))
  const { status, text } = await site.as(grace).post(`/articles/${article}/export`, { format: 'txt' })
  expect(status).toBe(403)
  expect(text).toContain('The rights of Private Press keep its articles in the house.')
  expect(await said(`article:${article}`)).not.toContain('exported')
})

test.each([
  ['txt', 'text/plain; charset=utf-8'],
  ['json', 'application/json; charset=utf-8'],
  ['jsonl', 'application/x-ndjson; charset=utf-8'],
])('all live articles of a source as %s', async (format, type) => {
  const source = await sourceNamed(site.db, `Ridge ${format}`)
  await published(site.db, source, { title: 'One' })
  await published(site.db, source, { title: 'Two' })
  const { status, headers, text } = await site
    .as(ada)
    .post('/exports', { format, source: source.slug, tag: '', language: '', from: '', to: '' })
  expect(status).toBe(200)
  expect(headers.get('content-type')).toBe(type)
  expect(headers.get('content-disposition')).toMatch(new RegExp(`^attachment; filename=cleancopy-\\d{4}-\\d\\d-\\d\\d\\.${format}$`))
  expect(text.match(/\b(One|Two)\b/g)).toEqual(['One', 'Two'])
})

test.each([
  [{ format: 'exe' }, 'Choose a format: txt, json, jsonl, md, html, csv.'],
  [{}, 'Choose a format: txt, json, jsonl, md, html, csv.'],
  [{ format: 'txt', source: 'nowhere' }, 'There is no source “nowhere”. Choose one of the list.'],
  [{ format: 'txt', tag: 'nothing' }, 'There is no tag “nothing”. Choose one of the list.'],
  [{ format: 'txt', from: '2026-02-30' }, 'Write the day as 2026-11-23.'],
  [{ format: 'txt', from: '2026-03-02', to: '2026-03-01' }, 'The last day comes before the first.'],
  [{ format: 'txt', from: '1999-01-01', to: '1999-01-02' }, 'No live article matches this. Widen the filter.'],
  [{ format: 'txt', source: 'a\0b' }, 'NUL character'],
])('the wrong form %j comes back with a sentence', async (fields, sentence) => {
  const { status, headers, text } = await site.as(ada).post('/exports', fields)
  expect(status).toBe(422)
  expect(headers.get('content-disposition')).toBeNull()
  expect(text).toContain(sentence)
})

test('editors and publishers export, others do not', async () => {
  const article = await published(site.db, courier)
  for (const person of everyone) {
    const isAllowed = person === ada || person === grace
    for (const ask of [
      site.as(person).get('/exports'),
      site.as(person).post('/exports', { format: 'txt' }),
      site.as(person).post(`/articles/${article}/export`, { format: 'txt' }),
    ]) {
      expect((await ask).status).toBe(isAllowed ? 200 : 403)
    }
  }
  expect((await site.visitor().post('/exports', { format: 'txt' })).status).toBe(401)
})

test('a reader who goes away in the middle leaves a record, and the house goes on', async () => {
  await manyPublished(site.db, await sourceNamed(site.db, 'Metro Daily'), 6000)
  const me = site.as(ada)
  const away = new AbortController()
  const cookie = [...me.jar].map((pair) => pair.join('=')).join('; ')
  const body = new URLSearchParams({ format: 'json', source: 'metro-daily' })
  const headers = { cookie, 'sec-fetch-site': 'same-origin' }
  const answer = await fetch(new URL('/exports', site.url), { method: 'POST', headers, body, signal: away.signal })
  await answer.body?.getReader().read()
  away.abort()
  const broken = await eventually(async () => site.db('events').where({ stream: 'exports', says: 'export broken off' }).first())
  expect(broken.details.count).toBeGreaterThan(0)
  expect(broken.details.count).toBeLessThan(6000)
  expect((await me.get('/exports')).text).toContain('broke off an export as JSON')
  expect((await site.as(tomas).get('/articles')).status).toBe(200)
  expect((await site.as(vera).get('/read')).status).toBe(200)
})

async function said(stream: string): Promise<string[]> {
  return site.db('events').where({ stream }).pluck('says')
}

async function eventually<T>(look: () => Promise<T | undefined>): Promise<T> {
  for (let tries = 0; tries < 100; tries += 1) {
    const found = await look()
    if (found !== undefined) return found
    await pause(50)
  }
  throw new Error('It did not come to pass within five seconds.')
}
