import { takeStep } from '../../server/articles/take-step.ts'
import { sentenceOf } from '../../server/history/sentences.ts'
import { tellPeople } from '../../server/notifications/tell-people.ts'
import { listQueue } from '../../server/review/queries.ts'
import { ada, amina, grace, openSite, root, type Site, tomas, vera } from '../cast.ts'
import { imported, inReview, live, rowOf, saysOf, switchFourEyes, written } from './story.ts'

let site: Site
let db: Site['db']
beforeAll(async () => {
  site = await openSite()
  db = site.db
  await switchFourEyes(db, true)
})
afterAll(() => site.close())

const lastOf = (id: string) =>
  db('events')
    .where({ stream: `article:${id}` })
    .orderBy('number', 'desc')
    .first()
const told = async (id: string) => sentenceOf({ ...(await lastOf(id)), person_name: 'Ada' }).did
const toldTo = async (person: typeof ada) => {
  while ((await tellPeople(db)) > 0);
  return (await site.as(person).get('/notifications')).text.replaceAll(/<[^>]+>/g, '')
}

test('an editor says who, by when and how soon; the galley, the list and the queue show it, and whoever gets it is told', async () => {
  const id = await inReview(db, ada)
  const { lock_version } = await rowOf(db, id)
  const due = { assignee: amina.id, due: '2026-12-01T09:00', zone: 'Africa/Lagos', priority: '2' }
  const saved = await site.as(ada).post(`/articles/${id}/plan`, due)
  expect([saved.status, saved.headers.get('location')]).toEqual([303, `/articles/${id}`])
  expect(await rowOf(db, id)).toMatchObject({ assignee_id: amina.id, due_at: new Date('2026-12-01T08:00Z'), priority: 2, lock_version })
  expect(await told(id)).toBe('gave it to Amina Haddad, set it due 2026-12-01 08:00 UTC, made its priority urgent')
  expect(await toldTo(amina)).toContain('Ada Lovell assigned you “Harbour ferry returns”')
  for (const page of [`/articles/${id}`, '/articles?assignee=nobody', '/articles', '/review'])
    expect([page, (await site.as(ada).get(page)).text.includes('1 Dec 2026, 08:00 UTC')]).toEqual([
      page,
      page !== '/articles?assignee=nobody',
    ])
  expect((await site.as(amina).get('/articles?assignee=me')).text).toContain(`/articles/${id}"`)
  const mine = await listQueue(db, { after: null, limit: 10, person: amina, tab: 'mine' })
  expect(mine.map(({ id }) => id)).toEqual([id])
})

test('what stays as it was makes no event, and all of it can be taken off again', async () => {
  const id = await imported(db)
  const plan = { assignee: tomas.id, due: '2026-12-01T09:00', zone: 'UTC', priority: '1' }
  await site.as(grace).post(`/articles/${id}/plan`, plan)
  await site.as(grace).post(`/articles/${id}/plan`, plan)
  await site.as(grace).post(`/articles/${id}/plan`, { assignee: '', due: '', zone: 'UTC', priority: '0' })
  expect((await saysOf(db, id)).filter((says) => says === 'planned')).toHaveLength(2)
  expect(await told(id)).toBe('gave it to nobody, took its due date off, made its priority normal')
})

test('a draft that was given to an author is under “Mine” for them', async () => {
  const id = await imported(db)
  await site.as(ada).post(`/articles/${id}/plan`, { assignee: tomas.id, priority: '0' })
  expect((await site.as(tomas).get('/review?tab=mine')).text).toContain(`/review/${id}?tab=mine`)
})

test('one button gives it to whoever presses it', async () => {
  const id = await inReview(db, ada)
  expect((await site.as(amina).get(`/articles/${id}`)).text).toContain('Give it to me')
  await site.as(amina).post(`/articles/${id}/plan/mine`, { back: '/review' })
  expect((await rowOf(db, id)).assignee_id).toBe(amina.id)
})

test('it is refused to those who may not, for those who do no such work, for what is killed, and at a time that is none', async () => {
  const id = await imported(db)
  expect((await site.as(tomas).post(`/articles/${id}/plan`, { assignee: tomas.id })).status).toBe(403)
  for (const assignee of [vera.id, root.id, '01900000-0000-7000-8000-000000000000'])
    expect((await site.as(ada).post(`/articles/${id}/plan`, { assignee })).status).toBe(422)
  const wrong = await site.as(ada).post(`/articles/${id}/plan`, { assignee: amina.id, due: '2026-02-31T09:00', zone: 'UTC' })
  expect([wrong.status, wrong.text.includes('Choose a day and a time')]).toEqual([422, true])
  const killed = await live(db, { by: ada, approver: amina, publisher: grace })
  const { slug } = await rowOf(db, killed)
  await takeStep(db, { article: killed, step: 'kill', by: grace, comment: 'No.', reason: 'legal', slug, is_known_again: true })
  expect((await site.as(ada).post(`/articles/${killed}/plan`, { assignee: amina.id })).status).toBe(409)
  expect((await rowOf(db, id)).assignee_id).toBeNull()
})

test('who submits an article asks a reviewer by name, and says by when; a button asks nobody', async () => {
  const id = await written(db, { by: tomas })
  const { lock_version, head_sha256 } = await rowOf(db, id)
  const seen = { lock_version: String(lock_version), content_sha256: head_sha256.toString('hex') }
  const page = await site.as(tomas).get(`/articles/${id}/steps/submit`)
  expect([page.text.includes('Reviewer asked'), page.text.includes('Amina Haddad'), page.text.includes('Vera Lind')]).toEqual([
    true,
    true,
    false,
  ])
  const asked = { ...seen, comment: 'Tonight.', assignee: amina.id, due: '2026-12-01T09:00', zone: 'UTC' }
  expect((await site.as(tomas).post(`/articles/${id}/steps/submit`, { ...asked, due: 'soon' })).status).toBe(422)
  await site.as(tomas).post(`/articles/${id}/steps/submit`, asked)
  expect(await rowOf(db, id)).toMatchObject({ stage: 'review', assignee_id: amina.id, due_at: new Date('2026-12-01T09:00Z') })
  expect(await told(id)).toBe('submitted it for review, gave it to Amina Haddad, set it due 2026-12-01 09:00 UTC: “Tonight.”')
  const other = await imported(db)
  await takeStep(db, { article: other, step: 'submit', by: ada })
  expect(await rowOf(db, other)).toMatchObject({ stage: 'review', assignee_id: null, due_at: null })
})
