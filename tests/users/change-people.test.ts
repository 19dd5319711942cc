import type { Knex } from 'knex'
import { findPolicy } from '../../server/policy/queries.ts'
import { changeRoles } from '../../server/users/change-roles.ts'
import { choosePassword } from '../../server/users/choose-password.ts'
import { disablePerson } from '../../server/users/disable-person.ts'
import { enablePerson } from '../../server/users/enable-person.ts'
import { invitePerson } from '../../server/users/invite-person.ts'
import { makeResetLink } from '../../server/users/make-reset-link.ts'
import type { Person } from '../../server/users/permissions.ts'
import { ada, amina, cast, grace, root, solo, tomas, vera } from '../cast.ts'
import { type FreshDatabase, freshDatabase } from '../database.ts'

let fresh: FreshDatabase
let db: Knex
beforeAll(async () => {
  fresh = await freshDatabase()
})
afterAll(() => fresh.drop())
beforeEach(async () => {
  db = await fresh.db.transaction()
})
afterEach(() => (db as Knex.Transaction).rollback())

const rolesOf = async ({ id }: Person) => (await db('people').where({ id }).first('roles')).roles
const told = (stream: string, from: Knex = db) => from('events').where({ stream }).orderBy('number').select('says', 'person_id', 'details')
const lastOf = (post: string) => `This is the last active ${post}. Give someone else that role first; nothing was changed.`
const second: Person = { ...root, id: '01900000-0000-7000-8000-0000000000bb', name: 'Bo Root', email: 'bo@example.org' }

describe('roles', () => {
  test('are changed, end the sessions, and are written down with before and after', async () => {
    await cast(db)
    await sitting(tomas)
    await changeRoles(db, { id: tomas.id, roles: ['author', 'editor'], by: root })
    expect(await rolesOf(tomas)).toEqual(['author', 'editor'])
    expect(await sittings(tomas)).toBe(0)
    expect(await told(`person:${tomas.id}`)).toEqual([
      { says: 'changed roles', person_id: root.id, details: { before: ['author'], after: ['author', 'editor'] } },
    ])
  })

  test('that stay the same end and record nothing', async () => {
    await cast(db)
    await sitting(tomas)
    await changeRoles(db, { id: tomas.id, roles: ['author'], by: root })
    expect(await sittings(tomas)).toBe(1)
    expect(await told(`person:${tomas.id}`)).toEqual([])
  })

  test.each([
    ['administrator', root],
    ['publisher', grace],
  ] as const)('the last %s keeps the post', async (post, holder) => {
    await cast(db)
    await expect(changeRoles(db, { id: holder.id, roles: ['viewer'], by: root })).rejects.toThrow(lastOf(post))
    await expect(disablePerson(db, { id: holder.id, by: root })).rejects.toThrow(lastOf(post))
    expect(await rolesOf(holder)).toEqual(holder.roles)
    expect(await told(`person:${holder.id}`)).toEqual([])
  })

  test('who is only invited, or disabled, is no second administrator', async () => {
    await cast(db, [root, second, grace])
    await invitePerson(db, { name: 'Invited', email: 'invited@example.org', roles: ['administrator'], by: root })
    await disablePerson(db, { id: second.id, by: root })
    await expect(changeRoles(db, { id: root.id, roles: ['viewer'], by: root })).rejects.toThrow(lastOf('administrator'))
  })
})

describe('disabling', () => {
  test('ends sessions and links, is written down once, and enabling undoes it', async () => {
    await cast(db)
    await sitting(vera)
    const { token } = await makeResetLink(db, { id: vera.id, by: root })
    await disablePerson(db, { id: vera.id, by: root })
    await disablePerson(db, { id: vera.id, by: root })
    expect(await sittings(vera)).toBe(0)
    await expect(choosePassword(db, { purpose: 'reset', token, password: 'a boat in the morning' })).rejects.toThrow('no longer good')
    await expect(makeResetLink(db, { id: vera.id, by: root })).rejects.toThrow('Vera Lind is disabled.')
    await enablePerson(db, { id: vera.id, by: root })
    await enablePerson(db, { id: vera.id, by: root })
    expect((await told(`person:${vera.id}`)).map(({ says }) => says)).toEqual(['made link', 'disabled', 'enabled'])
  })

  test('of nobody is refused', async () => {
    await expect(disablePerson(db, { id: second.id, by: root })).rejects.toThrow('There is nothing at this address.')
    await expect(enablePerson(db, { id: second.id, by: root })).rejects.toThrow('There is nothing at this address.')
    await expect(changeRoles(db, { id: second.id, roles: ['viewer'], by: root })).rejects.toThrow('There is nothing at this address.')
  })
})

describe('four-eyes', () => {
  test('is off while one works alone, and switches on when a second who may approve joins', async () => {
    await cast(db, [solo])
    const { id, token } = await invitePerson(db, { name: 'Amina', email: 'amina@example.org', roles: ['reviewer'], by: solo })
    expect(await findPolicy(db)).toMatchObject({ four_eyes: false, version: 1 })
    await choosePassword(db, { purpose: 'invite', token, password: 'a boat in the morning' })
    expect(await findPolicy(db)).toMatchObject({ four_eyes: true, version: 2 })
    expect(await told('policy')).toEqual([
      { says: 'switched four-eyes on', person_id: null, details: { person: id, because: 'a second person may approve' } },
    ])
  })

  test('switches on when someone here gets the role, or is let in again with it', async () => {
    await cast(db, [solo, vera])
    await changeRoles(db, { id: vera.id, roles: ['reviewer'], by: solo })
    expect(await findPolicy(db)).toMatchObject({ four_eyes: true })
    await db('policy').update({ four_eyes: false })
    await disablePerson(db, { id: vera.id, by: solo })
    expect(await findPolicy(db)).toMatchObject({ four_eyes: false })
    await enablePerson(db, { id: vera.id, by: solo })
    expect(await findPolicy(db)).toMatchObject({ four_eyes: true })
  })

  test('does not switch on for who may not approve, nor off when one is alone again, nor on against the policy when a third comes', async () => {
    await cast(db, [solo, ada, vera])
    await changeRoles(db, { id: vera.id, roles: ['author', 'viewer'], by: solo })
    expect(await findPolicy(db)).toMatchObject({ four_eyes: false })
    await changeRoles(db, { id: ada.id, roles: ['reviewer'], by: solo })
    await disablePerson(db, { id: ada.id, by: solo })
    expect(await findPolicy(db)).toMatchObject({ four_eyes: true })
    await enablePerson(db, { id: ada.id, by: solo })
    await db('policy').update({ four_eyes: false })
    await changeRoles(db, { id: vera.id, roles: ['reviewer'], by: solo })
    expect(await findPolicy(db)).toMatchObject({ four_eyes: false })
  })
})

