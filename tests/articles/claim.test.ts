import { saveDraft } from '../../server/articles/save-draft.ts'
import { takeStep } from '../../server/articles/take-step.ts'
import { Conflict, Forbidden } from '../../server/errors.ts'
import { ada, amina, grace, openSite, root, type Site, tomas, vera } from '../cast.ts'
import { imported, inReview, rowOf, saysOf, switchFourEyes } from './story.ts'

let site: Site
let db: Site['db']

beforeAll(async () => {
  site = await openSite()
  db = site.db
  await switchFourEyes(db, true)
})
afterAll(() => site.close())

const claim = (article: string, by = amina) => takeStep(db, { article, step: 'claim', by })
const holder = async (id: string) => (await rowOf(db, id)).claimed_by
const halfAnHour = 30 * 60_000
const lapse = (id: string) =>
  db('articles')
    .where({ id })
    .update({ claimed_until: new Date(Date.now() - 1) })

test('a reviewer claims for half an hour, which the others see, and nobody who is writing has to look again', async () => {
  const id = await inReview(db, ada)
  const { lock_version } = await rowOf(db, id)
  await claim(id)
  const row = await rowOf(db, id)
  expect([row.claimed_by, row.lock_version]).toEqual([amina.id, lock_version])
  expect(Math.abs(Number(row.claimed_until) - Date.now() - halfAnHour)).toBeLessThan(10_000)
  expect((await saysOf(db, id)).at(-1)).toBe('claimed')
  expect((await site.as(grace).get(`/articles/${id}`)).text).toContain('Amina Haddad has claimed it.')
  expect((await site.as(amina).get(`/articles/${id}`)).text).toContain('You have claimed it, until')
})

test('what another has claimed is not claimed again, but after half an hour it is free', async () => {
  const id = await inReview(db, ada)
  await claim(id)
  await expect(claim(id, grace)).rejects.toThrow(new Conflict('Amina Haddad has claimed it. You can take it over.'))
  await expect(claim(id)).rejects.toThrow('You have claimed it already.')
  await lapse(id)
  await claim(id, grace)
  expect(await holder(id)).toBe(grace.id)
})

test('only the holder releases it', async () => {
  const id = await inReview(db, ada)
  await claim(id)
  await expect(takeStep(db, { article: id, step: 'release', by: grace })).rejects.toThrow(Conflict)
  await takeStep(db, { article: id, step: 'release', by: amina })
  expect([await holder(id), (await saysOf(db, id)).at(-1)]).toEqual([null, 'released'])
})

test('whoever takes over is named to the one who had it, who keeps the draft', async () => {
  const id = await inReview(db, ada)
  await claim(id)
  await saveDraft(db, { article_id: id, text: 'Half a sentence.', lock_version: (await rowOf(db, id)).lock_version, by: amina })
  await expect(takeStep(db, { article: id, step: 'take-over', by: amina })).rejects.toThrow('Nobody else has claimed it.')
  await takeStep(db, { article: id, step: 'take-over', by: grace })
  expect(await holder(id)).toBe(grace.id)
  const event = await db('events')
    .where({ stream: `article:${id}`, says: 'took over' })
    .first('person_id', 'details')
  expect([event.person_id, event.details.from]).toEqual([grace.id, amina.id])
  const told = 'Grace Okafor took over “Harbour ferry returns” from you. What you were writing is kept as your draft.'
  expect((await site.as(amina).get('/review')).text).toContain(told)
  expect((await site.as(amina).get('/review')).text).not.toContain(told)
  expect((await site.as(amina).get(`/articles/${id}/edit`)).text).toContain('Half a sentence.')
})

test('what nobody holds is claimed, not taken over', async () => {
  const id = await inReview(db, ada)
  await expect(takeStep(db, { article: id, step: 'take-over', by: grace })).rejects.toThrow(Conflict)
  await claim(id)
  await lapse(id)
  await expect(takeStep(db, { article: id, step: 'take-over', by: grace })).rejects.toThrow(Conflict)
})

test('only reviewers, and only what is in review', async () => {
  const id = await inReview(db, ada)
  for (const by of [root, vera, tomas, ada]) await expect(claim(id, by)).rejects.toThrow(Forbidden)
  await expect(claim(await imported(db))).rejects.toThrow(Conflict)
})

test('the open page renews it; a page whose article is another’s by now is told', async () => {
  const id = await inReview(db, ada)
  await claim(id)
  await db('articles')
    .where({ id })
    .update({ claimed_until: new Date(Date.now() + 60_000) })
  expect((await site.as(amina).get(`/articles/${id}`)).text).toContain(`<keep-claim to="/articles/${id}/claim">`)
  expect((await site.as(amina).post(`/articles/${id}/claim`)).status).toBe(204)
  expect(Number((await rowOf(db, id)).claimed_until)).toBeGreaterThan(Date.now() + halfAnHour - 10_000)
  expect((await saysOf(db, id)).filter((says) => says === 'claimed')).toHaveLength(1)
  await takeStep(db, { article: id, step: 'take-over', by: grace })
  const { status, text } = await site.as(amina).ask(`/articles/${id}/claim`, {
    method: 'POST',
    headers: { 'sec-fetch-site': 'same-origin', accept: 'application/json' },
  })
  expect([status, JSON.parse(text).error]).toEqual([
    409,
    'This article is no longer yours: someone took it over, or it has left the review.',
  ])
  await lapse(id)
  expect((await site.as(grace).post(`/articles/${id}/claim`)).status).toBe(409)
})

test('it ends with the decision', async () => {
  const [approved, returned] = [await inReview(db, ada), await inReview(db, ada)]
  await claim(approved)
  await claim(returned)
  await takeStep(db, { article: approved, step: 'approve', by: amina })
  await takeStep(db, { article: returned, step: 'request-changes', by: amina, comment: 'Who paid?' })
  expect([await holder(approved), await holder(returned)]).toEqual([null, null])
})

test('twenty at once: one has it, the others are told by whom', async () => {
  const id = await inReview(db, ada)
  const tries = await Promise.allSettled(Array.from({ length: 20 }, (_, n) => claim(id, n % 2 ? amina : grace)))
  expect(tries.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
  for (const one of tries) if (one.status === 'rejected') expect(one.reason).toBeInstanceOf(Conflict)
})
