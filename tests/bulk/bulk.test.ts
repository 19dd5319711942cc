import type { Knex } from 'knex'
import { takeStep } from '../../server/articles/take-step.ts'
import { carryOnBatch } from '../../server/bulk/carry-on-batch.ts'
import type { Person } from '../../server/users/permissions.ts'
import { cleanFerryText, imported, inReview, live, rowOf, saysOf, switchFourEyes } from '../articles/story.ts'
import { ada, amina, grace, openSite, root, type Site, tomas, vera } from '../cast.ts'

let site: Site
let db: Knex
beforeAll(async () => {
  site = await openSite()
  db = site.db
  await switchFourEyes(db, true)
})
afterAll(() => site.close())

const unexpected = (error: unknown) => {
  throw error
}
const work = (batch_id: string) => carryOnBatch(db, { batch_id, signal: new AbortController().signal, fault: unexpected })
const idIn = (location: string | null) => String(location).replace('/bulk/', '')

/** Plans a batch as the list does, and gives its id. */
async function plan(by: Person, act: string, fields: Record<string, string | readonly string[]>): Promise<string> {
  const { status, headers } = await site.as(by).post('/bulk', { act, ...fields })
  expect(status).toBe(303)
  return idIn(headers.get('location'))
}

async function run(by: Person, id: string, options: Record<string, string> = {}): Promise<void> {
  expect((await site.as(by).post(`/bulk/${id}/begin`, options)).status).toBe(303)
  await work(id)
}

const outcomesOf = (id: string): Promise<[string, string][]> =>
  db('batch_items')
    .where({ batch_id: id })
    .orderBy('ordinal')
    .then((rows) => rows.map(({ outcome, reason }) => [outcome, reason]))
const stateOf = async (id: string) => (await db('batches').where({ id }).first()).state
const open = (by: Person, ...ids: string[]) => Promise.all(ids.map((id) => site.as(by).get(`/articles/${id}`)))