describe('invitations', () => {
  test('are stored as a hash only', async () => {
    await cast(db)
    const { token } = await invitePerson(db, { name: 'Noor', email: 'noor@example.org', roles: ['author'], by: root })
    expect(Buffer.from(token, 'base64url')).toHaveLength(32)
    expect(JSON.stringify([await db('access_links'), await db('events')])).not.toContain(token)
  })

  test('for an address that is here already are refused, in any spelling', async () => {
    await cast(db)
    const ask = (email: string) => invitePerson(db, { name: 'Ada', email, roles: ['author'], by: root })
    await expect(ask('ADA@example.org')).rejects.toThrow('Someone with the address ADA@example.org is already here.')
  })

  test('run out, and a new link voids the one before', async () => {
    await cast(db)
    const { id, token } = await invitePerson(db, { name: 'Noor', email: 'noor@example.org', roles: ['author'], by: root })
    const renewed = await makeResetLink(db, { id, by: root })
    expect(renewed.purpose).toBe('invite')
    const choose = (token: string) => choosePassword(db, { purpose: 'invite', token, password: 'a boat in the morning' })
    await expect(choose(token)).rejects.toThrow('This link was used already or is no longer good.')
    await db('access_links').update({ expires_at: new Date(Date.now() - 1) })
    await expect(choose(renewed.token)).rejects.toThrow('This link was used already or is no longer good.')
  })

  test('are no reset links, and the other way round', async () => {
    await cast(db)
    const { token } = await makeResetLink(db, { id: ada.id, by: root })
    await expect(choosePassword(db, { purpose: 'invite', token, password: 'a boat in the morning' })).rejects.toThrow('no longer good')
  })
})

test('a reset link ends every session of its person and changes the password once', async () => {
  await cast(db)
  await sitting(amina)
  const { token } = await makeResetLink(db, { id: amina.id, by: root })
  const before = await db('people').where({ id: amina.id }).first('password_hash')
  expect(await choosePassword(db, { purpose: 'reset', token, password: 'a boat in the morning' })).toEqual(amina)
  expect(await sittings(amina)).toBe(0)
  const after = await db('people').where({ id: amina.id }).first('password_hash')
  expect(after.password_hash).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/)
  expect(after).not.toEqual(before)
  await expect(choosePassword(db, { purpose: 'reset', token, password: 'another boat' })).rejects.toThrow('used already')
})

describe('two at once', () => {
  // Last in this file: it cannot be rolled back.
  beforeAll(() => cast(fresh.db, [root, second, grace]))

  test('demote each other: one of them stays administrator', async () => {
    for (let round = 0; round < 5; round++) {
      const outcomes = await Promise.allSettled([
        changeRoles(fresh.db, { id: root.id, roles: ['viewer'], by: second }),
        round % 2
          ? disablePerson(fresh.db, { id: second.id, by: root })
          : changeRoles(fresh.db, { id: second.id, roles: ['viewer'], by: root }),
      ])
      expect(outcomes.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
      expect(await activeAdministrators()).toBe(1)
      await fresh
        .db('people')
        .whereIn('id', [root.id, second.id])
        .update({ roles: ['administrator'], disabled_at: null })
    }
  })

  test('use the same link: it is used once, by whoever is first', async () => {
    const { id, token } = await invitePerson(fresh.db, { name: 'Noor', email: 'Noor@example.org', roles: ['author'], by: root })
    const outcomes = await Promise.allSettled(
      ['a boat in the morning', 'a train in the evening'].map((password) =>
        choosePassword(fresh.db, { purpose: 'invite', token, password }),
      ),
    )
    expect(outcomes.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
    expect((await told(`person:${id}`, fresh.db)).map(({ says, person_id }) => [says, person_id])).toEqual([
      ['invited', root.id],
      ['joined', id],
    ])
  })

  test('invite the same address: one of them does', async () => {
    const ask = (email: string) => invitePerson(fresh.db, { name: 'Kim', email, roles: ['author'], by: root })
    const outcomes = await Promise.allSettled([ask('kim@example.org'), ask('KIM@example.org')])
    expect(outcomes.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
  })
})

async function sitting({ id }: Person): Promise<void> {
  const sess = { cookie: {}, passport: { user: id }, started_at: new Date() }
  await db('sessions').insert({ sid: `sitting of ${id}`, sess: JSON.stringify(sess), expire: new Date(Date.now() + 60_000) })
}

async function sittings({ id }: Person): Promise<number> {
  return (await db('sessions').where({ person_id: id })).length
}

async function activeAdministrators(): Promise<number> {
  const { rows } = await fresh.db.raw(`SELECT FROM people WHERE 'administrator' = ANY (roles) AND disabled_at IS NULL`)
  return rows.length
}
