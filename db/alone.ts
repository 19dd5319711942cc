import type { Db } from './connect.ts'

/** Asks whether the name is still held; throws where the connection that held it is gone. */
export type Held = () => Promise<void>

/**
 * Does a work of this name where nobody else is at it, in any process on this database; false where somebody is.
 * The name is held by a connection, so whoever is killed lets go at once.
 */
export async function alone(db: Db, name: string, work: (held: Held) => Promise<void>): Promise<boolean> {
  return await db.transaction(async (hold) => {
    await hold.raw('SET LOCAL idle_in_transaction_session_timeout = 0')
    const { rows } = await hold.raw<{ rows: [{ free: boolean }] }>('SELECT pg_try_advisory_xact_lock(hashtextextended(?, 0)) AS free', [
      name,
    ])
    if (rows[0].free) await work(async () => void (await hold.raw('SELECT 1')))
    return rows[0].free
  })
}
