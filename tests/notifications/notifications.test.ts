import { planArticle } from '../../server/articles/plan-article.ts'
import { takeStep } from '../../server/articles/take-step.ts'
import { addComment } from '../../server/comments/add-comment.ts'
import { recordEvent } from '../../server/history/record-event.ts'
import { mentioned } from '../../server/notifications/mentions.ts'
import { tellPeople } from '../../server/notifications/tell-people.ts'
import type { Person } from '../../server/users/permissions.ts'
import { inReview, live, written } from '../articles/story.ts'
import { ada, amina, everyone, grace, openSite, type Site, tomas, vera } from '../cast.ts'

let site: Site
beforeEach(async () => {
  site = await openSite()
})
afterEach(() => site.close())

const toldTo = async ({ id }: Person): Promise<string[]> => {
  while ((await tellPeople(site.db)) > 0);
  return site.db('notifications').where({ person_id: id }).orderBy(['at', 'id']).pluck('kind')
}
const pageOf = async (person: Person) => (await site.as(person).get('/notifications')).text

test('whoever submitted, wrote or is assigned an article hears of it; whoever did it does not', async () => {
  const id = await written(site.db, { by: tomas })
  await takeStep(site.db, { article: id, step: 'submit', by: ada })
  await site.db('articles').where({ id }).update({ assignee_id: vera.id })
  await takeStep(site.db, { article: id, step: 'approve', by: amina })
  await takeStep(site.db, { article: id, step: 'publish', by: grace })
  for (const person of [tomas, ada, vera]) expect(await toldTo(person)).toEqual(['approved', 'published'])
  for (const person of [amina, grace]) expect(await toldTo(person)).toEqual([])
})

test('changes requested, a take-over and an assignment reach the one they concern', async () => {
  const id = await inReview(site.db, ada)
  await takeStep(site.db, { article: id, step: 'claim', by: amina })
  await takeStep(site.db, { article: id, step: 'take-over', by: grace })
  expect(await toldTo(amina)).toEqual(['taken-over'])
  await takeStep(site.db, { article: id, step: 'request-changes', by: grace, comment: 'Which year?' })
  expect(await toldTo(ada)).toEqual(['changes-requested'])
  await planArticle(site.db, { article_id: id, plan: { priority: 2 }, by: ada })
  expect(await toldTo(tomas)).toEqual([])
  await planArticle(site.db, { article_id: id, plan: { assignee_id: tomas.id }, by: ada })
  expect(await toldTo(tomas)).toEqual(['assigned'])
  const other = await written(site.db, { by: ada })
  await takeStep(site.db, { article: other, step: 'submit', by: ada, plan: { assignee_id: amina.id } })
  expect(await toldTo(amina)).toEqual(['taken-over', 'assigned'])
})

test('an @name in a comment or an answer reaches that person, once', async () => {
  const id = await inReview(site.db, ada)
  const parent_id = await addComment(site.db, { article_id: id, text: 'Ask @tomás, or @Tomás Ibarra.', by: amina })
  expect(await toldTo(tomas)).toEqual(['mentioned'])
  await addComment(site.db, { article_id: id, text: 'I mean @Vera.', by: amina, parent_id })
  expect(await toldTo(vera)).toEqual(['mentioned'])
  expect(await toldTo(ada)).toEqual([])
})

test.each([
  ['@Ada Lovell, please', ['ada']],
  ['(@ada)', ['ada']],
  ['@Adam is another', []],
  ['ada@example.org is an address: x@ada', []],
  ['@Sam has two of that name', []],
  ['@Sam Two', ['sam2']],
  ['@grace and @ADA', ['ada', 'grace']],
  ['@', []],
])('in “%s” is meant %j', (text, ids) => {
  const people = [
    { id: 'ada', name: 'Ada Lovell' },
    { id: 'grace', name: 'Grace  Okafor' },
    { id: 'sam1', name: 'Sam One' },
    { id: 'sam2', name: 'Sam Two' },
  ]
  expect(mentioned(text, people)).toEqual(ids)
})

