import { ada, amina, openSite, root, type Site, vera } from '../cast.ts'
import { imported } from './story.ts'

let site: Site
let db: Site['db']
beforeAll(async () => {
  site = await openSite()
  db = site.db
  await imported(db)
})
afterAll(() => site.close())
afterEach(() => db('saved_views').delete())

const save = (who: typeof ada, name: string, more = {}) => site.as(who).post('/articles/views', { name, query: '?state=draft', ...more })
const idOf = async (name: string): Promise<string> => (await db('saved_views').where({ name }).first('id')).id
const menuOf = async (who: typeof ada, address = '/articles') => {
  const [, menu = ''] = /<nav class="views"[^>]*>(.*?)<\/nav>/s.exec((await site.as(who).get(address)).text) ?? []
  return [...menu.matchAll(/<a href="([^"]*)"( aria-current="page")?>(?:<bdi>)?([^<]+)/g)].map(([, href, now, name]) => [
    name,
    href,
    Boolean(now),
  ])
}

test('filters get a name, which stands above the list and leads to an address that says them', async () => {
  const { text } = await site.as(vera).get('/articles?state=draft&language=en')
  expect(text).toContain('href="/articles/views?query=%3Fstate%3Ddraft%26language%3Den"')
  const saved = await save(vera, 'Ferries', { query: '?state=draft&language=en&before=1_01900000-0000-7000-8000-000000000000' })
  expect([saved.status, saved.headers.get('location')]).toEqual([303, '/articles?state=draft&language=en'])
  expect(await menuOf(vera, '/articles?state=draft&language=en')).toEqual([
    ['All', '/articles', false],
    ['Ferries', '/articles?state=draft&amp;language=en', true],
  ])
  expect((await site.as(vera).get('/articles?state=draft&language=en')).text).not.toContain('Save view')
})

test('mine is mine alone; shared it stands above the list of everyone, and mine come first', async () => {
  await save(ada, 'Drafts')
  expect(await menuOf(amina)).toEqual([])
  await save(ada, 'All drafts', { shared: 'yes' })
  await save(amina, 'Zebra')
  expect((await menuOf(amina)).map(([name]) => name)).toEqual(['All', 'Zebra', 'All drafts'])
})

test('it is renamed, shared no longer, and deleted by its owner, with events in words', async () => {
  await save(ada, 'Drafts', { shared: 'yes' })
  const id = await idOf('Drafts')
  expect((await site.as(amina).post(`/articles/views/${id}`, { name: 'Mine now' })).status).toBe(403)
  expect((await site.as(amina).post(`/articles/views/${id}/delete`)).status).toBe(403)
  await site.as(ada).post(`/articles/views/${id}`, { name: 'Rough' })
  expect(await menuOf(amina)).toEqual([])
  expect((await menuOf(ada)).map(([name]) => name)).toEqual(['All', 'Rough'])
  await site.as(ada).post(`/articles/views/${id}/delete`)
  expect(await menuOf(ada)).toEqual([])
  const says = await db('events')
    .where({ stream: `person:${ada.id}` })
    .whereLike('says', '%view')
    .orderBy('number')
    .pluck('says')
  expect(says.slice(-3)).toEqual(['saved a view', 'changed a view', 'deleted a view'])
})

test('an administrator takes down a shared one, and not what is somebody’s alone', async () => {
  await save(ada, 'Drafts')
  expect((await site.as(root).post(`/articles/views/${await idOf('Drafts')}/delete`)).status).toBe(403)
  await save(ada, 'Shared', { shared: 'yes' })
  expect((await site.as(root).post(`/articles/views/${await idOf('Shared')}/delete`)).status).toBe(303)
})

test.each([
  ['no name', { name: ' ' }, 'Give the view a name.'],
  ['a name that is taken, in other letters', { name: 'DRAFTS' }, 'You have a view of this name.'],
  ['nothing that narrows', { name: 'All', query: '' }, 'Choose a filter'],
  ['a filter that is none', { name: 'Odd', query: '?state=nonsense' }, 'Choose a filter'],
])('%s is said at its field', async (_, fields, says) => {
  await save(ada, 'Drafts')
  const answer = await save(ada, fields.name, fields)
  expect([answer.status, answer.text.includes(says)]).toEqual([422, true])
  expect(await db('saved_views').pluck('name')).toEqual(['Drafts'])
})
