import { ada, openSite, password, type Site, vera } from '../cast.ts'

let site: Site
beforeAll(async () => {
  site = await openSite()
})
afterAll(() => site.close())

const { email } = ada

test('she comes to where she wanted to go', async () => {
  const browser = site.visitor()
  const asked = await browser.get('/account?tab=1')
  expect(asked.headers.get('location')).toBe('/sign-in?next=%2Faccount%3Ftab%3D1')
  const form = await browser.get('/sign-in?next=%2Faccount%3Ftab%3D1')
  expect(form.text).toContain('<input type="hidden" name="next" value="/account?tab=1">')
  const { status, headers } = await browser.post('/sign-in', { email, password, next: '/account?tab=1' })
  expect([status, headers.get('location')]).toEqual([303, '/account?tab=1'])
  expect((await browser.get('/account')).status).toBe(200)
})

test.each(['//evil.example', 'https://evil.example', '/\\evil.example', '/.//evil.example'])('and never to %s', async (next) => {
  const browser = site.visitor()
  expect((await browser.get(`/sign-in?next=${encodeURIComponent(next)}`)).text).not.toContain('evil')
  const { status, headers } = await browser.post('/sign-in', { email, password, next })
  expect([status, headers.get('location')]).toEqual([303, '/'])
})

test('a wrong password is the same page again, with the address she typed and one sentence', async () => {
  const { status, text } = await site.visitor().post('/sign-in', { email, password: 'wrong one', next: '/people' })
  expect(status).toBe(401)
  expect(text).toContain('This e-mail address and password do not belong together.')
  expect(text).toContain(`value="${email}"`)
  expect(text).toContain('name="next" value="/people"')
  expect(text).not.toContain('wrong one')
})

test('an empty form has a sentence at each field', async () => {
  const { status, text } = await site.visitor().post('/sign-in', { email: ' ', password: '' })
  expect(status).toBe(422)
  expect(text).toContain('Type your e-mail address.')
  expect(text).toContain('Type your password.')
})

test('NUL characters and text without end are refused in words', async () => {
  const nul = await site.visitor().post('/sign-in', { email: 'a\0@example.org', password: 'b\0' })
  expect([nul.status, nul.text]).toEqual([422, expect.stringContaining('This contains a NUL character')])
  const long = await site.visitor().post('/sign-in', { email, password: 'x'.repeat(5_000) })
  expect([long.status, long.text]).toEqual([422, expect.stringContaining('This is longer than a password can be.')])
})

test('the session has a new id, and a cookie that scripts and other sites do not get', async () => {
  const browser = site.visitor()
  browser.jar.set('cleancopy-http', 's%3Aplanted.by-a-stranger')
  const { headers } = await browser.post('/sign-in', { email, password })
  const cookie = headers.getSetCookie().find((one) => one.startsWith('cleancopy-http='))
  expect(cookie).toMatch(/^cleancopy-http=s%3A[^;]+; Path=\/; HttpOnly; SameSite=Lax$/)
  expect(cookie).not.toContain('planted')
})

test('under https the cookie is bound to this host and to https', async () => {
  const https = await openSite({ config: { public_url: 'https://desk.example.org', trust_proxy: ['loopback'] } })
  const headers = { 'sec-fetch-site': 'same-origin', 'x-forwarded-proto': 'https' }
  const browser = https.visitor()
  const answer = await browser.ask('/sign-in', { method: 'POST', headers, body: new URLSearchParams({ email, password }) })
  const unproxied = await https.visitor().post('/sign-in', { email, password })
  await https.close()
  const cookie = answer.headers.getSetCookie().find((one) => one.startsWith('__Host-cleancopy='))
  expect(cookie).toMatch(/^__Host-cleancopy=s%3A[^;]+; Path=\/; HttpOnly; Secure; SameSite=Lax$/)
  expect(unproxied.status).toBe(421)
  expect(unproxied.text).toContain('TRUST_PROXY')
})

test('who is signed in already goes on', async () => {
  const { status, headers } = await site.as(ada).get('/sign-in?next=/account')
  expect([status, headers.get('location')]).toEqual([303, '/account'])
})

test('signing out ends the session in the database and in the browser, and is written down', async () => {
  const browser = site.visitor()
  await browser.post('/sign-in', { email: vera.email, password })
  const cookies = new Map(browser.jar)
  const { status, headers } = await browser.post('/sign-out')
  expect([status, headers.get('location')]).toEqual([303, '/sign-in'])
  expect(browser.jar.has('cleancopy-http')).toBe(false)
  for (const [name, value] of cookies) browser.jar.set(name, value)
  expect((await browser.get('/account')).status).toBe(303)
  const last = await site.db('events').where({ stream: 'access', person_id: vera.id }).orderBy('number', 'desc').first('says')
  expect(last).toEqual({ says: 'signed out' })
})
