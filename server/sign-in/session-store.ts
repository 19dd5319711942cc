import connectPgSimple from 'connect-pg-simple'
import session, { type SessionData, type Store } from 'express-session'
import type { Pool } from 'pg'
import type { Logger } from 'pino'
import type { Db } from '../../db/connect.ts'
import { extendSession, saveSession } from './queries.ts'

/** Hours without a request after which one signs in again. */
const idle = 8 * 60 * 60 * 1000
const rarely = 5 * 60 * 1000

type Done = (error?: unknown) => void

/** The sessions in the database, over the pool of everything else. */
export function sessionStore(db: Db, log: Logger): Store {
  const PgStore = connectPgSimple(session)
  const errorLog = (...said: unknown[]) => log.warn({ said: said.map(String) }, 'The session store complains.')
  const store = new PgStore({ pool: poolOf(db), tableName: 'sessions', ttl: idle / 1000, createTableIfMissing: false, errorLog })
  const insert = store.set.bind(store)
  store.set = (sid, data, done: Done = () => {}) => (isOld(data) ? save(db, sid, data).then(() => done(), done) : insert(sid, data, done))
  store.touch = (sid, _data, done: Done = () => {}) => void extend(db, sid).then(() => done(), done)
  return store
}

// The store writes a session whole, which would bring back one that was ended while its last request was still at work.
function isOld(data: SessionData): boolean {
  return data.started_at !== undefined
}

async function save(db: Db, sid: string, data: SessionData): Promise<void> {
  await saveSession(db, sid, { sess: JSON.stringify(data), until: new Date(Date.now() + idle) })
}

async function extend(db: Db, sid: string): Promise<void> {
  const until = Date.now() + idle
  await extendSession(db, sid, { until: new Date(until), unless: new Date(until - rarely) })
}

// connect-pg-simple asks a pool for one thing only.
function poolOf(db: Db): Pool {
  const query = (sql: string, params: unknown[]) => {
    const names = Object.fromEntries(params.map((value, i) => [`p${i + 1}`, value]))
    return db.raw(sql.replaceAll(/\$(\d+)/g, ':p$1'), names)
  }
  return { query } as unknown as Pool
}
