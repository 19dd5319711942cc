import { ada, openSite, password, type Site, type Someone } from '../cast.ts'

let site: Site
beforeAll(async () => {
  site = await openSite()
})
afterAll(() => site.close())

test('what was typed into a form whose session had ended comes through the sign-in and is sent again with one button', async () => {
  const browser = await whoseSessionEnded()
  const typed = { name: 'Ada "Ferry" <Lovell>\nالعبّارة', kept_path: 'of no concern' }
  const refused = await browser.post('/account/name', typed)
  expect(refused.status).toBe(401)
  expect(refused.text).toContain('what you typed will still be here')

  const wrong = await browser.post('/sign-in', { ...fieldsOf(refused.text), email: ada.email, password: 'not this' })
  expect(wrong.status).toBe(401)
  expect(fieldsOf(wrong.text)).toMatchObject({ kept_path: '/account/name', 'kept:name': typed.name.replace('\n', '\r\n') })

  const again = await browser.post('/sign-in', { ...fieldsOf(wrong.text), email: ada.email, password })
  expect(again.status).toBe(200)
  expect(again.text).toContain('You are signed in again. What you typed is still here.')
  expect(again.text).toContain('action="/account/name"')
  expect(again.text).toContain('العبّارة')
  expect(again.text).not.toContain(password)

  const sent = await browser.post('/account/name', { ...fieldsOf(again.text), name: 'Ada Lovell' })
  expect(sent.status).toBe(303)
})

test('a password is not carried along', async () => {
  const browser = await whoseSessionEnded()
  const { text } = await browser.post('/account/password', { current_password: password, password: 'a new and secret sentence' })
  expect(text).not.toContain('a new and secret sentence')
  expect(text).not.toContain(password)
})

test('the words of a form with files are kept, the files are not', async () => {
  const browser = await whoseSessionEnded()
  const form = new FormData()
  form.set('text', 'Pasted words about the harbour.')
  form.set('files', new Blob(['the words of a file']), 'harbour.txt')
  const { status, text } = await browser.upload('/imports', form)
  expect(status).toBe(401)
  expect(fieldsOf(text)).toMatchObject({ kept_type: 'multipart/form-data', 'kept:text': 'Pasted words about the harbour.' })
  expect(text).not.toContain('the words of a file')
  const again = await browser.post('/sign-in', { ...fieldsOf(text), email: ada.email, password })
  expect(again.text).toContain('enctype="multipart/form-data"')
  expect(again.text).toContain('Files cannot be kept.')
})

test('a whole article of almost 2 MB comes through', async () => {
  const browser = await whoseSessionEnded()
  const name = 'Fähre & Küste\r\n'.repeat(60_000)
  const { text } = await browser.post('/account/name', { name })
  const again = await browser.post('/sign-in', { ...fieldsOf(text), email: ada.email, password })
  expect(again.status).toBe(200)
  expect(fieldsOf(again.text)).toEqual({ _csrf: expect.any(String), name })
})

test('a form of another site is not kept', async () => {
  const browser = await whoseSessionEnded()
  const headers = { 'sec-fetch-site': 'cross-site' }
  const { status, text } = await browser.ask('/account/name', { method: 'POST', headers, body: new URLSearchParams({ name: 'Eve' }) })
  expect(status).toBe(403)
  expect(text).not.toContain('Eve')
})

test('what is kept is sent to a path of this house only', async () => {
  const { text } = await site.visitor().post('/sign-in', { email: ada.email, password, kept_path: '//evil.example/x', 'kept:name': 'x' })
  expect(text).toContain('action="/"')
  expect(text).not.toContain('evil')
})

async function whoseSessionEnded(): Promise<Someone> {
  const browser = site.visitor()
  await browser.post('/sign-in', { email: ada.email, password })
  expect((await browser.get('/account')).status).toBe(200)
  await site.db('sessions').update({ expire: new Date(Date.now() - 1_000) })
  return browser
}

/** What a browser would send back: the hidden fields and the texts of a page, unescaped. */
function fieldsOf(html: string): Record<string, string> {
  const areas = [...html.matchAll(/<textarea[^>]* name="([^"]+)"[^>]*>\r?\n([^<]*)<\/textarea>/g)]
  const inputs = [...html.matchAll(/<input type="hidden" name="([^"]+)" value="([^"]*)">/g)]
  return Object.fromEntries([...areas, ...inputs].map(([, name, value]) => [unescaped(name), unescaped(value).replace(/\r?\n/g, '\r\n')]))
}

function unescaped(text = ''): string {
  const named: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"' }
  return text.replace(/&(?:#(\d+)|(\w+));/g, (_, code, name) => (code ? String.fromCodePoint(Number(code)) : (named[name] ?? '')))
}
