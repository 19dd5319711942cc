import { makeSource } from '../../server/sources/make-source.ts'
import { canonicalLanguage } from '../../server/sources/source.ts'
import { ada, grace, openSite, type Site, tomas } from '../cast.ts'

let site: Site
beforeAll(async () => {
  site = await openSite()
})
afterAll(() => site.close())

test('an editor or a publisher adds a source; it is recorded, and its name is an address', async () => {
  const source = await makeSource(site.db, { name: 'L’Écho du Port', language: 'fr', by: ada })
  expect(source).toMatchObject({ name: 'L’Écho du Port', slug: 'lecho-du-port', language: 'fr' })
  const [event] = await site.db('events').where({ stream: `source:${source.id}` })
  expect(event).toMatchObject({ says: 'made a source', person_id: ada.id, details: { name: 'L’Écho du Port', language: 'fr' } })
  expect((await site.as(grace).post('/sources', { name: 'مرسى  النخيل', language: 'ar' })).status).toBe(303)
  const page = await site.as(tomas).get('/sources')
  expect(page.text).toContain('مرسى النخيل')
  expect(page.text).toContain('Arabic')
})

test('who may not manage sources adds none', async () => {
  await expect(makeSource(site.db, { name: 'Sneaky Times', by: tomas })).rejects.toThrow('Your roles do not include adding a source.')
  expect((await site.as(tomas).post('/sources', { name: 'Sneaky Times' })).status).toBe(403)
  expect(await site.db('sources').where({ name: 'Sneaky Times' })).toEqual([])
})

test('a name is given once, whatever its capitals; names with the same words get different addresses', async () => {
  await makeSource(site.db, { name: 'Ridge Post', by: ada })
  await expect(makeSource(site.db, { name: 'RIDGE post', by: ada })).rejects.toThrow('There is a source called “RIDGE post” already.')
  expect(await makeSource(site.db, { name: 'Ridge-Post', by: ada })).toMatchObject({ slug: 'ridge-post-2' })
  expect(await makeSource(site.db, { name: '★★★', by: ada })).toMatchObject({ slug: 'source' })
})

test('a wrong form is the same page with a sentence at each field', async () => {
  const empty = await site.as(ada).post('/sources', { name: ' ', language: 'klingonish' })
  expect(empty.status).toBe(422)
  expect(empty.text).toContain('Name the source.')
  expect(empty.text).toContain('This is no language code. Take one such as en, fr, sw or pt-BR.')
  expect(empty.text).toContain('value="klingonish"')
  const twice = await site.as(ada).post('/sources', { name: 'ridge post' })
  expect(twice.status).toBe(422)
  expect(twice.text).toContain('There is a source called “ridge post” already.')
})

test.each([
  ['en_gb', 'en-GB'],
  ['PT-br', 'pt-BR'],
  ['zh-hant-tw', 'zh-Hant-TW'],
  ['english', null],
  ['e', null],
  ['en--', null],
])('the language %s is %s', (given, canonical) => {
  expect(canonicalLanguage(given)).toBe(canonical)
})