describe('a batch', () => {
  test('says first what is possible and why not, and does nothing before it is begun', async () => {
    const [draft, waiting] = [await imported(db), await inReview(db, ada)]
    const id = await plan(ada, 'submit', { article: [draft, waiting] })
    const { text } = await site.as(ada).get(`/bulk/${id}`)
    expect(text).toContain('Nothing is done yet. It is possible for 1 article, and not for 1')
    expect(text).toContain('<b>1</b> “Submit for review” is not possible now: the article is in review.')
    expect(text).toContain('Submit 1 article</button>')
    expect((await rowOf(db, draft)).stage).toBe('draft')
    await run(ada, id)
    expect([(await rowOf(db, draft)).stage, await stateOf(id)]).toEqual(['review', 'finished'])
    expect((await outcomesOf(id)).map(([outcome]) => outcome)).toEqual(['done', 'refused'])
    expect((await saysOf(db, draft)).at(-1)).toBe('submitted')
    expect((await site.as(ada).get(`/bulk/${id}`)).text).toContain('Finished: 1 of 2 articles submitted.')
  })

  test('takes all that a filter of the list shows, and no others', async () => {
    const text = 'A lighthouse keeper counted ships.\n'
    const ids = [await imported(db, { title: 'Lighthouse one', text }), await imported(db, { title: 'Lighthouse two', text })]
    await site.as(ada).post(`/articles/${ids[0]}/tags`, { name: 'Lights' })
    await site.as(ada).post(`/articles/${ids[1]}/tags`, { name: 'Lights' })
    const list = (await site.as(ada).get('/articles?tag=lights')).text
    expect(list).toContain('<input type="hidden" name="filter" value="?tag=lights">')
    const id = await plan(ada, 'spike', { which: 'all', filter: '?tag=lights' })
    await run(ada, id)
    expect(await db('articles').where({ stage: 'spiked' }).pluck('id')).toEqual(expect.arrayContaining(ids))
    expect(await db('batch_items').where({ batch_id: id }).count('* as n').first()).toEqual({ n: '2' })
  })

  test('goes through the one table of the workflow: a text that changed after the preview is refused, and can be tried again', async () => {
    const [changed, same] = [await inReview(db, ada), await inReview(db, ada)]
    await open(amina, changed, same)
    const id = await plan(amina, 'approve', { article: [changed, same] })
    const { lock_version } = await rowOf(db, changed)
    await site
      .as(ada)
      .post(`/articles/${changed}/text`, { text: cleanFerryText.replace('oldest', 'smallest'), lock_version: String(lock_version) })
    await run(amina, id)
    expect(await outcomesOf(id)).toEqual([
      ['refused', 'You have not opened it since it last changed. Open it before you approve it.'],
      ['done', null],
    ])
    await open(amina, changed)
    await site.as(amina).post(`/bulk/${id}/retry`)
    await work(id)
    expect((await outcomesOf(id)).map(([outcome]) => outcome)).toEqual(['done', 'done'])
    expect((await saysOf(db, changed)).at(-1)).toBe('approved')
    const submitted = await plan(grace, 'publish', { article: [changed, same] })
    await run(grace, submitted)
    expect((await rowOf(db, changed)).publication).toBe('live')
    expect(await db('releases').where({ article_id: changed }).count('* as n').first()).toEqual({ n: '1' })
  })

  test('approves nothing that its approver has not opened, unless the policy allows it', async () => {
    const id = await inReview(db, ada)
    const batch = await plan(amina, 'approve', { article: [id] })
    expect((await site.as(amina).get(`/bulk/${batch}`)).text).toContain('You have not opened it since it last changed.')
    expect((await site.as(amina).post(`/bulk/${batch}/begin`)).status).toBe(409)
    await db('policy').update({ approve_unopened: true })
    const allowed = await plan(amina, 'approve', { article: [id] })
    await db('policy').update({ approve_unopened: false })
    await run(amina, allowed)
    expect((await outcomesOf(allowed))[0]?.[0]).toBe('refused')
    await open(amina, id)
    await run(amina, await plan(amina, 'approve', { article: [id] }))
    expect((await saysOf(db, id)).at(-1)).toBe('approved')
  })

  test('four-eyes holds for many as for one', async () => {
    const id = await inReview(db, ada)
    await takeStep(db, { article: id, step: 'recall', by: ada })
    const text = cleanFerryText.replace('oldest', 'smallest')
    await db('people')
      .where({ id: ada.id })
      .update({ roles: ['editor', 'reviewer'] })
    await site.as(ada).post(`/articles/${id}/text`, { text, lock_version: String((await rowOf(db, id)).lock_version) })
    await takeStep(db, { article: id, step: 'submit', by: tomas }).catch(() => takeStep(db, { article: id, step: 'submit', by: ada }))
    await open(ada, id)
    const batch = await plan(ada, 'approve', { article: [id] })
    expect((await site.as(ada).get(`/bulk/${batch}`)).text).toMatch(/four-eyes/)
    await db('people')
      .where({ id: ada.id })
      .update({ roles: ['editor'] })
  })

  test('asks for what it needs: a comment for changes, a tag that is one', async () => {
    const id = await inReview(db, ada)
    const batch = await plan(amina, 'request-changes', { article: [id] })
    const unsaid = await site.as(amina).post(`/bulk/${batch}/begin`, { comment: ' ' })
    expect([unsaid.status, unsaid.text.includes('What should change? Say it in a few words.')]).toEqual([422, true])
    await run(amina, batch, { comment: 'Who paid?' })
    expect(await db('comments').where({ article_id: id }).pluck('text')).toEqual(['Who paid?'])
    const tag = await plan(ada, 'tag', { article: [id] })
    expect((await site.as(ada).post(`/bulk/${tag}/begin`, { tag: '…' })).status).toBe(422)
  })
})

