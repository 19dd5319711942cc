import { bounds, refusalBound } from '../../server/access/refusal-bound.ts'
import { inReview } from '../articles/story.ts'
import { ada, amina, openSite, type Site, tomas, vera } from '../cast.ts'

let site: Site
beforeAll(async () => {
  site = await openSite()
})
afterAll(() => site.close())

const refusals = () => site.db('events').where({ stream: 'access', says: 'was refused' }).orderBy('number').select('person_id', 'details')

test('a page and an act that the roles do not include are written down with who, what and from where', async () => {
  const id = await inReview(site.db, ada)
  await site.as(vera).get('/people?secret=of-the-address')
  await site.as(tomas).post(`/articles/${id}/paragraphs/1-1`, { text: 'The ferry is mine.', lock_version: '2' })
  expect(await refusals()).toEqual([
    { person_id: vera.id, details: { method: 'GET', path: '/people?…', address: '127.0.0.1' } },
    { person_id: tomas.id, details: { method: 'POST', path: `/articles/${id}/paragraphs/1-1`, address: '127.0.0.1' } },
  ])
  const written = JSON.stringify(await site.db('events').where({ stream: 'access' }).select('canonical'))
  expect(written).not.toMatch(/of-the-address|ferry is mine/)
})

test('what another site makes a browser send is written down, without the token of a link', async () => {
  const before = (await refusals()).length
  const sent = await site.visitor().ask('/join/a-secret-of-a-link', { method: 'POST', headers: { 'sec-fetch-site': 'cross-site' } })
  expect(sent.status).toBe(403)
  expect((await refusals()).slice(before)).toEqual([
    { person_id: null, details: { method: 'POST', path: '/join/…', address: '127.0.0.1' } },
  ])
})

test('what is there for everyone, is missing, or is done is no refusal', async () => {
  const before = (await refusals()).length
  for (const path of ['/articles', '/nothing-here', '/articles/x']) await site.as(amina).get(path)
  expect(await refusals()).toHaveLength(before)
})

test('someone who hammers on a closed door fills no table, and others are still written down', async () => {
  await Promise.all(Array.from({ length: bounds.each + 20 }, () => site.as(amina).get('/people')))
  await site.as(ada).get('/people')
  const [hers, adas] = [amina, ada].map(async ({ id }) => (await refusals()).filter(({ person_id }) => person_id === id))
  // They came at once, so which of them was written down last is not said by the order.
  expect((await hers)?.map(({ details }) => details.last ?? false).toSorted()).toEqual([...Array(bounds.each - 1).fill(false), true])
  expect(await adas).toHaveLength(1)
})

describe('the bound', () => {
  const start = new Date('2026-11-25T10:00:00Z')
  const later = (ms: number) => new Date(start.getTime() + ms)

  test('holds for each, and begins anew after a quarter of an hour', () => {
    const bound = refusalBound()
    const answers = Array.from({ length: bounds.each + 2 }, () => bound('ada', start))
    expect(answers).toEqual([...Array(bounds.each - 1).fill('yes'), 'last', 'no', 'no'])
    expect(bound('ada', later(bounds.window - 1))).toBe('no')
    expect(bound('ada', later(bounds.window))).toBe('yes')
  })

  test('holds for all together, however many addresses they come from', () => {
    const bound = refusalBound()
    const answers = Array.from({ length: bounds.all + 500 }, (_, i) => bound(`203.0.113.${i}`, later(i)))
    expect(answers.filter((answer) => answer !== 'no')).toHaveLength(bounds.all)
    expect(answers[bounds.all - 1]).toBe('last')
  })
})
