import { longestSession } from '../../server/web/session.ts'
import { ada, openHouse, openSite, password, type Site, type Someone } from '../cast.ts'

let site: Site
beforeAll(async () => {
  site = await openSite()
})
afterAll(() => site.close())

const hours = (n: number) => new Date(Date.now() + n * 60 * 60 * 1000)
const sessions = () => site.db('sessions').where({ person_id: ada.id })

test('a session lasts 8 hours without use, and use lengthens it', async () => {
  const browser = await fresh()
  expect((await sessions().first()).expire.getTime()).toBeCloseTo(hours(8).getTime(), -5)
  await sessions().update({ expire: hours(1) })
  await browser.get('/account')
  expect((await sessions().first()).expire.getTime()).toBeCloseTo(hours(8).getTime(), -5)
  await sessions().update({ expire: hours(-0.01) })
  expect((await browser.get('/account')).status).toBe(303)
})

test('and a week at most, however busy it is', async () => {
  const browser = await fresh()
  const started = (age: number) =>
    site.db.raw(`UPDATE sessions SET sess = jsonb_set(sess::jsonb, '{started_at}', to_jsonb(?::text))::json WHERE person_id = ?`, [
      new Date(Date.now() - age).toISOString(),
      ada.id,
    ])
  await started(longestSession - 60_000)
  expect((await browser.get('/account')).status).toBe(200)
  await started(longestSession + 1_000)
  expect((await browser.get('/account')).status).toBe(303)
})

test('it is good on every process of the house, and ended on all at once', async () => {
  const other = await openHouse(site.db)
  const browser = await fresh()
  const elsewhere = other.visitor()
  for (const [name, value] of browser.jar) elsewhere.jar.set(name, value)
  expect((await elsewhere.get('/account')).status).toBe(200)
  await browser.post('/sign-out')
  expect((await elsewhere.get('/account')).status).toBe(303)
  await other.close()
})

test('a session that is ended while its last request is at work does not come back', async () => {
  const browser = await fresh()
  const lock = await site.db.transaction()
  await lock('people').where({ id: ada.id }).update({ name: 'Ada L.' })
  const request = browser.post('/account/name', { name: 'Ada of the Ferry' })
  await waiting()
  await sessions().delete()
  await lock.commit()
  expect((await request).status).toBe(303)
  expect(await sessions()).toEqual([])
  expect((await browser.get('/account')).status).toBe(303)
})

test('a session that a disabled person got in the same moment opens nothing', async () => {
  const browser = await fresh()
  await site.db('people').where({ id: ada.id }).update({ disabled_at: new Date() })
  expect((await browser.get('/account')).status).toBe(303)
  await site.db('people').where({ id: ada.id }).update({ disabled_at: null })
})

test('a browser that follows at once finds the person signed in and what the page is to say, however slowly sessions are stored', async () => {
  await site.db.raw(`CREATE FUNCTION store_slowly() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN PERFORM pg_sleep(0.4); RETURN NEW; END';
    CREATE TRIGGER slow BEFORE INSERT OR UPDATE ON sessions FOR EACH ROW EXECUTE FUNCTION store_slowly()`)
  try {
    const cookie = await followed('/sign-in', { email: ada.email, password })
    expect((await headOf('/account', { cookie })).status).toBe(200)
    await followed('/account/name', { name: 'Ada of the Quay' }, cookie)
    expect(await (await headOf('/account', { cookie })).text()).toContain('Your name is changed.')
  } finally {
    await site.db.raw('DROP TRIGGER slow ON sessions; DROP FUNCTION store_slowly')
  }
})

test('visitors leave nothing in the database', async () => {
  await site.db('sessions').delete()
  const visitor = site.visitor()
  for (const path of ['/', '/sign-in', '/nothing', '/account']) await visitor.get(path)
  await visitor.post('/sign-in', { email: ada.email, password: 'wrong' })
  expect(await site.db('sessions')).toEqual([])
})

test('a cookie that somebody made up opens nothing', async () => {
  const browser = await fresh()
  const { sid } = await sessions().first('sid')
  for (const forged of [sid, `s%3A${sid}`, `s%3A${sid}.${'A'.repeat(43)}`]) {
    browser.jar.set('cleancopy-http', forged)
    expect((await browser.get('/account')).status).toBe(303)
  }
})

// Only the head of the answer is waited for, as a browser does that is sent on.
const headOf = (path: string, headers: Record<string, string>, init: RequestInit = {}) =>
  fetch(site.url + path, { redirect: 'manual', ...init, headers: { 'sec-fetch-site': 'same-origin', ...headers } })

async function followed(path: string, fields: Record<string, string>, cookie = ''): Promise<string> {
  const answer = await headOf(path, { cookie }, { method: 'POST', body: new URLSearchParams(fields) })
  expect(answer.status).toBe(303)
  return answer.headers.getSetCookie()[0]?.split(';')[0] ?? cookie
}

async function fresh(): Promise<Someone> {
  await sessions().delete()
  const browser = site.visitor()
  expect((await browser.post('/sign-in', { email: ada.email, password })).status).toBe(303)
  return browser
}

/** Until the request waits for the lock. */
async function waiting(): Promise<void> {
  for (;;) {
    const { rows } = await site.db.raw(`SELECT FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND datname = current_database()`)
    if (rows.length > 0) return
    await new Promise((done) => setTimeout(done, 10))
  }
}
