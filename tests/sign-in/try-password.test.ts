import { signIn } from '../../server/sign-in/sign-in.ts'
import { accountKey, limits } from '../../server/sign-in/slow-down.ts'
import { disablePerson } from '../../server/users/disable-person.ts'
import { hashPassword, isPassword } from '../../server/users/password.ts'
import { ada, amina, cast, password, tomas, vera } from '../cast.ts'
import { type FreshDatabase, freshDatabase } from '../database.ts'

let fresh: FreshDatabase
beforeAll(async () => {
  fresh = await freshDatabase()
  await cast(fresh.db)
})
afterAll(() => fresh.drop())
beforeEach(() => fresh.db('sign_in_attempts').delete())

const home = '192.0.2.1'
const elsewhere = '198.51.100.7'
const apart = { refused: 'This e-mail address and password do not belong together. Look at both and try again.', status: 401 }
const right = (address = home, { email } = ada) => signIn(fresh.db, { email, password, address })
const wrong = (address = home, { email } = ada) => signIn(fresh.db, { email, password: 'not the password', address })
const events = () => fresh.db('events').where({ stream: 'access' }).orderBy('number').select('says', 'person_id', 'details', 'canonical')

test('the right password lets in, however the address is written', async () => {
  const { id, name, email, roles } = ada
  expect(await right()).toEqual({ person: { id, name, email, roles } })
  expect(await right(home, { ...ada, email: ' ADA@Example.ORG ' })).toHaveProperty('person')
})

test('a wrong password, an unknown account, a disabled and an invited person hear the same words', async () => {
  await disablePerson(fresh.db, { id: vera.id, by: null })
  await fresh.db('people').where({ id: tomas.id }).update({ password_hash: null })
  expect(await wrong()).toEqual(apart)
  expect(await right(home, { ...ada, email: 'nobody@example.org' })).toEqual(apart)
  expect(await right(home, vera)).toEqual(apart)
  expect(await right(home, tomas)).toEqual(apart)
})

test('to say no to nobody takes as long as to say no to somebody', async () => {
  const stored = await hashPassword(password)
  const took = async (hash: string | null) => {
    const start = performance.now()
    expect(await isPassword(hash, 'not the password')).toBe(false)
    return performance.now() - start
  }
  await took(stored)
  const [somebody, nobody] = [[], []] as [number[], number[]]
  for (let i = 0; i < 5; i++) {
    somebody.push(await took(stored))
    nobody.push(await took(null))
  }
  expect(Math.min(...nobody)).toBeGreaterThan(Math.min(...somebody) / 3)
})

test('sign-ins and failures are written down, without what was typed', async () => {
  await wrong()
  await signIn(fresh.db, { email: 'my secret typed into the wrong field', password: 'x', address: home })
  await right()
  expect((await events()).slice(-3)).toMatchObject([
    { says: 'failed to sign in', person_id: null, details: { address: home, account: ada.id } },
    { says: 'failed to sign in', person_id: null, details: { address: home, account: null } },
    { says: 'signed in', person_id: ada.id, details: { address: home } },
  ])
  const written = JSON.stringify([await events(), await fresh.db('sign_in_attempts')])
  expect(written).not.toMatch(/my secret|not the password|lantern/)
})

test('after five wrong passwords the sixth try waits, the right one too, and an unknown account waits just the same', async () => {
  const nobody = { ...ada, email: 'nobody@example.org' }
  for (let i = 0; i < limits.pair; i++) expect([await wrong(), await wrong(home, nobody)]).toEqual([apart, apart])
  const waits = {
    refused: 'Too many wrong tries. Wait 15 minutes, then try again; until then the right password is not taken either.',
    status: 429,
  }
  expect(await right()).toEqual(waits)
  expect(await wrong(home, nobody)).toEqual(waits)
})

test('a stranger who keeps failing does not keep her out elsewhere, and the wait ends', async () => {
  for (let i = 0; i < limits.pair + 3; i++) await wrong(elsewhere)
  expect(await right(home)).toHaveProperty('person')
  expect(await right(elsewhere)).toHaveProperty('status', 429)
  await fresh.db('sign_in_attempts').update({ at: new Date(Date.now() - limits.window - 1_000) })
  expect(await right(elsewhere)).toHaveProperty('person')
})

test('that tries have to wait is written down once for each that waits, however many there are', async () => {
  const before = (await events()).length
  const nobody = { ...ada, email: 'nobody@example.org' }
  for (let i = 0; i < limits.pair + 4; i++) await Promise.all([wrong(), wrong(home, nobody)])
  const slowed = (await events()).slice(before).filter(({ says }) => says === 'slowed a sign-in')
  expect(slowed).toHaveLength(2)
  expect(slowed).toEqual(
    expect.arrayContaining([
      expect.objectContaining({ person_id: null, details: expect.objectContaining({ because: 'pair', account: ada.id, address: home }) }),
      expect.objectContaining({ person_id: null, details: expect.objectContaining({ because: 'pair', account: null }) }),
    ]),
  )
  expect(JSON.stringify(slowed)).not.toContain('nobody@example.org')
})

test('an address that tries very many accounts is written down once, with whatever names it tries', async () => {
  const attack = Array.from({ length: limits.address }, (_, i) => ({ account: `someone ${i}`, address: elsewhere, at: new Date() }))
  await fresh.db('sign_in_attempts').insert(attack)
  const before = (await events()).length
  for (let i = 0; i < 8; i++) await wrong(elsewhere, { ...ada, email: `made-up-${i}@example.org` })
  const slowed = (await events()).slice(before).filter(({ says }) => says === 'slowed a sign-in')
  expect(slowed.map(({ details }) => details['because'])).toEqual(['address'])
})

test('many tries at once count one by one', async () => {
  const answers = await Promise.all(Array.from({ length: 20 }, () => wrong()))
  expect(answers.filter((answer) => 'status' in answer && answer.status === 401)).toHaveLength(limits.pair)
  expect(answers.filter((answer) => 'status' in answer && answer.status === 429)).toHaveLength(20 - limits.pair)
})

test('the right password forgets the failures of its own account and address, and no others', async () => {
  for (let i = 0; i < limits.pair - 1; i++) await Promise.all([wrong(), wrong(home, amina), wrong(elsewhere)])
  await right()
  const left = await fresh.db('sign_in_attempts').select('account', 'address')
  expect(left).toHaveLength(2 * (limits.pair - 1))
  expect(await wrong()).toEqual(apart)
})

test('an account under attack from everywhere lets her in at once from where she works, and a little later from a new place', async () => {
  await right(home)
  const account = accountKey(ada.email)
  const attack = Array.from({ length: limits.account }, (_, i) => ({ account, address: `203.0.113.${i}`, at: new Date() }))
  await fresh.db('sign_in_attempts').insert(attack)
  const [known, unknown] = [await timed(() => right(home)), await timed(() => right('203.0.114.9'))]
  expect(known).toBeLessThan(limits.delay / 2)
  expect(unknown).toBeGreaterThanOrEqual(limits.delay - 50)
})

async function timed(act: () => Promise<unknown>): Promise<number> {
  const start = performance.now()
  expect(await act()).toHaveProperty('person')
  return performance.now() - start
}
