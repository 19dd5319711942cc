import { ada, openSite, type Site, vera } from '../cast.ts'

let site: Site
beforeAll(async () => {
  site = await openSite()
})
afterAll(() => site.close())

test('an empty house offers the seed articles to whoever may import, and brings them once', async () => {
  expect((await site.as(vera).get('/articles')).text).not.toContain('/imports/seeds')
  expect((await site.as(ada).get('/articles')).text).toContain('action="/imports/seeds"')
  for (const _ of [1, 2]) expect((await site.as(ada).post('/imports/seeds')).status).toBe(303)
  expect(await site.db('articles').pluck('stage')).toEqual(Array(6).fill('draft'))
  const { text } = await site.as(ada).get('/articles')
  expect(text).toContain('6 seed articles are here')
  expect(text).not.toContain('/imports/seeds')
})
