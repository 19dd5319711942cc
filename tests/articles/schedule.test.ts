import { setTimeout as wait } from 'node:timers/promises'
import { decideMark } from '../../server/articles/decide-mark.ts'
import { editParagraph } from '../../server/articles/edit-paragraph.ts'
import { publishDue } from '../../server/articles/publish-due.ts'
import { scheduleArticle } from '../../server/articles/schedule-article.ts'
import { takeStep } from '../../server/articles/take-step.ts'
import { addComment } from '../../server/comments/add-comment.ts'
import { Conflict, Forbidden, Invalid } from '../../server/errors.ts'
import { openQueue } from '../../server/jobs/queue.ts'
import { startWorker } from '../../server/worker.ts'
import { ada, amina, grace, openSite, quiet, root, type Site, tomas, vera } from '../cast.ts'
import { inReview, marksOf, rowOf, saysOf, switchFourEyes } from './story.ts'

let site: Site
let db: Site['db']

beforeAll(async () => {
  site = await openSite()
  db = site.db
  await switchFourEyes(db, true)
})
afterAll(() => site.close())

const inAnHour = () => new Date(Date.now() + 3_600_000)

async function approved(): Promise<string> {
  const id = await inReview(db, ada)
  await takeStep(db, { article: id, step: 'approve', by: amina })
  return id
}

async function scheduled(at = inAnHour()): Promise<string> {
  const id = await approved()
  await scheduleArticle(db, site.queue, { article: id, step: 'schedule', by: grace, when: { at, zone: 'Africa/Lagos' } })
  return id
}

const plain = async (id: string) => {
  const { stage, publication, scheduled_at } = await rowOf(db, id)
  return [stage, publication, scheduled_at]
}
const noticesOf = (person_id: string, article_id: string) => db('notices').where({ person_id, article_id }).pluck('text')

test('a time is typed on the person’s own clock, kept in UTC and shown in both', async () => {
  const id = await approved()
  const { lock_version, head_sha256 } = await rowOf(db, id)
  const fields = {
    lock_version: String(lock_version),
    content_sha256: head_sha256.toString('hex'),
    at: '2031-07-01T09:00',
    zone: 'Europe/Paris',
  }
  expect((await site.as(grace).post(`/articles/${id}/steps/schedule`, fields)).status).toBe(303)
  expect(await rowOf(db, id)).toMatchObject({
    scheduled_at: new Date('2031-07-01T07:00:00Z'),
    scheduled_zone: 'Europe/Paris',
    scheduled_by: grace.id,
  })
  const { text } = await site.as(ada).get(`/articles/${id}`)
  expect(text).toContain('Scheduled for 1 Jul 2031, 09:00 in Europe/Paris (07:00 UTC)')
  expect(text).toContain('scheduled it for 1 Jul 2031, 09:00 in Europe/Paris (2031-07-01 07:00 UTC)')
})

test.each([
  ['2031-03-30T02:30', 'Europe/Paris', 'a time that the change of the clocks leaves out'],
  ['tomorrow', 'UTC', 'no time'],
  ['2031-07-01T09:00', 'Nowhere/Else', 'no zone'],
  ['2020-07-01T09:00', 'UTC', 'the past'],
])('%s in %s is refused at its field: %s', async (at, zone) => {
  const id = await approved()
  const { lock_version, head_sha256 } = await rowOf(db, id)
  const fields = { lock_version: String(lock_version), content_sha256: head_sha256.toString('hex'), at, zone }
  const { status, text } = await site.as(grace).post(`/articles/${id}/steps/schedule`, fields)
  expect([status, /id="f-at-error"/.test(text)]).toEqual([422, true])
  expect((await rowOf(db, id)).scheduled_at).toBeNull()
})

test('only what may be published may be scheduled, and only by a publisher', async () => {
  const id = await inReview(db, ada)
  const when = { at: inAnHour(), zone: 'UTC' }
  await expect(takeStep(db, { article: id, step: 'schedule', by: grace, when })).rejects.toThrow('not approved yet')
  await takeStep(db, { article: id, step: 'approve', by: amina })
  for (const by of [root, vera, tomas, ada, amina])
    await expect(takeStep(db, { article: id, step: 'schedule', by, when })).rejects.toThrow(Forbidden)
  await expect(takeStep(db, { article: id, step: 'schedule', by: grace })).rejects.toThrow(Invalid)
  await expect(takeStep(db, { article: id, step: 'unschedule', by: grace })).rejects.toThrow(Conflict)
})

test('it can be scheduled anew and taken off', async () => {
  const id = await scheduled()
  const when = { at: new Date(Date.now() + 7_200_000), zone: 'UTC' }
  await takeStep(db, { article: id, step: 'schedule', by: grace, when })
  expect((await rowOf(db, id)).scheduled_at).toEqual(when.at)
  await takeStep(db, { article: id, step: 'unschedule', by: grace })
  expect(await plain(id)).toEqual(['review', 'none', null])
  expect((await saysOf(db, id)).slice(-3)).toEqual(['scheduled', 'scheduled', 'unscheduled'])
})

test('a change of the text takes it off, and whoever scheduled it is told on the next page', async () => {
  for (const change of [
    async (id: string) => decideMark(db, { article_id: id, mark_id: String((await marksOf(db, id))[0]?.id), verdict: 'keep', by: ada }),
    async (id: string) => {
      const { lock_version } = await rowOf(db, id)
      return editParagraph(db, { article_id: id, paragraph_id: '1-1', text: 'Other words.', lock_version, by: ada })
    },
  ]) {
    const id = await scheduled()
    await change(id)
    expect((await rowOf(db, id)).scheduled_at).toBeNull()
    expect(await saysOf(db, id)).toContain('unscheduled')
    const told = '“Harbour ferry returns” is no longer scheduled: the text changed.'
    expect((await site.as(grace).get('/articles')).text).toContain(told)
    expect((await site.as(grace).get('/articles')).text).not.toContain(told)
  }
})

