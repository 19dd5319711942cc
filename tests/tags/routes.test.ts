import { may } from '../../server/users/permissions.ts'
import { ada, everyone, openSite, type Site, vera } from '../cast.ts'
import { drafted, published, type Source, sourceNamed } from '../exports/live.ts'

let site: Site
let courier: Source

beforeAll(async () => {
  site = await openSite()
  courier = await sourceNamed(site.db, 'Coast Courier')
})
afterAll(() => site.close())

test('before there is a tag, the page says where tags are made', async () => {
  expect((await site.as(vera).get('/tags')).text).toContain('There are no tags yet.')
})

test('an editor tags, sees the tag, and takes it off; each time the same page comes back', async () => {
  const article = await drafted(site.db, courier)
  const back = `/articles/${article}`
  const tagged = await site.as(ada).post(`/articles/${article}/tags`, { name: ' Port  fees ', back })
  expect([tagged.status, tagged.headers.get('location')]).toEqual([303, `${back}#tags`])
  expect(await tagsOf(article)).toEqual(['Port fees'])
  expect((await site.as(ada).get(back)).text).toContain('Remove tag Port fees')
  const { id } = await site.db('tags').where({ slug: 'port-fees' }).first('id')
  const gone = await site.as(ada).post(`/articles/${article}/tags/${id}/remove`, { back })
  expect([gone.status, gone.headers.get('location')]).toEqual([303, `${back}#tags`])
  expect(await tagsOf(article)).toEqual([])
})

test('the way back leads nowhere outside the house', async () => {
  const article = await drafted(site.db, courier)
  for (const back of ['https://evil.example/', '//evil.example', '/\\evil.example', 'javascript:alert(1)']) {
    const { headers } = await site.as(ada).post(`/articles/${article}/tags`, { name: 'ferries', back })
    expect(headers.get('location')).toBe(`/articles/${article}#tags`)
  }
})

test.each([
  ['', 'Type a tag first.'],
  ['!!!', 'A tag needs a letter or a digit.'],
  ['x'.repeat(61), 'Keep a tag under 60 characters.'],
  ['a\0b', 'NUL character'],
])('the tag %j is refused with a sentence on the page it came from', async (name, sentence) => {
  const article = await drafted(site.db, courier)
  const { status } = await site.as(ada).post(`/articles/${article}/tags`, { name })
  expect(status).toBe(303)
  expect((await site.as(ada).get(`/articles/${article}`)).text).toContain(sentence)
  expect(await tagsOf(article)).toEqual([])
})

test('who may tag a draft, and who a live article', async () => {
  const [draft, live] = [await drafted(site.db, courier), await published(site.db, courier)]
  const allowed = async (article: string) => {
    const names: string[] = []
    for (const person of everyone) {
      const { status } = await site.as(person).post(`/articles/${article}/tags`, { name: `by ${person.name}` })
      expect([303, 403]).toContain(status)
      if (status === 303) names.push(person.name)
    }
    return names
  }
  expect(await allowed(draft)).toEqual(everyone.filter((person) => may(person, 'article.tag')).map(({ name }) => name))
  expect(await allowed(live)).toEqual(
    everyone.filter((person) => may(person, 'article.tag') && may(person, 'article.retag-live')).map(({ name }) => name),
  )
  expect((await site.visitor().post(`/articles/${draft}/tags`, { name: 'x' })).status).toBe(401)
})

test('tags of articles and with tags that do not exist are nowhere', async () => {
  const article = await drafted(site.db, courier)
  const nobody = '01900000-0000-7000-8000-000000000000'
  expect((await site.as(ada).post(`/articles/${nobody}/tags`, { name: 'x' })).status).toBe(404)
  expect((await site.as(ada).post('/articles/nonsense/tags', { name: 'x' })).status).toBe(404)
  expect((await site.as(ada).post(`/articles/${article}/tags/nonsense/remove`)).status).toBe(404)
  expect((await site.as(ada).post(`/articles/${article}/tags/${nobody}/remove`)).status).toBe(303)
})

test('all tags with their counts, page by page in both directions', async () => {
  await site.db('article_tags').delete()
  await site.db('tags').delete()
  const now = new Date()
  const names = Array.from({ length: 250 }, (_, index) => `t${String(index).padStart(3, '0')}`)
  await site
    .db('tags')
    .insert(
      names.map((name, index) => ({ id: `01900000-0000-7000-8000-${String(index).padStart(12, '0')}`, name, slug: name, created_at: now })),
    )
  const article = await drafted(site.db, courier)
  await site.as(ada).post(`/articles/${article}/tags`, { name: 'T001' })
  const shown = (page: string) => [...page.matchAll(/articles\?tag=(t\d+)"/g)].map(([, name]) => name)
  const link = (page: string, rel: string) => new RegExp(`rel="${rel}" href="([^"]+)"`).exec(page)?.[1] ?? ''
  const first = (await site.as(vera).get('/tags')).text
  const second = (await site.as(vera).get(link(first, 'next'))).text
  const third = (await site.as(vera).get(link(second, 'next'))).text
  expect([...shown(first), ...shown(second), ...shown(third)]).toEqual(names)
  expect(link(third, 'next')).toBe('')
  const again = (await site.as(vera).get(link(third, 'prev'))).text
  expect(shown(again)).toEqual(shown(second))
  expect(shown((await site.as(vera).get(link(again, 'prev'))).text)).toEqual(shown(first))
  expect(first).toMatch(/<bdi>t001<\/bdi> <span [^>]*>1</)
  expect((await site.as(vera).get('/tags?after=%00')).status).toBe(404)
})

async function tagsOf(article_id: string): Promise<string[]> {
  return site.db('article_tags').join('tags', 'tags.id', 'tag_id').where({ article_id }).orderBy('slug').pluck('name')
}
