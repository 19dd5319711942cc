import { ada, openSite, password, root, type Site } from '../cast.ts'

let site: Site
let https: Site
beforeAll(async () => {
  site = await openSite()
  https = await openSite({ config: { public_url: 'https://desk.example.org', trust_proxy: ['loopback'] } })
})
afterAll(async () => {
  await site.close()
  await https.close()
})

const name = new URLSearchParams({ name: 'Ada L.' })

describe('a form of another site', () => {
  test.each([
    ['another site', { 'sec-fetch-site': 'cross-site', origin: 'https://evil.example' }],
    ['a neighbour of ours', { 'sec-fetch-site': 'same-site' }],
    ['an old browser at another site', { origin: 'https://evil.example' }],
    ['a page without an origin', { origin: 'null' }],
    ['our address under another port', { origin: 'http://127.0.0.1:1' }],
    ['nowhere that says so', {}],
  ])('from %s changes nothing', async (_where, headers) => {
    const { status, text } = await site.as(ada).ask('/account/name', { method: 'POST', headers, body: name })
    expect(status).toBe(403)
    expect(text).toContain('This form did not come from a page of this house, so nothing was done.')
    expect(await site.db('people').where({ id: ada.id }).first('name')).toEqual({ name: 'Ada Lovell' })
  })

  test('may carry a file and is refused all the same', async () => {
    const body = new FormData()
    body.set('files', new Blob(['text']), 'text.txt')
    const { status } = await site.as(ada).ask('/imports', { method: 'POST', headers: { 'sec-fetch-site': 'cross-site' }, body })
    expect(status).toBe(403)
  })

  test('cannot sign anybody in or out', async () => {
    const headers = { 'sec-fetch-site': 'cross-site' }
    const body = new URLSearchParams({ email: ada.email, password })
    expect((await site.visitor().ask('/sign-in', { method: 'POST', headers, body })).status).toBe(403)
    expect((await site.as(ada).ask('/sign-out', { method: 'POST', headers })).status).toBe(403)
    expect((await site.as(ada).get('/account')).status).toBe(200)
  })

  test('is told by its token alone where the browser says nothing, and only by the token of this session', async () => {
    const token = (text: string) => /name="_csrf" value="([^"]+)"/.exec(text)?.[1] ?? ''
    const own = token((await site.as(ada).get('/account')).text)
    const others = token((await site.as(root).get('/account')).text)
    const send = (_csrf: string) =>
      site.as(ada).ask('/account/name', { method: 'POST', body: new URLSearchParams({ name: ada.name, _csrf }) })
    expect(own).not.toBe(others)
    expect((await send(others)).status).toBe(403)
    expect((await send(own)).status).toBe(303)
  })

  test('a script without headers signs in with the token of the page it has read', async () => {
    const script = site.visitor()
    const [, _csrf = ''] = /name="_csrf" value="([^"]+)"/.exec((await script.get('/sign-in')).text) ?? []
    const body = new URLSearchParams({ email: ada.email, password, _csrf })
    expect((await site.visitor().ask('/sign-in', { method: 'POST', body })).status).toBe(403)
    expect((await script.ask('/sign-in', { method: 'POST', body })).status).toBe(303)
  })
})

test('our own origin is taken from an older browser, and so is PUBLIC_URL behind a proxy', async () => {
  const headers = { origin: site.url }
  expect((await site.as(ada).ask('/account/name', { method: 'POST', headers, body: new URLSearchParams({ name: ada.name }) })).status).toBe(
    303,
  )
  const body = new URLSearchParams({ email: ada.email, password: 'wrong' })
  const answer = await https.visitor().ask('/sign-in', { method: 'POST', headers: { origin: 'https://desk.example.org' }, body })
  expect(answer.status).toBe(401)
})

describe('every answer', () => {
  const answers = (): [string, number, () => Promise<{ status: number; headers: Headers }>][] => [
    ['a page', 200, () => site.as(ada).get('/account')],
    ['the sign-in', 200, () => site.visitor().get('/sign-in')],
    ['a redirect', 303, () => site.visitor().get('/account')],
    ['a broken address', 400, () => site.as(ada).get('/articles/%E0%A4%A')],
    ['a form without a session', 401, () => site.visitor().post('/account/name')],
    ['a refusal', 403, () => site.as(ada).get('/people')],
    ['nothing', 404, () => site.visitor().get('/nothing')],
    ['a spent link', 410, () => site.visitor().get('/join/spent')],
    ['a form too large', 413, () => site.as(ada).post('/account/name', { name: 'a'.repeat(2_200_000) })],
    ['a bad form', 422, () => site.as(ada).post('/account/name', { name: '' })],
    ['a sign of life', 200, () => site.visitor().get('/health/live')],
    ['JSON', 404, () => site.visitor().get('/nothing', { accept: 'application/json' })],
  ]

  test.each(answers())('%s (%i) carries the headers that protect it', async (_what, status, ask) => {
    const answer = await ask()
    expect(answer.status).toBe(status)
    const { headers } = answer
    expect(headers.get('content-security-policy')).toBe(
      "default-src 'none';style-src 'self';script-src 'self';img-src 'self';font-src 'self';connect-src 'self';form-action 'self';base-uri 'none';frame-ancestors 'none'",
    )
    expect(Object.fromEntries(headers)).toMatchObject({
      'cache-control': 'no-store',
      'cross-origin-opener-policy': 'same-origin',
      'cross-origin-resource-policy': 'same-origin',
      'permissions-policy': expect.stringContaining('camera=()'),
      'referrer-policy': 'same-origin',
      'x-content-type-options': 'nosniff',
      'x-frame-options': 'DENY',
      'x-request-id': expect.stringMatching(/^[\da-f-]{36}$/),
    })
    expect(headers.has('x-powered-by')).toBe(false)
    expect(headers.has('strict-transport-security')).toBe(false)
  })

  test('says under https that it stays so', async () => {
    const { headers } = await https.visitor().get('/sign-in')
    expect(headers.get('strict-transport-security')).toBe('max-age=63072000; includeSubDomains')
  })
})

test('assets may be kept, with the same protection', async () => {
  const [, path = ''] = /href="(\/assets\/[^"]+main\.css)"/.exec((await site.visitor().get('/sign-in')).text) ?? []
  const { status, headers } = await site.visitor().get(path)
  expect(status).toBe(200)
  expect(headers.get('cache-control')).toBe('public, max-age=31536000, immutable')
  expect(headers.get('x-content-type-options')).toBe('nosniff')
})
