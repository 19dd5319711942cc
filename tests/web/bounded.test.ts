import { bracketed, unbracketed } from '../../server/articles/edited-text.ts'
import { findSituation } from '../../server/articles/situation-queries.ts'
import { Password } from '../../server/users/person.ts'
import { withoutSecrets } from '../../server/web/request-log.ts'
import { ada, amina, openSite, password, root, type Site, vera } from '../cast.ts'
import { bring } from '../imports/bring.ts'

let site: Site
beforeAll(async () => {
  site = await openSite()
})
afterAll(() => site.close())

test('a stranger’s large form is not read, and the house goes on', async () => {
  const form = new FormData()
  for (let n = 0; n < 4; n++) form.append(`field${n}`, 'x'.repeat(2_000_000))
  const answer = await site.visitor().upload('/imports', form)
  expect([answer.status, answer.text.includes('too large to keep')]).toEqual([413, true])
  expect((await site.visitor().get('/sign-in')).status).toBe(200)
})

test('a password without end is refused by its length alone', () => {
  expect(Password.safeParse(`a${'1'.repeat(500_000)}a`).error?.issues.map(({ message }) => message)).toEqual([
    'Keep the password to 128 characters.',
  ])
})

test('a paragraph of backslashes opens and saves in a moment', () => {
  const text = `${'\\'.repeat(100_000)}x ⟦ y`
  expect(unbracketed(bracketed(text, [{ start: 0, end: 10 }]))).toEqual({ text, cuts: [{ start: 0, end: 10 }] })
})

test('another spelling of an address does not let anyone try on', async () => {
  const visitor = site.visitor()
  const tries = async (email: string, secret: string) => (await visitor.post('/sign-in', { email, password: secret })).status
  for (let n = 0; n < 5; n++) expect(await tries(amina.email, 'wrong wrong wrong')).toBe(401)
  for (const email of [amina.email, amina.email.toUpperCase(), amina.email.replace('i', 'İ')])
    expect([email, await tries(email, password)]).not.toEqual([email, 303])
})

test('what is no session of anybody is not found', async () => {
  for (const id of ['%00', 'x', 'a'.repeat(64)])
    expect((await site.as(vera).post(`/account/sessions/${id}/revoke`)).status).toBeLessThan(500)
})

test('an invitation never follows the Host header', async () => {
  const fields = { name: 'Ines Arroyo', email: 'ines@example.org', roles: ['viewer'] }
  const { text, status } = await site.as(root).post('/people', fields)
  expect([status, text.includes(`http://127.0.0.1:${site.url.split(':').at(-1)}`)]).toEqual([201, false])
  expect(text).toMatch(/http:\/\/127\.0\.0\.1:3000\/join\//)
})

test('no spelling of a one-time link reaches the log', () => {
  for (const url of ['/join/SECRET', '//join/SECRET', '/j%6fin/SECRET', 'http://127.0.0.1:3000/reset/SECRET?x=SECRET', '/welcome/SECRET'])
    expect(withoutSecrets(url)).not.toContain('SECRET')
})

test('whoever pastes a text counts as its author; whoever uploads a file does not', async () => {
  const contributorsOf = async (name: string) => {
    const [item] = await bring(site.db, { [name]: `The ${name} came in on Monday, said the harbour master.\nIt rained.` })
    return (await findSituation(site.db, String(item?.article_id))).contributors
  }
  expect(await contributorsOf('Pasted text.txt')).toEqual([ada.id])
  expect(await contributorsOf('agency.txt')).toEqual([])
})

test('an article of endless lines is refused with a sentence', async () => {
  const [text] = await bring(site.db, { 'long.txt': 'It rained.\n'.repeat(20_002) })
  expect(text).toMatchObject({ outcome: 'failed', reason: expect.stringContaining('more than 20,000 lines') })
  const [record] = await bring(site.db, { 'long.jsonl': `${JSON.stringify({ text: 'It rained.\n'.repeat(20_002) })}\n` })
  expect(record).toMatchObject({ outcome: 'failed', reason: expect.stringContaining('more than 20,000 lines') })
  const [byline] = await bring(site.db, { 'byline.jsonl': `${JSON.stringify({ text: 'It rained.', byline: 'x'.repeat(1001) })}\n` })
  expect(byline?.reason).toContain('“byline” of more than 1,000 characters')
  const empty = await bring(site.db, { 'empty.jsonl': '\n'.repeat(2_000_000) })
  expect(empty.map(({ outcome }) => outcome)).toEqual(['failed'])
})