test('a verdict that changes no word leaves it there', async () => {
  const id = await scheduled()
  const [mark] = await marksOf(db, id)
  await decideMark(db, { article_id: id, mark_id: String(mark?.id), verdict: 'cut', by: ada })
  expect((await rowOf(db, id)).scheduled_at).not.toBeNull()
})

test('whatever takes it out of review takes it off the schedule', async () => {
  for (const [step, more] of [
    ['recall', { by: ada }],
    ['request-changes', { by: amina, comment: 'Who paid?' }],
    ['spike', { by: ada }],
    ['publish', { by: grace }],
  ] as const) {
    const id = await scheduled()
    await takeStep(db, { article: id, step, ...more })
    expect((await rowOf(db, id)).scheduled_at).toBeNull()
    expect(await noticesOf(grace.id, id)).toEqual(
      step === 'publish' ? [] : [expect.stringMatching(/^“Harbour ferry returns” is no longer scheduled: \p{Ll}/u)],
    )
  }
})

describe('when its time has come', () => {
  const due = async () => {
    const id = await scheduled()
    await db('articles')
      .where({ id })
      .update({ scheduled_at: new Date(Date.now() - 1_000) })
    return id
  }

  test('it goes live, by whoever scheduled it, and the event says so', async () => {
    const [id, later] = [await due(), await scheduled()]
    await publishDue(db, new Date())
    expect(await plain(id)).toEqual(['published', 'live', null])
    expect(await plain(later)).toEqual(['review', 'none', expect.any(Date)])
    const event = await db('events')
      .where({ stream: `article:${id}`, says: 'published' })
      .first('person_id', 'details')
    expect([event.person_id, typeof event.details.scheduled_for]).toEqual([grace.id, 'string'])
    expect((await site.as(ada).get(`/articles/${id}`)).text).toContain('published it, as scheduled')
  })

  test('twenty at once publish it once', async () => {
    const id = await due()
    await Promise.all(Array.from({ length: 20 }, () => publishDue(db, new Date())))
    expect(await db('releases').where({ article_id: id })).toHaveLength(1)
    expect((await saysOf(db, id)).filter((says) => says === 'published')).toHaveLength(1)
  })

  test.each([
    ['the publisher is gone', () => db('people').where({ id: grace.id }).update({ disabled_at: new Date() }), 'no longer here'],
    [
      'the publisher may not publish any more',
      () =>
        db('people')
          .where({ id: grace.id })
          .update({ roles: ['viewer'] }),
      'Your roles do not include',
    ],
    [
      'the approval no longer counts',
      () =>
        db('people')
          .where({ id: amina.id })
          .update({ roles: ['viewer'] }),
      'not approved yet',
    ],
    ['the policy asks for more', () => db('policy').update({ approvals_needed: 2 }), 'not approved yet'],
  ])('the guards decide again: %s', async (_, change, why) => {
    const id = await due()
    await change()
    await publishDue(db, new Date())
    for (const { id: person, roles } of [grace, amina]) await db('people').where({ id: person }).update({ disabled_at: null, roles })
    await db('policy').update({ approvals_needed: 1 })
    expect(await plain(id)).toEqual(['review', 'none', null])
    const { details } = await db('events')
      .where({ stream: `article:${id}`, says: 'unscheduled' })
      .first('details')
    expect(details.because).toContain(why)
    expect(await noticesOf(grace.id, id)).toHaveLength(1)
  })

  test('a comment that blocks stops it, and the others go out all the same', async () => {
    const [blocked, free] = [await due(), await due()]
    await addComment(db, { article_id: blocked, text: 'Is this right?', blocking: true, by: amina })
    await publishDue(db, new Date())
    expect(await plain(blocked)).toEqual(['review', 'none', null])
    expect(await plain(free)).toEqual(['published', 'live', null])
  })
})

describe('the worker', () => {
  test('two of them publish it once, within seconds of its time', async () => {
    const queues = [openQueue(db, console.error), openQueue(db, console.error)]
    const workers = await Promise.all(queues.map((queue) => startWorker(db, { log: quiet, queue })))
    const id = await scheduled(new Date(Date.now() + 1_500))
    const isLive = async () => (await rowOf(db, id)).publication === 'live'
    for (let n = 0; n < 100 && !(await isLive()); n++) await wait(100)
    expect(await plain(id)).toEqual(['published', 'live', null])
    await wait(500)
    expect(await db('releases').where({ article_id: id })).toHaveLength(1)
    await Promise.all(workers.map((worker) => worker.stop()))
    await Promise.all(queues.map((queue) => queue.close()))
  })

  test('one that comes back publishes what became overdue meanwhile, once; until then the page raises an alarm', async () => {
    const id = await scheduled()
    await db('articles')
      .where({ id })
      .update({ scheduled_at: new Date(Date.now() - 121_000) })
    expect((await site.as(ada).get(`/articles/${id}`)).text).toContain('and has not. It will as soon as a worker runs')
    const queue = openQueue(db, console.error)
    const worker = await startWorker(db, { log: quiet, queue })
    const isLive = async () => (await rowOf(db, id)).publication === 'live'
    for (let n = 0; n < 100 && !(await isLive()); n++) await wait(100)
    expect(await db('releases').where({ article_id: id })).toHaveLength(1)
    await worker.stop()
    await queue.close()
  })
})
