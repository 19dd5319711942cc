import { ada, amina, openSite, password, type Site, type Someone, tomas } from '../cast.ts'

let site: Site
beforeAll(async () => {
  site = await openSite()
})
afterAll(() => site.close())

const chosen = 'a boat in the morning'

test('a name is changed and written down', async () => {
  expect((await site.as(tomas).post('/account/name', { name: ' Tomás I. ' })).status).toBe(303)
  expect((await site.as(tomas).get('/account')).text).toContain('Your name is changed.')
  expect((await site.as(tomas).get('/account')).text).not.toContain('Your name is changed.')
  expect(await told(tomas.id)).toEqual([{ says: 'changed name', details: { before: 'Tomás Ibarra', after: 'Tomás I.' } }])
})

test('an empty name comes back with a sentence', async () => {
  const { status, text } = await site.as(tomas).post('/account/name', { name: ' ' })
  expect([status, text]).toEqual([422, expect.stringContaining('Say the name that others will see.')])
})

test('a password is changed by who knows the old one, and every other session ends', async () => {
  const [here, there] = [await signedIn(ada.email), await signedIn(ada.email)]
  const before = here.jar.get('cleancopy-http')
  const { status } = await here.post('/account/password', { current_password: password, password: chosen })
  expect(status).toBe(303)
  expect((await here.get('/account')).text).toContain('Your password is changed.')
  expect(here.jar.get('cleancopy-http')).not.toBe(before)
  expect((await there.get('/account')).status).toBe(303)
  expect((await site.visitor().post('/sign-in', { email: ada.email, password })).status).toBe(401)
  expect((await site.visitor().post('/sign-in', { email: ada.email, password: chosen })).status).toBe(303)
  expect(await told(ada.id)).toEqual([{ says: 'changed password', details: {} }])
})

test('who does not know the old password, or takes a bad new one, changes nothing', async () => {
  const here = await signedIn(amina.email)
  const wrong = await here.post('/account/password', { current_password: 'not the password', password: chosen })
  expect([wrong.status, wrong.text]).toEqual([422, expect.stringContaining('This is not the password you have now.')])
  const common = await here.post('/account/password', { current_password: password, password: 'qwertyuiop' })
  expect([common.status, common.text]).toEqual([422, expect.stringContaining('among those that are tried first')])
  const own = await here.post('/account/password', { current_password: password, password: 'aminahaddad' })
  expect([own.status, own.text]).toEqual([422, expect.stringContaining('This is your own name or address.')])
  expect((await site.visitor().post('/sign-in', { email: amina.email, password })).status).toBe(303)
})

test('someone at an open session cannot try passwords without end', async () => {
  const here = await signedIn(tomas.email)
  for (let i = 0; i < 5; i++) await here.post('/account/password', { current_password: `guess ${i}`, password: chosen })
  const { status, text } = await here.post('/account/password', { current_password: password, password: chosen })
  expect([status, text]).toEqual([422, expect.stringContaining('Too many wrong tries.')])
})

test('she sees her sessions and ends one of them, at once', async () => {
  const [here, there] = [
    await signedIn(amina.email),
    await signedIn(amina.email, 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0'),
  ]
  const { text } = await here.get('/account')
  expect(text).toContain('Firefox on Linux')
  const revocable = [...text.matchAll(/action="(\/account\/sessions\/[\da-f]{64}\/revoke)"/g)].map(([, path]) => path ?? '')
  const statuses: number[] = []
  for (const path of revocable) statuses.push((await here.post(path)).status)
  expect(new Set(statuses)).toEqual(new Set([303]))
  expect((await there.get('/account')).status).toBe(303)
  expect((await here.get('/account')).status).toBe(200)
  expect((await here.post(revocable[0] ?? '')).status).toBe(404)
})

test('nobody ends the session of another', async () => {
  const hers = await signedIn(amina.email)
  const { rows } = await site.db.raw(`SELECT encode(sha256(convert_to(sid, 'UTF8')), 'hex') AS id FROM sessions WHERE person_id = ?`, [
    amina.id,
  ])
  for (const { id } of rows) expect((await site.as(tomas).post(`/account/sessions/${id}/revoke`)).status).toBe(404)
  expect((await hers.get('/account')).status).toBe(200)
})

async function signedIn(email: string, agent = 'a test'): Promise<Someone> {
  const browser = site.visitor()
  const headers = { 'sec-fetch-site': 'same-origin', 'user-agent': agent }
  await browser.ask('/sign-in', { method: 'POST', headers, body: new URLSearchParams({ email, password }) })
  return browser
}

async function told(id: string) {
  return site
    .db('events')
    .where({ stream: `person:${id}` })
    .orderBy('number')
    .select('says', 'details')
}
