import { get } from 'node:http'
import { text } from 'node:stream/consumers'
import { admits } from '../../server/metrics/admits.ts'
import { ada, openSite, type Site } from '../cast.ts'
import { drafted, sourceNamed } from '../exports/live.ts'

let site: Site
beforeAll(async () => {
  site = await openSite({ config: { metrics_token: 'a token of the tests' } })
})
afterAll(() => site.close())

test('requests are counted under their route and status, never under an address', async () => {
  await site.as(ada).get('/articles/01900000-0000-7000-8000-00000000dead')
  await site.as(ada).get('/no-such-room/secret')
  const told = await metrics()
  expect(told).toContain('cleancopy_requests_total{method="POST",route="/sign-in",status="303"} 1\n')
  expect(told).toContain('cleancopy_requests_total{method="GET",route="/articles/:id",status="404"} 1\n')
  expect(told).toContain('cleancopy_requests_total{method="GET",route="none",status="404"} 1\n')
  expect(told).toContain('cleancopy_request_seconds_count{method="GET",route="/articles/:id"} 1\n')
  expect(told).not.toMatch(/dead|secret/)
})

test('so are imports by state, the queue and its age, the search that lags, and the memory of the process', async () => {
  const source = await sourceNamed(site.db, 'Coast Courier')
  const ago = (seconds: number) => new Date(Date.now() - seconds * 1000)
  const one = await drafted(site.db, source)
  await site
    .db('articles')
    .where({ id: one })
    .update({ stage: 'review', submitted_at: ago(90) })
  await site.db('article_search_dirty').delete()
  await site.db('article_search_dirty').insert({ article_id: one, since: ago(30) })
  const kept = { source_id: source.id, landing: 'draft', created_at: new Date() }
  for (const [n, state] of ['finished', 'finished', 'failed'].entries())
    await site.db('imports').insert({ ...kept, id: `01900000-0000-7000-8000-00000000000${n}`, state })
  await site.queue.ready()
  await site.queue.enqueue(site.db, 'drop-uploads', {})
  await site.queue.enqueue(site.db, 'publish-due', {}, new Date(Date.now() + 3_600_000))
  const told = await metrics()
  expect(told).toContain('cleancopy_jobs_waiting 1\n')
  expect(measureIn(told, 'cleancopy_jobs_oldest_seconds')).toBeLessThan(60)
  expect(told).toContain('cleancopy_imports{state="finished"} 2\n')
  expect(told).toContain('cleancopy_imports{state="failed"} 1\n')
  expect(told).toContain('cleancopy_review_queue 1\n')
  expect(measureIn(told, 'cleancopy_review_queue_oldest_seconds')).toBeCloseTo(90, -1)
  expect(told).toContain('cleancopy_search_waiting 1\n')
  expect(measureIn(told, 'cleancopy_search_lag_seconds')).toBeCloseTo(30, -1)
  expect(measureIn(told, 'process_resident_memory_bytes')).toBeGreaterThan(10_000_000)
})

test('a proxy on the same machine opens them to nobody, but the token does', async () => {
  const { status, headers } = await ask()
  expect([status, headers['content-type']]).toEqual([200, 'text/plain; version=0.0.4; charset=utf-8'])
  for (const name of ['x-forwarded-for', 'forwarded', 'x-real-ip', 'via']) expect((await ask({ [name]: 'for=192.0.2.1' })).status).toBe(403)
  const through = { 'x-forwarded-for': '192.0.2.1' }
  expect((await ask({ ...through, authorization: 'Bearer a token of the tests' })).status).toBe(200)
  expect((await ask({ ...through, authorization: 'Bearer another token' })).status).toBe(403)
})

test.each([
  ['127.0.0.1', null, '', true],
  ['::1', null, '', true],
  ['::ffff:127.0.0.1', null, '', true],
  ['192.0.2.1', null, '', false],
  ['10.127.0.1', null, '', false],
  ['192.0.2.1', null, 'Bearer ', false],
  ['192.0.2.1', 'right', 'Bearer right', true],
  ['192.0.2.1', 'right', 'Bearer wrong', false],
])('from %s with the token %j in the house and %j in the hand: %s', (address, token, authorization, isIn) => {
  expect(admits({ address, isForwarded: false, authorization }, token)).toBe(isIn)
})

async function metrics(): Promise<string> {
  return (await ask()).text
}

async function ask(headers: Record<string, string> = {}) {
  return new Promise<{ status: number | undefined; headers: Record<string, unknown>; text: string }>((done, failed) => {
    get(`${site.url}/metrics`, { headers }, async (answer) => {
      done({ status: answer.statusCode, headers: answer.headers, text: await text(answer) })
    }).on('error', failed)
  })
}

function measureIn(told: string, name: string): number {
  return Number(new RegExp(`^${name} (.*)$`, 'm').exec(told)?.[1])
}
