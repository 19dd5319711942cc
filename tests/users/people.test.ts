import { ada, everyone, openSite, password, root, type Site, tomas, vera } from '../cast.ts'

let site: Site
beforeAll(async () => {
  site = await openSite({ people: [...everyone, bo] })
})
afterAll(() => site.close())

const boss = () => site.as(root)
const bo = { ...root, id: '01900000-0000-7000-8000-0000000000bb', name: 'Bo Root', email: 'bo@example.org' }

test('the list names everyone with roles and state', async () => {
  const { status, text } = await boss().get('/people')
  expect(status).toBe(200)
  for (const person of [root, ada, tomas]) expect(text).toContain(`<a href="/people/${person.id}"><bdi>${person.name}</bdi></a>`)
  expect(text).toContain('publisher, reviewer')
})

test('an invitation from the first form to the first page', async () => {
  const made = await boss().post('/people', { name: 'Noor <b>', email: 'noor@example.org', roles: ['author', 'viewer'] })
  expect(made.status).toBe(201)
  const [, link = ''] = /value="([^"]+\/join\/[^"]+)"/.exec(made.text) ?? []
  expect(link).toMatch(/^http:\/\/127\.0\.0\.1:3000\/join\/[\w-]{43}$/)
  expect((await boss().get('/people')).text).toContain('link good until')

  const noor = site.visitor()
  const path = new URL(link).pathname
  expect((await noor.get(path)).text).toContain('Welcome, <bdi>Noor &lt;b&gt;</bdi>.')
  expect((await noor.get(path)).status).toBe(200)
  const short = await noor.post(path, { password: 'short' })
  expect([short.status, short.text]).toEqual([422, expect.stringContaining('Take at least 8 characters')])
  const own = await noor.post(path, { password: 'noor1990' })
  expect([own.status, own.text]).toEqual([422, expect.stringContaining('This is your own name or address.')])
  const joined = await noor.post(path, { password: 'a boat in the morning' })
  expect([joined.status, joined.headers.get('location')]).toEqual([303, '/'])
  expect((await noor.get('/account')).text).toContain('noor@example.org · viewer, author')
  expect((await noor.get(path)).status).toBe(410)
  expect((await noor.post(path, { password: 'a boat in the evening' })).status).toBe(410)
})

test('a form without a name or a role, and one for somebody who is here, come back with what was typed', async () => {
  const empty = await boss().post('/people', { name: ' ', email: 'new@example.org' })
  expect(empty.status).toBe(422)
  expect(empty.text).toContain('Say the name that others will see.')
  expect(empty.text).toContain('Give at least one role.')
  expect(empty.text).toContain('value="new@example.org"')
  const twice = await boss().post('/people', { name: 'Ada', email: 'Ada@Example.org', roles: 'editor' })
  expect([twice.status, twice.text]).toEqual([422, expect.stringContaining('Someone with the address Ada@Example.org is already here.')])
  expect(twice.text).toContain('value="editor" checked')
})

test('a person whose roles change signs in again, on every process', async () => {
  expect((await site.as(vera).get('/account')).status).toBe(200)
  const { status, headers } = await boss().post(`/people/${vera.id}/roles`, { roles: ['viewer', 'author'] })
  expect([status, headers.get('location')]).toEqual([303, `/people/${vera.id}`])
  expect((await boss().get(`/people/${vera.id}`)).text).toContain('Vera Lind has other roles now.')
  expect((await site.as(vera).get('/account')).status).toBe(303)
})

test('who changes their own roles stays signed in, under a new session', async () => {
  const me = site.as(bo)
  await me.get('/account')
  const before = me.jar.get('cleancopy-http')
  await me.post(`/people/${bo.id}/roles`, { roles: ['administrator', 'viewer'] })
  expect(me.jar.get('cleancopy-http')).not.toBe(before)
  expect((await me.get('/people')).status).toBe(200)
  const { status, headers } = await me.post(`/people/${bo.id}/roles`, { roles: 'viewer' })
  expect([status, headers.get('location')]).toEqual([303, '/account'])
  expect((await me.get('/people')).status).toBe(403)
})

test('the last administrator keeps the post, and is told so', async () => {
  const { status, text } = await boss().post(`/people/${root.id}/roles`, { roles: 'viewer' })
  expect([status, text]).toEqual([409, expect.stringContaining('This is the last active administrator.')])
  expect((await boss().get('/people')).status).toBe(200)
})

test('a disabled person is out at once and cannot come back in', async () => {
  const browser = site.visitor()
  await browser.post('/sign-in', { email: tomas.email, password })
  expect((await browser.get('/account')).status).toBe(200)
  expect((await boss().post(`/people/${tomas.id}/disable`)).status).toBe(303)
  expect((await browser.get('/account')).status).toBe(303)
  expect((await browser.post('/sign-in', { email: tomas.email, password })).status).toBe(401)
  expect((await boss().post(`/people/${tomas.id}/enable`)).status).toBe(303)
  expect((await browser.post('/sign-in', { email: tomas.email, password })).status).toBe(303)
})

test('a reset link leads to a new password, and the old one ends', async () => {
  const made = await boss().post(`/people/${ada.id}/link`)
  const [, path = ''] = /value="http[^"]+(\/reset\/[^"]+)"/.exec(made.text) ?? []
  const browser = site.visitor()
  expect((await browser.get(path)).text).toContain('Choose a new password')
  expect((await browser.post(path, { password: 'a boat in the morning' })).status).toBe(303)
  expect((await browser.get('/account')).status).toBe(200)
  expect((await site.visitor().post('/sign-in', { email: ada.email, password })).status).toBe(401)
})

test('an address that names nobody is not there', async () => {
  expect((await boss().get('/people/01900000-0000-7000-8000-00000000dead')).status).toBe(404)
  expect((await boss().get('/people/somebody')).status).toBe(404)
})
