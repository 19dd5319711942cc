import type { Knex } from 'knex'
import { firstLink } from '../../server/users/first-link.ts'
import { roles } from '../../server/users/permissions.ts'
import { welcomePerson } from '../../server/users/welcome-person.ts'
import { ada, cast, openSite, type Site } from '../cast.ts'

let site: Site
let db: Knex
beforeEach(async () => {
  site = await openSite({ people: [] })
  db = site.db
})
afterEach(() => site.close())

const house = { public_url: null, host: '127.0.0.1', port: 3000 }
const first = { name: 'Sol Onuoha', email: 'sol@example.org', password: 'a lantern over the harbour' }
const tokenOf = (link: string | null) => link?.split('/').at(-1) ?? ''

test('the first start shows a link, and whoever opens it becomes the administrator, who holds every role while alone', async () => {
  const link = await firstLink(db, house)
  expect(link).toMatch(/^http:\/\/127\.0\.0\.1:3000\/welcome\/[\w-]{43}$/)
  const path = new URL(link ?? '').pathname
  const browser = site.visitor()
  expect((await browser.get(path)).text).toContain('Welcome to Cleancopy')
  const wrong = await browser.post(path, { ...first, password: 'solonuoha' })
  expect([wrong.status, wrong.text]).toEqual([422, expect.stringContaining('This is your own name or address.')])
  expect((await browser.post(path, first)).status).toBe(303)
  const { status, text } = await browser.get('/people')
  expect(status).toBe(200)
  expect(text).toContain('You work alone, so four-eyes is off: you may approve your own text.')
  expect(await db('people').select('name', 'email', 'roles')).toEqual([{ name: first.name, email: first.email, roles: [...roles] }])
  expect((await browser.get(path)).status).toBe(410)
  expect(await db('events').where({ says: 'became the first administrator' })).toHaveLength(1)
})

test('of two who open it at once, one wins', async () => {
  const token = tokenOf(await firstLink(db, house))
  const outcomes = await Promise.allSettled([
    welcomePerson(db, { token, ...first }),
    welcomePerson(db, { token, ...first, email: 'other@example.org' }),
  ])
  expect(outcomes.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
  expect(await db('people')).toHaveLength(1)
})

test('a new start makes a new link and voids the one before', async () => {
  const [old, current] = [tokenOf(await firstLink(db, house)), tokenOf(await firstLink(db, house))]
  await expect(welcomePerson(db, { token: old, ...first })).rejects.toThrow('This link was used already or is no longer good.')
  expect(await welcomePerson(db, { token: current, ...first })).toMatchObject({ email: first.email })
})

test('it runs out after a day, and is stored as a hash only', async () => {
  const token = tokenOf(await firstLink(db, house))
  const [stored] = await db('access_links')
  expect(stored.expires_at.getTime() - stored.created_at.getTime()).toBe(24 * 60 * 60 * 1000)
  expect(JSON.stringify(stored)).not.toContain(token)
  await db('access_links').update({ expires_at: new Date() })
  await expect(welcomePerson(db, { token, ...first })).rejects.toThrow('no longer good')
})

test('once somebody can sign in there is none, and an older one opens nothing', async () => {
  const token = tokenOf(await firstLink(db, house))
  await cast(db, [ada])
  expect(await firstLink(db, house)).toBeNull()
  await expect(welcomePerson(db, { token, ...first })).rejects.toThrow('no longer good')
})

test('it is found under PUBLIC_URL, or where the house listens', async () => {
  expect(await firstLink(db, { ...house, public_url: 'https://desk.example.org' })).toMatch(/^https:\/\/desk\.example\.org\/welcome\//)
  expect(await firstLink(db, { ...house, host: '0.0.0.0', port: 8080 })).toMatch(/^http:\/\/localhost:8080\/welcome\//)
  expect(await firstLink(db, { ...house, host: '::1' })).toMatch(/^http:\/\/\[::1\]:3000\/welcome\//)
})
