import type { Db } from './connect.ts'

/** Asks whether the name is still held; throws where the connection that held it is gone. */
export type Held = () => Promise<void>

/**
 * Does a work of this name where nobody else is at it, in any process on this database; false where somebody is and stays.
 * The name is held by a connection, so whoever is killed lets go as soon as the server notices.
 */
export async function alone(db: Db, name: string, work: (held: Held) => Promise<void>): Promise<boolean> {
  return await db.transaction(async (hold) => {
    await hold.raw('SET LOCAL idle_in_transaction_session_timeout = 0')
    if (!(await isOurs(hold, name))) return false
    await work(async () => void (await hold.raw('SELECT 1')))
    return true
  })
}

const patience = '2s'

async function isOurs(hold: Db, name: string): Promise<boolean> {
  try {
    await hold.transaction(async (attempt) => {
      await attempt.raw(`SET LOCAL lock_timeout = '${patience}'`)
      await attempt.raw('SELECT pg_advisory_xact_lock(hashtextextended(?, 0))', [name])
    })
    return true
  } catch (error) {
    if ((error as { code?: string }).code === '55P03') return false
    throw error
  }
}
