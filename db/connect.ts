import knex, { type Knex } from 'knex'
import pg from 'pg'

/** A database or a transaction: who gets one asks and changes, and may open a transaction (within another: a savepoint). */
export type Db = Knex

/** Opens a pool; nothing connects before the first query. Bigints and dates come as strings, timestamps as Date, bytes as Buffer. */
export function connect(url: string, { pool = 10, patience = 10_000 }: { pool?: number; patience?: number } = {}): Knex {
  const db = knex({
    client: 'pg',
    connection: { ...session, connectionString: url, types },
    // A migration holds its lock on one connection while it works on another.
    pool: { min: 0, max: Math.max(pool, 2) },
    acquireConnectionTimeout: patience,
    log: silent,
    // An error may be logged; the values of its statement are somebody's words or secrets.
    compileSqlOnError: false,
  })
  prepare(db)
  return db
}

/** Marks a question that every page asks in the same words: `.options(oftenAsked)` has it planned once on each connection. */
export const oftenAsked = { often: true }

type Asked = { sql: string; options?: { often?: boolean; name?: string } }

// A client of a transaction is another one: what is asked there is planned each time.
function prepare({ client }: Knex): void {
  const query: (connection: object, asked: Asked) => Promise<Asked> = client._query.bind(client)
  const names = new Map<string, string>()
  client._query = async (connection: object, asked: Asked) => {
    if (!asked.options?.often) return query(connection, asked)
    const name = names.get(asked.sql) ?? `often-${names.size}`
    names.set(asked.sql, name)
    asked.options = { name }
    return query(connection, asked).catch((error) => {
      if (!isOutdated(error)) throw error
      asked.options = {}
      return query(connection, asked)
    })
  }
}

// A table has got another column since the question was planned.
const isOutdated = ({ code, message }: { code?: string; message: string }): boolean =>
  code === '0A000' && message.includes('cached plan must not change result type')

/** Where the database of a pool is, for whoever needs connections of its own to it. */
export function addressOf(db: Db): string {
  return db.client.config.connection.connectionString
}

const session = {
  application_name: 'cleancopy',
  options: '-c timezone=UTC',
  connectionTimeoutMillis: 5_000,
  statement_timeout: 30_000,
  idle_in_transaction_session_timeout: 60_000,
  keepAlive: true,
}

// pg would make a calendar day midnight of wherever the server stands.
const types = {
  getTypeParser: (oid: number, format: string) => (oid === pg.types.builtins.DATE ? String : pg.types.getTypeParser(oid, format as 'text')),
}

// Whatever knex would print also arrives as an error, and is told once by whoever catches it.
const silent = { warn: nothing, error: nothing, deprecate: nothing, debug: nothing }
function nothing(): void {}

/** True when the database is away, full or out of connections: the same request may work later, so the answer is 503. */
export function isDatabaseDown(error: unknown): boolean {
  if (typeof error !== 'object' || error === null) return false
  const { code, syscall = 'connect', name, message = '', cause } = error as Partial<NodeJS.ErrnoException>
  if (code && (awayStates.test(code) || (awayNetwork.has(code) && awayCalls.has(syscall)))) return true
  return name === 'KnexTimeoutError' || awayMessages.test(message) || isDatabaseDown(cause)
}

// Connection lost (08), out of disk, memory or connections (53), shut down or starting (57P), a session cut off (25P), the disk itself (58).
const awayStates = /^(08...|53...|57P0[1-5]|25P0[34]|58030)$/
const awayNetwork = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
  'ETIMEDOUT',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ENOENT',
])
const awayCalls = new Set(['connect', 'read', 'write', 'getaddrinfo'])
const awayMessages =
  /(^| - )(Connection terminated|Connection ended|timeout exceeded when trying to connect|timeout expired|Client has encountered a connection error|Unable to acquire a connection)/
