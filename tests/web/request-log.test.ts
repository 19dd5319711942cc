import { pino } from 'pino'
import { makeLink } from '../../server/access/make-link.ts'
import { withoutSecrets } from '../../server/web/request-log.ts'
import { ada, cast, openHouse, password } from '../cast.ts'
import { type FreshDatabase, freshDatabase } from '../database.ts'

let fresh: FreshDatabase
beforeAll(async () => {
  fresh = await freshDatabase()
  await cast(fresh.db)
})
afterAll(() => fresh.drop())

test('a request leaves one line under the id of its answer, and no secret in it', async () => {
  const lines: string[] = []
  const house = await openHouse(fresh.db, {}, pino({ level: 'trace' }, { write: (line: string) => lines.push(line) }))
  const browser = house.visitor()
  const token = await makeLink(fresh.db, { purpose: 'reset', person_id: ada.id, by: null })
  await browser.get(`/reset/${token}`)
  await browser.post(`/reset/${token}`, { password: 'short' })
  await browser.post('/sign-in', { email: ada.email, password: 'a wrong password' })
  const { headers } = await browser.post('/sign-in', { email: ada.email, password })
  await browser.get('/articles?q=a-private-search')
  await browser.get('/health/live')
  await house.close()

  expect(lines).toHaveLength(5)
  const line = lines.find((one) => one.includes(headers.get('x-request-id') ?? 'none'))
  expect(JSON.parse(line ?? '{}')).toMatchObject({ req: { method: 'POST', url: '/sign-in', address: '127.0.0.1' }, res: { status: 303 } })
  const cookies = [...browser.jar.values()]
  expect(cookies.length).toBeGreaterThan(0)
  for (const secret of [token, password, 'a wrong password', 'short', 'a-private-search', ada.email, ...cookies])
    expect([secret, lines.join('').includes(secret)]).toEqual([secret, false])
})

test('an address is written without one-time tokens and without what was asked', () => {
  expect(withoutSecrets('/welcome/abc')).toBe('/welcome/…')
  expect(withoutSecrets('/JOIN/abc/?x=1')).toBe('/JOIN/…/?…')
  expect(withoutSecrets('/articles/1')).toBe('/articles/1')
})
