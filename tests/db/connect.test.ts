import { once } from 'node:events'
import { type AddressInfo, createServer } from 'node:net'
import { setTimeout as wait } from 'node:timers/promises'
import { connect, isDatabaseDown, oftenAsked } from '../../db/connect.ts'
import { type FreshDatabase, freshDatabase, onServer } from '../database.ts'

let fresh: FreshDatabase

beforeAll(async () => {
  fresh = await freshDatabase({ pool: 2 })
})

afterAll(async () => {
  await fresh.drop()
})

test('bigints and days come as strings, moments as Date in UTC, bytes as Buffer', async () => {
  const { rows } =
    await fresh.db.raw(`SELECT 9007199254740993::bigint AS number, '2026-03-01'::date AS day, '2026-03-01T10:00:00.123Z'::timestamptz AS moment,
                                              '\\xff00'::bytea AS bytes, current_setting('TimeZone') AS zone`)
  expect(rows).toEqual([
    {
      number: '9007199254740993',
      day: '2026-03-01',
      moment: new Date('2026-03-01T10:00:00.123Z'),
      bytes: Buffer.from([255, 0]),
      zone: 'UTC',
    },
  ])
})

test('a question that is often asked is planned once on a connection, and answered though its table got another column since', async () => {
  const db = connect(fresh.url, { pool: 2 })
  await db.raw('CREATE TABLE ferries (name text)')
  await db('ferries').insert({ name: 'Gull' })
  const ask = () => db('ferries').select('*').options(oftenAsked)
  expect([await ask(), await ask()]).toEqual([[{ name: 'Gull' }], [{ name: 'Gull' }]])
  expect(await db('pg_prepared_statements').where('statement', 'like', '%ferries%').select('name')).toEqual([{ name: 'often-0' }])
  await db.raw('ALTER TABLE ferries ADD COLUMN seats int')
  expect(await ask()).toEqual([{ name: 'Gull', seats: null }])
  expect(await db.transaction((tx) => tx('ferries').select('name').options(oftenAsked))).toEqual([{ name: 'Gull' }])
  await db.destroy()
})

test('a question that the server cuts off is a database that is away, and the next one is answered', async () => {
  const asked = fresh.db.raw('SELECT pg_sleep(20)').catch((problem: unknown) => problem)
  const cut = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE query = 'SELECT pg_sleep(20)'"
  for (let tries = 0; tries < 100 && (await onServer(fresh.url, cut)).rowCount === 0; tries++) await wait(20)
  expect(isDatabaseDown(await asked)).toBe(true)
  await wait(100)
  expect((await fresh.db.raw('SELECT 1 AS one')).rows).toEqual([{ one: 1 }])
})

test('an error quotes the statement without its values', async () => {
  await fresh.db('settings').insert({ key: 'once', value: 'secret' })
  const error = await fresh
    .db('settings')
    .insert({ key: 'once', value: 'secret' })
    .catch((problem: Error) => problem)
  expect(String(error)).toMatch(/insert into "settings" .* duplicate key/)
  expect(String(error)).not.toContain('secret')
})

test('a transaction that the server cuts fails as a whole', async () => {
  const cut = fresh.db.transaction(async (tx) => {
    await tx('settings').insert({ key: 'half', value: 'done' })
    const { rows } = await tx.raw('SELECT pg_backend_pid() AS pid')
    await onServer(fresh.url, `SELECT pg_terminate_backend(${rows[0].pid})`)
    await tx('settings').insert({ key: 'other half', value: 'done' })
  })
  expect(isDatabaseDown(await cut.catch((problem: unknown) => problem))).toBe(true)
  expect(await fresh.db('settings').where({ value: 'done' })).toEqual([])
})

test('a connection that is cut while nobody uses it is not noticed', async () => {
  await fresh.db.raw('SELECT 1')
  await onServer(
    fresh.url,
    'SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()',
  )
  await wait(100)
  expect((await fresh.db.raw('SELECT 2 AS two')).rows).toEqual([{ two: 2 }])
})

test('a pool whose connections are all taken is a database that is away', async () => {
  const db = connect(fresh.url, { pool: 2, patience: 200 })
  const [one, other] = [await db.transaction(), await db.transaction()]
  const error = await db.raw('SELECT 1').catch((problem: unknown) => problem)
  expect(isDatabaseDown(error)).toBe(true)
  await one.rollback()
  expect((await db.raw('SELECT 1 AS one')).rows).toEqual([{ one: 1 }])
  await other.rollback()
  await db.destroy()
})

test.each([
  ['a full disk', '53100', true],
  ['too many connections', '53300', true],
  ['a shutdown', '57P01', true],
  ['a number twice', '23505', false],
  ['a bug in SQL', '42601', false],
  ['a statement that takes too long', '57014', false],
])('%s (%s): away is %s', async (_name, code, away) => {
  const error = await fresh.db
    .raw(`DO $$ BEGIN RAISE EXCEPTION 'no' USING ERRCODE = '${code}'; END $$`)
    .catch((problem: unknown) => problem)
  expect(error).toMatchObject({ code })
  expect(isDatabaseDown(error)).toBe(away)
})

test('a server that does not listen, has no such socket, or hangs up is away; a file that is missing is not', async () => {
  const rude = createServer((socket) => socket.destroy()).listen(0, '127.0.0.1')
  await once(rude, 'listening')
  const { port } = rude.address() as AddressInfo
  for (const url of [
    'postgres://a:b@127.0.0.1:1/c',
    'postgres://a:b@localhost/c?host=/nowhere',
    'postgres://a:b@no.such.invalid/c',
    `postgres://a:b@127.0.0.1:${port}/c`,
  ]) {
    const db = connect(url)
    const error = await db.raw('SELECT 1').catch((problem: unknown) => problem)
    expect([url, isDatabaseDown(error)]).toEqual([url, true])
    await db.destroy()
  }
  rude.close()
  expect(isDatabaseDown(Object.assign(new Error('ENOENT: no such file'), { code: 'ENOENT', syscall: 'open' }))).toBe(false)
  expect(isDatabaseDown(new Error('a bug'))).toBe(false)
})
