import { connect } from '../../db/connect.ts'
import { ada, openHouse, openSite, type Site } from '../cast.ts'

let site: Site
beforeAll(async () => {
  site = await openSite()
})
afterAll(() => site.close())

test('a browser gets a page with a sentence, a script gets JSON with the same', async () => {
  const page = await site.as(ada).get('/people', { accept: 'text/html,*/*' })
  expect(page.headers.get('content-type')).toBe('text/html; charset=utf-8')
  expect(page.text).toContain('Your roles do not include this.')
  const json = await site.as(ada).get('/people', { accept: 'application/json' })
  expect(json.status).toBe(403)
  expect(JSON.parse(json.text)).toEqual({ error: 'Your roles do not include this. An administrator can change that under People.' })
})

test('a script without a session is told so in JSON', async () => {
  const { status, text } = await site.visitor().ask('/account', { headers: { accept: 'application/json' } })
  expect(status).toBe(401)
  expect(JSON.parse(text)).toEqual({ error: 'Your session has ended. Sign in again, then do this once more.' })
})

test('an address with a broken % code is told so', async () => {
  const { status, text } = await site.as(ada).get('/articles/%E0%A4%A')
  expect([status, text]).toEqual([400, expect.stringContaining('This address holds a broken % code.')])
})

test('a form that is too large, and one with too many fields, are refused in a sentence', async () => {
  const large = await site.as(ada).post('/account/name', { name: 'é'.repeat(400_000) })
  expect([large.status, large.text]).toEqual([413, expect.stringContaining('This is too large to be read at once: a form may hold 2 MB.')])
  const many = await site.as(ada).post('/account/name', { name: Array<string>(5_001).fill('a') })
  expect([many.status, many.text]).toEqual([413, expect.stringContaining('This form has too many fields')])
})

test('a bug shows a number to quote, and neither code, query nor path', async () => {
  const broken = await openSite()
  const someone = broken.as(ada)
  await someone.get('/account')
  await broken.db.raw(`ALTER TABLE policy RENAME TO politics`)
  const { status, text, headers } = await someone.get('/account')
  await broken.close()
  expect(status).toBe(500)
  expect(text).toContain(`quote this number: <code>${headers.get('x-request-id')}</code>`)
  expect(text).not.toMatch(/policy|select|relation|\.ts|node_modules|\/work/i)
})

test('without its database the house says so, stays alive, and comes back with it', async () => {
  const away = connect('postgres://nobody@127.0.0.1:1/nowhere')
  const house = await openHouse(away)
  try {
    const ready = await house.visitor().get('/health/ready')
    expect(ready.status).toBe(503)
    const { status, text, headers } = await house.visitor().post('/sign-in', { email: ada.email, password: 'whatever it was' })
    expect(status).toBe(503)
    expect(headers.get('retry-after')).toBe('30')
    expect(text).toContain('The database does not answer just now. Nothing was half-done; try again in a minute.')
    expect(text).not.toMatch(/ECONNREFUSED|127\.0\.0\.1:1/)
    expect((await house.visitor().get('/health/live')).status).toBe(200)
  } finally {
    await house.close()
    await away.destroy()
  }
  expect((await site.visitor().get('/health/ready')).status).toBe(200)
})

test('who is signed in while the database is away is not taken for a stranger', async () => {
  const someone = site.as(ada)
  await someone.get('/account')
  for (const gone of ['postgres://nobody@127.0.0.1:1/nowhere', 'postgres://nobody@localhost/nowhere?host=/tmp/no-such-socket']) {
    const away = connect(gone)
    const house = await openHouse(away)
    const browser = house.visitor()
    for (const [name, value] of someone.jar) browser.jar.set(name, value)
    const answers = [await browser.get('/account'), await browser.post('/account/name', { name: 'Ada' })]
    await house.close()
    await away.destroy()
    expect(answers.map(({ status }) => status)).toEqual([503, 503])
  }
})
