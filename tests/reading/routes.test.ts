import { editDetails } from '../../server/articles/edit-details.ts'
import type { Paragraph } from '../../server/articles/paragraph.ts'
import { takeStep } from '../../server/articles/take-step.ts'
import { listLive } from '../../server/reading/queries.ts'
import { ada, everyone, openSite, type Site, vera } from '../cast.ts'
import { drafted, manyPublished, publishAgain, published, type Source, sourceNamed, withdraw } from '../exports/live.ts'

let site: Site
let courier: Source

beforeAll(async () => {
  site = await openSite()
  courier = await sourceNamed(site.db, 'Coast Courier')
})
afterAll(() => site.close())

test('before anything is live the page says where to go', async () => {
  expect((await site.as(vera).get('/read')).text).toContain('Nothing is live yet.')
})

test('everyone in the house reads what is live, in its language and direction', async () => {
  const text = 'افتتحت المكتبة.\nجاء كثيرون.\n'
  await published(site.db, courier, { title: 'افتتاح مكتبة', text, language: 'ar', byline: 'س. حداد', standfirst: 'على الواجهة' })
  const slug = encodeURIComponent('افتتاح-مكتبة')
  for (const person of everyone) expect((await site.as(person).get(`/read/${slug}`)).status).toBe(200)
  const { text: page } = await site.as(vera).get(`/read/${slug}`)
  expect(page).toContain('<article class="reading" lang="ar" dir="rtl">')
  for (const words of ['<h1>افتتاح مكتبة</h1>', '<p>افتتحت المكتبة.</p>', 'س. حداد', 'على الواجهة', 'Coast Courier'])
    expect(page).toContain(words)
  expect((await site.visitor().get(`/read/${slug}`)).headers.get('location')).toContain('/sign-in')
})

test('readers get the release, whatever an editor is changing meanwhile', async () => {
  const article = await published(site.db, courier, { title: 'Port fees rise', text: 'The fee is five.\n' })
  await takeStep(site.db, { article, step: 'revise', by: ada })
  const { lock_version } = await site.db('articles').where({ id: article }).first('lock_version')
  await editDetails(site.db, { article_id: article, details: { title: 'Port fees fall' }, lock_version, by: ada })
  const before = await site.as(vera).get('/read/port-fees-rise')
  expect(before.text).toContain('<h1>Port fees rise</h1>')
  expect(before.text).not.toContain('Port fees fall')
  await publishAgain(site.db, article)
  expect((await site.as(vera).get('/read/port-fees-rise')).text).toContain('<h1>Port fees fall</h1>')
})

test('a withdrawn article is gone, with a notice and without its text', async () => {
  const article = await published(site.db, courier, { title: 'A wrong claim', text: 'He took the money.\n' })
  expect((await site.as(vera).get('/read/a-wrong-claim')).status).toBe(200)
  await withdraw(site.db, article)
  const { status, text } = await site.as(vera).get('/read/a-wrong-claim')
  expect(status).toBe(410)
  expect(text).toContain('This article was withdrawn.')
  expect(text).not.toMatch(/took the money|A wrong claim/)
  expect((await site.as(vera).get('/read')).text).not.toContain('A wrong claim')
})

test('a killed article is gone for good', async () => {
  const article = await published(site.db, courier, { title: 'Never again' })
  await site.db('articles').where({ id: article }).update({ publication: 'killed' })
  const { status, text } = await site.as(vera).get('/read/never-again')
  expect(status).toBe(410)
  expect(text).toContain('This article was removed for good.')
})

test.each(['a-draft', 'nowhere', '%00', '..%2F..', 'x'.repeat(300), '<script>'])('nothing is read at /read/%s', async (slug) => {
  await drafted(site.db, courier, { title: 'A draft' })
  expect((await site.as(vera).get(`/read/${slug}`)).status).toBe(404)
})

test('an old slug leads on to the new one, but not to a draft', async () => {
  const [live, draft] = [await published(site.db, courier, { title: 'Now here' }), await drafted(site.db, courier, { title: 'Not yet' })]
  await site.db('article_slugs').insert([
    { slug: 'once-there', article_id: live },
    { slug: 'once-hidden', article_id: draft },
  ])
  const { status, headers } = await site.as(vera).get('/read/once-there')
  expect([status, headers.get('location')]).toEqual([301, '/read/now-here'])
  expect((await site.as(vera).get('/read/once-hidden')).status).toBe(404)
})

test('what a text brings along stays text, and only honest addresses become links', async () => {
  const article = await published(site.db, courier, {
    title: '<i>Bold</i> & “quoted”',
    text: '<script>alert(1)</script>\n',
    origin_url: 'javascript:alert(2)',
  })
  const words = { id: '1-1', kind: 'text', text: 'see this and that', origin: null, end: '\n' }
  const spans: Paragraph['spans'] = [
    { start: 4, end: 8, type: 'link', href: 'javascript:alert(3)' },
    { start: 13, end: 17, type: 'link', href: 'https://courier.example/that' },
  ]
  const { slug } = await site.db('articles').where({ id: article }).first('slug')
  const { text } = await site.as(vera).get(`/read/${slug}`)
  expect(text).toContain('&lt;script&gt;alert(1)&lt;/script&gt;')
  expect(text).not.toMatch(/<i>|javascript:/)
  await withSpans(article, { ...words, spans })
  const linked = (await site.as(vera).get(`/read/${slug}`)).text
  expect(linked).toContain('<p>see this and <a href="https://courier.example/that" rel="noopener noreferrer">that</a></p>')
})

test('pages walk from the newest to the oldest and back, none skipped and none twice', async () => {
  await manyPublished(site.db, courier, 53)
  const walked: string[] = []
  let page = await listLive(site.db, { limit: 7 })
  const expected: string[] = (await listLive(site.db, { limit: 1000 })).releases.map(({ number }) => number)
  expect(page.newer).toBe(false)
  for (;;) {
    walked.push(...page.releases.map(({ number }) => number))
    if (!page.older) break
    page = await listLive(site.db, { before: walked.at(-1), limit: 7 })
  }
  expect(walked).toEqual(expected)
  const back: string[] = page.releases.map(({ number }) => number)
  while (page.newer) {
    page = await listLive(site.db, { after: back[0], limit: 7 })
    back.unshift(...page.releases.map(({ number }) => number))
  }
  expect(back).toEqual(expected)
})

test('the list pages by links, and a damaged address is nowhere', async () => {
  const first = await site.as(vera).get('/read')
  const older = /rel="next" href="([^"]+)"/.exec(first.text)?.[1] ?? ''
  const second = await site.as(vera).get(older)
  const newer = /rel="prev" href="([^"]+)"/.exec(second.text)?.[1] ?? ''
  expect((await site.as(vera).get(newer)).text.match(/<h2.*?<\/h2>/g)).toEqual(first.text.match(/<h2.*?<\/h2>/g))
  expect((await site.as(vera).get('/read?before=zwölf')).status).toBe(404)
})

// Spans come with the formats that bring formatting; until then a story writes them into the release.
async function withSpans(article_id: string, paragraph: unknown): Promise<void> {
  await site.db.transaction(async (tx) => {
    await tx.raw(`SET LOCAL cleancopy.purge = 'on'`)
    await tx('releases')
      .where({ article_id })
      .update({ paragraphs: JSON.stringify([paragraph]) })
  })
}
