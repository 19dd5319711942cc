import { takeStep } from '../../server/articles/take-step.ts'
import { nextSteps } from '../../server/imports/next-steps.ts'
import { imported, inReview } from '../articles/story.ts'
import { ada, amina, grace, openSite, type Site } from '../cast.ts'

let site: Site
beforeAll(async () => {
  site = await openSite({ isWorking: true })
  await site.db('policy').update({ four_eyes: true })
})
afterAll(() => site.close())

const lines = [
  { text: 'The ferry is back.\nIt is quieter now.', title: 'Ferry back', source: { name: 'Coast Courier', slug: 'coast-courier' } },
  { text: 'The library is open.\nIt is brighter now.', title: 'Library open' },
  { text: 'A title of no own\nIt waits for one.' },
]

async function finished(): Promise<string> {
  const form = new FormData()
  form.set('source', 'Coast Courier')
  form.set('landing', 'review')
  form.append('files', new Blob([lines.map((line) => JSON.stringify(line)).join('\n')]), 'three.jsonl')
  const planned = (await site.as(ada).upload('/imports', form)).headers.get('location') ?? ''
  const plan = (await site.as(ada).get(planned)).text
  expect([plan.includes('This is the plan: 3 to be created.'), plan.includes('To be created 3')]).toEqual([true, true])
  await site.as(ada).post(`${planned}/run`)
  return planned
}

test('a finished import leads to its own articles: those to review, and those whose title waits', async () => {
  const other = await inReview(site.db, ada)
  const place = await finished()
  const id = place.split('/').at(-1)
  const { text } = await site.as(ada).get(place)
  expect(text).toContain('Finished: 3 created.')
  expect(text).toContain(`<a class="btn pri" href="/review/titles?import=${id}">Confirm the title</a>`)
  expect(text).toContain(`<a class="btn" href="/review?import=${id}">Review these 2 articles</a>`)

  const queue = (await site.as(amina).get(`/review?import=${id}`)).text
  const listed = [...queue.matchAll(/class="q" href="\/review\/([^"?]+)\?import=/g)].map(([, article]) => String(article))
  expect([listed.length, listed.includes(other)]).toEqual([2, false])
  const onward = await site.as(amina).get(`/review/${listed[0]}/next?import=${id}`)
  expect(onward.headers.get('location')).toBe(`/review/${listed[1]}?import=${id}`)
  expect((await site.as(amina).get(`/review/${listed[1]}?import=${id}`)).text).toContain(
    `href="/review/${listed[1]}?import=${id}&amp;view=clean"`,
  )

  for (const article of listed) await takeStep(site.db, { article, step: 'approve', by: amina })
  const done = (await site.as(amina).get(`/review/${listed[1]}/next?import=${id}`)).headers.get('location')
  expect([done, (await site.as(amina).get(String(done))).text.includes('Of this import nothing waits for you any more.')]).toEqual([
    `/review?import=${id}`,
    true,
  ])
})

test('its titles and its drafts are listed alone, too', async () => {
  const stranger = await imported(site.db, { title: 'Not of this import' })
  await site.db('articles').where({ id: stranger }).update({ title_confirmed: false })
  const before = await site.db('imports').orderBy('id', 'desc').first()
  const titles = (await site.as(ada).get(`/review/titles?import=${before.id}`)).text
  expect([titles.includes('A title of no own'), titles.includes('Not of this import')]).toEqual([true, false])
  expect(titles).toContain('Confirm, cut line 1')
  const drafts = (await site.as(ada).get(`/articles?state=draft&import=${before.id}`)).text
  expect([drafts.includes('A title of no own'), drafts.includes('Not of this import')]).toEqual([true, false])
  expect((await site.as(grace).get('/articles?import=nonsense')).status).toBe(422)
})

test.each([
  [{ review: 0, titles: 0, drafts: 0 }, []],
  [{ review: 1, titles: 0, drafts: 0 }, ['Review the article']],
  [{ review: 1200, titles: 2, drafts: 1 }, ['Confirm these 2 titles', 'Review these 1,200 articles', 'Look at the draft']],
])('%j leads to %j', (landed, labels) => {
  expect(nextSteps('x', landed).map(({ label }) => label)).toEqual(labels)
})
