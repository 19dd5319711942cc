import type { Knex } from 'knex'
import { CannotStart } from './cannot-start.ts'
import { type Migration, migrations } from './migrations.ts'

/** Brings a database up to this code. Any number of processes may ask at once: one works, the others wait for it. */
export async function migrate(db: Knex, list: readonly Migration[] = migrations): Promise<void> {
  await db.transaction(async (lock) => {
    await lock.raw(
      "SET LOCAL statement_timeout = 0; SET LOCAL idle_in_transaction_session_timeout = 0; SELECT pg_advisory_xact_lock(hashtext('cleancopy migrate'))",
    )
    await refuseUnfit(lock)
    await refuseNewer(lock, list)
    // On a connection of its own: within this transaction the row would stay locked for the migration itself.
    await freeStaleLock(db)
    await db.migrate.latest({ migrationSource: sourceOf(list) })
  })
}

function sourceOf(list: readonly Migration[]): Knex.MigrationSource<Migration> {
  return {
    getMigrations: async () => [...list],
    getMigrationName: ({ name }) => name,
    getMigration: async ({ up }) => ({
      up: async (tx) => {
        // An index over a full archive may take longer than any page may.
        await tx.raw('SET LOCAL statement_timeout = 0')
        await up(tx)
      },
      down: async () => {},
    }),
  }
}

async function refuseUnfit(db: Knex): Promise<void> {
  const { rows } = await db.raw(`
    SELECT current_database() AS name, current_setting('server_version_num')::int AS version, current_setting('server_version') AS says,
           current_setting('server_encoding') AS encoding, lower(chr(201)) = chr(233) AS folds, current_setting('transaction_read_only') AS read_only`)
  const { name, version, says, encoding, folds, read_only } = rows[0]
  if (version < 150000) throw new CannotStart(`Cleancopy needs PostgreSQL 15 or newer, and the database "${name}" is on ${says}.`)
  if (read_only === 'on') throw new CannotStart(`The database "${name}" is read-only, a standby perhaps: name the primary in DATABASE_URL.`)
  if (encoding === 'UTF8' && folds) return
  throw new CannotStart(
    `The database "${name}" has encoding ${encoding} and ${folds ? 'folds' : 'does not fold'} É to é, which search needs. Make one that fits and name it in DATABASE_URL: CREATE DATABASE cleancopy TEMPLATE template0 ENCODING 'UTF8' LOCALE 'C.UTF-8';`,
  )
}

async function refuseNewer(db: Knex, list: readonly Migration[]): Promise<void> {
  if (!(await hasTable(db, 'knex_migrations'))) return
  const known = new Set(list.map(({ name }) => name))
  const done: { name: string }[] = await db('knex_migrations').orderBy('id').select('name')
  const unknown = done.find(({ name }) => !known.has(name))
  if (!unknown) return
  throw new CannotStart(
    `This database was last used by a newer Cleancopy (it has the change "${unknown.name}", which this one does not know). Start that version again, or restore a backup from before.`,
  )
}

/** Whoever holds the advisory lock is alone, so a lock in knex's own table was left there by a kill. */
async function freeStaleLock(db: Knex): Promise<void> {
  if (await hasTable(db, 'knex_migrations_lock')) await db('knex_migrations_lock').update({ is_locked: 0 })
}

async function hasTable(db: Knex, name: string): Promise<boolean> {
  const { rows } = await db.raw('SELECT to_regclass(?) IS NOT NULL AS there', [name])
  return rows[0].there
}
