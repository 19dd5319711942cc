import type { Knex } from 'knex'
import { connect } from '../../db/connect.ts'
import { migrate } from '../../db/migrate.ts'
import { migrations } from '../../db/migrations.ts'
import { databaseAt, type FreshDatabase, freshDatabase, onServer } from '../database.ts'

let fresh: FreshDatabase

beforeEach(async () => {
  fresh = await freshDatabase()
})

afterEach(async () => {
  await fresh.drop()
})

test('a database that is up to date stays as it is', async () => {
  const before = await fresh.db('knex_migrations').orderBy('id')
  expect(before.map(({ name }) => name)).toEqual(migrations.map(({ name }) => name))
  await migrate(fresh.db)
  expect(await fresh.db('knex_migrations').orderBy('id')).toEqual(before)
})

test('several processes that migrate at once do it once', async () => {
  let times = 0
  const up = async (db: Knex) => {
    times++
    await db.raw('SELECT pg_sleep(0.2)')
  }
  const list = [...migrations, { name: '9000-slow', up }]
  const others = [connect(fresh.url), connect(fresh.url)]
  await Promise.all([fresh.db, ...others].map((db) => migrate(db, list)))
  expect(times).toBe(1)
  await Promise.all(others.map((db) => db.destroy()))
})

test('a lock that a kill in mid-migration left behind stops nobody', async () => {
  await fresh.db('knex_migrations_lock').update({ is_locked: 1 })
  await migrate(fresh.db, [...migrations, { name: '9000-next', up: (db) => db.schema.createTable('next', (table) => table.text('a')) }])
  expect(await fresh.db('next')).toEqual([])
})

test('a migration that fails leaves nothing of itself and tells why', async () => {
  const up = async (db: Knex) => {
    await db.schema.createTable('half', (table) => table.text('a'))
    await db.raw('SELECT 1 / 0')
  }
  const broken = { name: '9000-broken', up }
  await expect(migrate(fresh.db, [...migrations, broken])).rejects.toMatchObject({ code: '22012' })
  expect(await fresh.db.schema.hasTable('half')).toBe(false)
  await migrate(fresh.db)
})

test('a database that a newer Cleancopy has changed is refused', async () => {
  await fresh.db('knex_migrations').insert({ name: '9999-from-tomorrow', batch: 9, migration_time: new Date() })
  await expect(migrate(fresh.db)).rejects.toThrow(
    'This database was last used by a newer Cleancopy (it has the change "9999-from-tomorrow", which this one does not know). Start that version again, or restore a backup from before.',
  )
})

test.each([
  ['UTF8', 'C', 'has encoding UTF8 and does not fold É to é'],
  ['LATIN1', 'C', 'has encoding LATIN1 and does not fold É to é'],
])('a database made with %s and locale %s is refused with the line that makes a fitting one', async (encoding, locale, fault) => {
  const name = `${new URL(fresh.url).pathname.slice(1)}_foreign`
  await onServer(fresh.url, `CREATE DATABASE ${name} TEMPLATE template0 ENCODING '${encoding}' LOCALE '${locale}'`)
  const db = connect(databaseAt(fresh.url, name))
  await expect(migrate(db)).rejects.toThrow(
    `The database "${name}" ${fault}, which search needs. Make one that fits and name it in DATABASE_URL: CREATE DATABASE cleancopy TEMPLATE template0 ENCODING 'UTF8' LOCALE 'C.UTF-8';`,
  )
  await db.destroy()
  await onServer(fresh.url, `DROP DATABASE ${name}`)
})