test('told once, however many workers ask, and not of what never was', async () => {
  await live(site.db, { by: ada, approver: amina, publisher: grace })
  await expect(
    site.db.transaction(async (tx) => {
      await recordEvent(tx, { stream: `article:${await inReview(tx, ada)}`, person: amina, says: 'approved' })
      throw new Error('The disk is full.')
    }),
  ).rejects.toThrow('The disk is full.')
  await Promise.all(Array.from({ length: 5 }, () => tellPeople(site.db, 1)))
  expect(await toldTo(ada)).toEqual(['approved', 'published'])
  expect(await site.db('untold_events')).toEqual([])
})

test('a step waits for nobody who is to be told: it only names its event', async () => {
  await live(site.db, { by: ada, approver: amina, publisher: grace })
  expect(await site.db('untold_events').pluck('number')).toEqual([2, 3, 4])
  expect(await site.db('notifications')).toEqual([])
})

test('the page shows unread first, the bar counts them, and one click opens and reads one', async () => {
  expect(await pageOf(ada)).toContain('Nothing was to be told yet.')
  const id = await live(site.db, { by: ada, approver: amina, publisher: grace })
  await toldTo(ada)
  const text = await pageOf(ada)
  expect(text).toMatch(/Grace Okafor<\/bdi><\/b> published “<bdi>Harbour ferry returns/)
  expect(text).toMatch(/href="\/notifications"[^>]*>.*2 unread/s)
  const [first] = await site.db('notifications').where({ person_id: ada.id }).orderBy('at', 'desc')
  const opened = await site.as(ada).post(`/notifications/${first.id}/read`)
  expect([opened.status, opened.headers.get('location')]).toEqual([303, `/articles/${id}`])
  expect((await pageOf(ada)).match(/data-unread/g)).toHaveLength(1)
  expect((await site.as(ada).post('/notifications/read')).status).toBe(303)
  const read = await pageOf(ada)
  expect(read).not.toContain('data-unread')
  expect(read).not.toContain('Mark all as read')
})

test('nobody reads what another was told', async () => {
  await live(site.db, { by: ada, approver: amina, publisher: grace })
  await toldTo(ada)
  const [first] = await site.db('notifications').where({ person_id: ada.id })
  for (const person of everyone.filter(({ id }) => id !== ada.id)) {
    expect((await site.as(person).post(`/notifications/${first.id}/read`)).status).toBe(404)
    expect(await pageOf(person)).not.toContain('Harbour ferry returns')
  }
  expect((await site.as(ada).post('/notifications/nonsense/read')).status).toBe(404)
  expect(await site.db('notifications').whereNotNull('read_at')).toEqual([])
})

test('one click, and a kind is not told any more; another, and it is again; both are recorded, and nothing twice', async () => {
  const off = '/notifications/kinds/approved/off'
  for (const _ of [1, 2]) expect((await site.as(ada).post(off)).headers.get('location')).toBe('/notifications#kinds')
  await live(site.db, { by: ada, approver: amina, publisher: grace })
  expect(await toldTo(ada)).toEqual(['published'])
  expect(await pageOf(ada)).toContain('action="/notifications/kinds/approved/on"')
  await site.as(ada).post('/notifications/kinds/approved/on')
  await live(site.db, { by: ada, approver: amina, publisher: grace })
  expect(await toldTo(ada)).toEqual(['published', 'approved', 'published'])
  const chosen = await site
    .db('events')
    .where({ says: 'chose notifications', stream: `person:${ada.id}` })
    .orderBy('number')
  expect(chosen.map(({ details }) => details)).toEqual([
    { kind: 'approved', muted: true },
    { kind: 'approved', muted: false },
  ])
  expect((await site.as(ada).post('/notifications/kinds/nonsense/off')).status).toBe(404)
})

test('more than a page has an older page', async () => {
  const id = await live(site.db, { by: ada, approver: amina, publisher: grace })
  const rows = Array.from({ length: 60 }, (_, n) => ({
    id: `01900000-0000-7000-8000-0000000001${String(n).padStart(2, '0')}`,
    person_id: ada.id,
    kind: 'approved',
    article_id: id,
    stream: 'article:x',
    number: n,
    at: new Date(n),
  }))
  await site.db('notifications').insert(rows)
  const text = await pageOf(ada)
  expect(text.match(/data-unread/g)).toHaveLength(50)
  expect(text).toContain('href="/notifications?page=2"')
  expect((await site.as(ada).get('/notifications?page=2')).text.match(/data-unread/g)).toHaveLength(10)
})
