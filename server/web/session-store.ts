import connectPgSimple from 'connect-pg-simple'
import session, { type SessionData, type Store } from 'express-session'
import type { Pool } from 'pg'
import type { Logger } from 'pino'
import type { Db } from '../../db/connect.ts'

/** Hours without a request after which one signs in again. */
const idle = 8 * 60 * 60 * 1000
const rarely = 5 * 60 * 1000

/** How a session is read and kept alive by that, and saved once it is there: the SQL of it. */
export type Keeping = {
  open(db: Db, sid: string, times: { now: Date; until: Date; unless: Date }): Promise<object | undefined>
  save(db: Db, sid: string, session: { sess: string; until: Date }): Promise<void>
}

type Done = (error?: unknown) => void

/** The sessions in the database, over the pool of everything else. */
export function sessionStore(db: Db, { log, open, save }: Keeping & { log: Logger }): Store {
  const PgStore = connectPgSimple(session)
  const errorLog = (...said: unknown[]) => log.warn({ said: said.map(String) }, 'The session store complains.')
  const store = new PgStore({ pool: poolOf(db), tableName: 'sessions', ttl: idle / 1000, createTableIfMissing: false, errorLog })
  const insert = store.set.bind(store)
  // express-session takes ENOENT, which is also a database socket that is gone, for a session that is gone.
  const unread = (cause: unknown) => new Error('No session can be read.', { cause })
  store.get = (sid, done) =>
    void open(db, sid, times()).then(
      (data) => done(null, data as SessionData | undefined),
      (error) => done(unread(error)),
    )
  store.set = (sid, data, done: Done = () => {}) =>
    isOld(data) ? save(db, sid, saved(data)).then(() => done(), done) : insert(sid, data, done)
  // Reading it has kept it alive: one statement a request, not two.
  store.touch = (_sid, _data, done: Done = () => {}) => done()
  return store
}

// The store writes a session whole, which would bring back one that was ended while its last request was still at work.
function isOld(data: SessionData): boolean {
  return data.started_at !== undefined
}

function saved(data: SessionData): { sess: string; until: Date } {
  return { sess: JSON.stringify(data), until: new Date(Date.now() + idle) }
}

function times(): { now: Date; until: Date; unless: Date } {
  const now = Date.now()
  return { now: new Date(now), until: new Date(now + idle), unless: new Date(now + idle - rarely) }
}

// connect-pg-simple asks a pool for one thing only.
function poolOf(db: Db): Pool {
  const query = (sql: string, params: unknown[]) => {
    const names = Object.fromEntries(params.map((value, i) => [`p${i + 1}`, value]))
    return db.raw(sql.replaceAll(/\$(\d+)/g, ':p$1'), names)
  }
  return { query } as unknown as Pool
}
