import type { Knex } from 'knex'
import { CannotStart } from '../db/cannot-start.ts'
import { connect } from '../db/connect.ts'
import { openEmbedded } from '../db/embedded.ts'
import { findRunning } from '../db/embedded-running.ts'
import { migrate } from '../db/migrate.ts'
import { reach } from '../db/reach.ts'
import type { Environment } from './config.ts'
import type { WayOut } from './way-out.ts'

export type Opened = { db: Knex; url: string }

/** The database of DATABASE_URL, or the one that comes along, which this process then keeps. */
export async function openDatabase(env: Environment, out: WayOut): Promise<Opened> {
  const embedded = env.database_url ? null : await openEmbedded(env.data)
  if (embedded) out.closing(embedded.close)
  return await opened(embedded?.url ?? env.database_url ?? '', out)
}

/** The database of DATABASE_URL, or the one of the Cleancopy that runs on the data folder. */
export async function joinDatabase(env: Environment, out: WayOut): Promise<Opened> {
  const url = env.database_url ?? (await findRunning(env.data))
  // Each import at work keeps one connection and uses a few.
  if (url) return await opened(url, out, 24)
  throw new CannotStart(
    `There is no database to work on: no Cleancopy runs on the data folder ${env.data}. Start that first, or name a PostgreSQL in DATABASE_URL.`,
  )
}

async function opened(url: string, out: WayOut, pool = 10): Promise<Opened> {
  const db = connect(url, { pool })
  out.closing(() => db.destroy())
  await reach(db, url)
  await migrate(db)
  return { db, url }
}
