import { indexDirty } from '../../server/articles/index-articles.ts'
import { takeStep } from '../../server/articles/take-step.ts'
import { tagArticle } from '../../server/tags/tag-article.ts'
import { ada, openSite, type Site, vera } from '../cast.ts'
import { drafted, sourceNamed } from '../exports/live.ts'

let site: Site
let draft: string
let waiting: string

beforeAll(async () => {
  site = await openSite()
  const courier = await sourceNamed(site.db, 'Coast Courier')
  draft = await drafted(site.db, courier, { title: 'Lighthouse painted', text: 'Somebody painted the lighthouse.\n' })
  waiting = await drafted(site.db, courier, { title: 'Lantern sold', text: 'The lantern of the lighthouse was sold.\n' })
  await tagArticle(site.db, { article_id: draft, name: 'Lighthouses', by: ada })
  await site.db('articles').where({ id: waiting }).update({ title_confirmed: true })
  await takeStep(site.db, { article: waiting, step: 'submit', by: ada })
  await indexDirty(site.db, 100)
})
afterAll(() => site.close())

const jump = async (q: string) => {
  const { status, text } = await site.as(vera).get(`/jump?${new URLSearchParams({ q })}`)
  expect(status).toBe(200)
  return (JSON.parse(text) as { kind: string; label: string; href: string }[]).map(({ kind, label, href }) => [kind, label, href])
}

test('the beginning of a word finds articles and tags, and each leads to where it is worked on', async () => {
  expect(await jump('lightho')).toEqual([
    ['Article', 'Lantern sold', `/review/${waiting}`],
    ['Article', 'Lighthouse painted', `/articles/${draft}`],
    ['Tag', 'Lighthouses', '/articles?tag=lighthouses'],
  ])
  expect(await jump('painted light')).toEqual([['Article', 'Lighthouse painted', `/articles/${draft}`]])
})

test('sources are found by any part of their names', async () => {
  expect(await jump('cour')).toEqual([['Source', 'Coast Courier', '/articles?source=coast-courier']])
})

test.each(['', 'x', ' ', 'the', '-', '"half', "'", 'a:* & | !()', 'OR', '港', '<b>', '\u0000'])(
  '%j finds nothing, and breaks nothing',
  async (q) => {
    expect(await jump(q)).toEqual([])
  },
)

test('whoever is not signed in is not told anything', async () => {
  expect((await site.visitor().get('/jump?q=light')).text).not.toContain('Lighthouse')
})