describe('taking a batch back', () => {
  test('a tag comes off where the batch put it on, and stays where it was before', async () => {
    const [had, fresh] = [await imported(db), await imported(db)]
    await site.as(ada).post(`/articles/${had}/tags`, { name: 'Ports' })
    const id = await plan(ada, 'tag', { article: [had, fresh] })
    await run(ada, id, { tag: 'ports' })
    const undo = idIn((await site.as(ada).post(`/bulk/${id}/undo`)).headers.get('location'))
    await work(undo)
    const tagged = await db('article_tags').whereIn('article_id', [had, fresh]).pluck('article_id')
    expect([tagged, await stateOf(undo)]).toEqual([[had], 'finished'])
    expect((await site.as(ada).post(`/bulk/${id}/undo`)).status).toBe(409)
  })

  test('an assignment goes back to whom it was before, unless somebody gave it on', async () => {
    const [back, on] = [await imported(db), await imported(db)]
    await site.as(ada).post(`/articles/${back}/plan`, { assignee: tomas.id, priority: '0' })
    const id = await plan(ada, 'assign', { article: [back, on] })
    await run(ada, id, { assignee: amina.id })
    await site.as(ada).post(`/articles/${on}/plan`, { assignee: grace.id, priority: '0' })
    const undo = idIn((await site.as(ada).post(`/bulk/${id}/undo`)).headers.get('location'))
    await work(undo)
    expect([(await rowOf(db, back)).assignee_id, (await rowOf(db, on)).assignee_id]).toEqual([tomas.id, grace.id])
    expect((await outcomesOf(undo)).map(([outcome]) => outcome)).toEqual(['done', 'refused'])
  })

  test.each([
    ['spike', 'draft'],
    ['submit', 'draft'],
  ])('what %s did goes back to %s', async (act, stage) => {
    const ids = [await imported(db), await imported(db)]
    const id = await plan(ada, act, { article: ids })
    await run(ada, id)
    const undo = idIn((await site.as(ada).post(`/bulk/${id}/undo`)).headers.get('location'))
    await work(undo)
    for (const one of ids) expect((await rowOf(db, one)).stage).toBe(stage)
  })

  test('what was published is not taken back for many at once', async () => {
    const id = await live(db, { by: ada, approver: amina, publisher: grace })
    const batch = await plan(ada, 'tag', { article: [id] })
    await run(ada, batch, { tag: 'Ports' })
    const publish = await plan(grace, 'publish', { article: [id] })
    expect((await site.as(grace).post(`/bulk/${publish}/undo`)).status).toBe(409)
  })
})

describe('at work', () => {
  test('cancelled, it keeps what is done, begins no more, and goes on when it is tried again', async () => {
    const ids: string[] = []
    for (let n = 0; n < 30; n += 1) ids.push(await imported(db))
    const id = await plan(ada, 'spike', { article: ids })
    await site.as(ada).post(`/bulk/${id}/begin`)
    const going = work(id)
    while ((await outcomesOf(id)).filter(([outcome]) => outcome).length < 3) await new Promise((done) => setTimeout(done, 5))
    await site.as(ada).post(`/bulk/${id}/cancel`)
    await going
    const done = (await outcomesOf(id)).filter(([outcome]) => outcome === 'done').length
    const spiked = await db('articles').whereIn('id', ids).where({ stage: 'spiked' }).pluck('id')
    expect([done < 30, spiked.length]).toEqual([true, done])
    await site.as(ada).post(`/bulk/${id}/retry`)
    await work(id)
    expect((await outcomesOf(id)).every(([outcome]) => outcome === 'done')).toBe(true)
  })

  test('two workers on one batch do each article once', async () => {
    const ids = [await imported(db), await imported(db), await imported(db)]
    const id = await plan(ada, 'spike', { article: ids })
    await site.as(ada).post(`/bulk/${id}/begin`)
    await Promise.all([work(id), work(id)])
    for (const one of ids) expect((await saysOf(db, one)).filter((says) => says === 'spiked')).toHaveLength(1)
  })

  test('who lost the role meanwhile does nothing any more', async () => {
    const one = await imported(db)
    const id = await plan(ada, 'spike', { article: [one] })
    await site.as(ada).post(`/bulk/${id}/begin`)
    await db('people')
      .where({ id: ada.id })
      .update({ roles: ['viewer'] })
    await work(id)
    await db('people')
      .where({ id: ada.id })
      .update({ roles: ['editor'] })
    expect([(await rowOf(db, one)).stage, (await outcomesOf(id))[0]?.[0]]).toEqual(['draft', 'refused'])
  })
})

test('it is refused to those who may not, and a colleague’s batch is theirs alone', async () => {
  const one = await imported(db)
  for (const person of [vera, root]) expect((await site.as(person).post('/bulk', { act: 'spike', article: [one] })).status).toBe(403)
  expect((await site.as(amina).post('/bulk', { act: 'spike', article: [one] })).status).toBe(403)
  expect((await site.as(ada).post('/bulk', { act: 'unspike', article: [one] })).status).toBe(403)
  expect((await site.as(ada).post('/bulk', { act: 'spike' })).status).toBe(422)
  const id = await plan(ada, 'spike', { article: [one] })
  for (const act of ['begin', 'cancel']) expect((await site.as(amina).post(`/bulk/${id}/${act}`)).status).toBe(403)
  expect((await site.as(vera).get('/articles')).text).not.toContain('id="bulk"')
  await site.as(ada).post(`/bulk/${id}/cancel`)
  expect([await stateOf(id), (await rowOf(db, one)).stage]).toEqual(['discarded', 'draft'])
})
