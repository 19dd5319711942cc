import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Knex } from 'knex'
import { type Logger, pino } from 'pino'
import { createApp } from '../server/app.ts'
import { type Config, readConfig } from '../server/config.ts'
import { openQueue } from '../server/jobs/queue.ts'
import { type Person, type Role, roles } from '../server/users/permissions.ts'
import { insertPerson } from '../server/users/queries.ts'
import { startWorker } from '../server/worker.ts'
import { freshDatabase } from './database.ts'

// The cast of every story: `await cast(db)` puts them into a database, all with the password `password`.
// `const site = await openSite()` is a fresh database with the cast and the running house; `await site.close()` at the end.
// `site.as(ada).get('/articles')`, `.post('/articles', { title: 'x' })` bring { status, headers, text }; `site.visitor()` is nobody.

export const root = person('root', 'Rosa Root', ['administrator'])
export const ada = person('ada', 'Ada Lovell', ['editor'])
export const tomas = person('tomas', 'Tomás Ibarra', ['author'])
export const grace = person('grace', 'Grace Okafor', ['publisher', 'reviewer'])
export const amina = person('amina', 'Amina Haddad', ['reviewer'])
export const vera = person('vera', 'Vera Lind', ['viewer'])
/** Works alone and holds every role. */
export const solo = person('solo', 'Sol Onuoha', [...roles])

export const everyone: readonly Person[] = [root, ada, tomas, grace, amina, vera]

export const password = 'a lantern over the harbour'
// Argon2id at its cheapest, of the password above.
const password_hash = '$argon2id$v=19$m=8,t=1,p=1$QMo3GVmqyRJNU4NFlsUyRg$RQQvmrjPqLjdwex671s9nbrOo/GCXlL/kNoyhGwvh0A'

export async function cast(db: Knex, people: readonly Person[] = everyone): Promise<void> {
  const now = new Date()
  for (const { id, name, email, roles } of people)
    await insertPerson(db, {
      id,
      name,
      email,
      roles: [...roles],
      password_hash,
      disabled_at: null,
      created_at: now,
      password_changed_at: now,
    })
}

type Answer = { status: number; headers: Headers; text: string; bytes: Buffer }
type Fields = Record<string, string | readonly string[]>
export type Someone = ReturnType<typeof someone>
export type Site = Awaited<ReturnType<typeof openSite>>

// TEST_LOG=error shows what went wrong.
export const quiet = pino({ level: process.env['TEST_LOG'] ?? 'silent' })

type Wishes = {
  people?: readonly Person[]
  config?: Partial<Config>
  /** Whether a worker does what the pages leave for later. */
  isWorking?: boolean
}

/** A running house on a database of its own, with the cast in it. */
export async function openSite({ people = everyone, config = {}, isWorking = false }: Wishes = {}) {
  const { db, url: database, drop } = await freshDatabase()
  await cast(db, people)
  const house = await openHouse(db, config)
  const worker = isWorking ? await startWorker(db, { log: quiet, queue: house.queue }) : null
  const close = async () => {
    await house.close()
    await worker?.stop()
    await drop()
  }
  return { ...house, db, database, close }
}

/** A running house on any database. */
export async function openHouse(db: Knex, config: Partial<Config> = {}, log: Logger = quiet) {
  const given = { ...readConfig({}), mode: 'test', secret: 'a secret of the tests, long enough', ...config } as const
  const queue = openQueue(db, (err) => log.error({ err }))
  const leaving = new AbortController()
  const app = createApp({ db, config: given, log, queue, leaving: leaving.signal })
  const server = await listening(createServer(app))
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const known = new Map<string, Someone>()
  const as = (person: Person): Someone => {
    const someone = known.get(person.id) ?? someoneAt(url, person)
    known.set(person.id, someone)
    return someone
  }
  const close = async () => {
    leaving.abort()
    server.closeAllConnections()
    await new Promise((done) => server.close(done))
    await queue.close()
  }
  return { app, queue, url, as, visitor: () => someone(url), close }
}

/** A browser without a window: keeps cookies, sends what browsers send, follows no redirect. */
function someone(url: string, signIn: (me: Browser) => Promise<unknown> = async () => {}) {
  const jar = new Map<string, string>()
  const me: Browser = { jar, ask: (path, init) => askAs(jar, url + path, init) }
  let ready: Promise<unknown> | undefined
  const ask: Browser['ask'] = async (path, init) => {
    ready ??= signIn(me).catch((error) => {
      ready = undefined
      throw error
    })
    await ready
    return me.ask(path, init)
  }
  const headers = { 'sec-fetch-site': 'same-origin' }
  return {
    jar,
    ask,
    get: (path: string, extra: Record<string, string> = {}) => ask(path, { headers: extra }),
    post: (path: string, fields: Fields = {}) => ask(path, { method: 'POST', headers, body: encoded(fields) }),
    upload: (path: string, form: FormData) => ask(path, { method: 'POST', headers, body: form }),
  }
}

type Browser = { jar: Map<string, string>; ask(path: string, init?: RequestInit): Promise<Answer> }

/** Somebody of the cast at a house of any address. */
export function someoneAt(url: string, { email }: Pick<Person, 'email'>): Someone {
  return someone(url, async ({ ask }) => {
    const body = encoded({ email, password })
    const { status, text } = await ask('/sign-in', { method: 'POST', headers: { 'sec-fetch-site': 'same-origin' }, body })
    if (status !== 303) throw new Error(`${email} could not sign in: ${status} ${text}`)
  })
}

async function askAs(jar: Map<string, string>, url: string, init: RequestInit = {}): Promise<Answer> {
  const headers = new Headers(init.headers)
  if (jar.size > 0) headers.set('cookie', [...jar].map((pair) => pair.join('=')).join('; '))
  const answer = await fetch(url, { redirect: 'manual', ...init, headers })
  for (const cookie of answer.headers.getSetCookie()) keep(jar, cookie)
  const bytes = Buffer.from(await answer.arrayBuffer())
  return { status: answer.status, headers: answer.headers, text: bytes.toString(), bytes }
}

function keep(jar: Map<string, string>, cookie: string): void {
  const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(cookie) ?? []
  if (value) jar.set(name, value)
  else jar.delete(name)
}

function encoded(fields: Fields): URLSearchParams {
  return new URLSearchParams(Object.entries(fields).flatMap(([name, value]) => [value].flat().map((one): [string, string] => [name, one])))
}

async function listening(server: Server): Promise<Server> {
  return new Promise((done) => server.listen(0, '127.0.0.1', () => done(server)))
}

// A fixed id per name, so that a story may name its people before there is a database.
function person(key: string, name: string, roles: Role[]): Person {
  const id = `01900000-0000-7000-8000-${Buffer.from(key.padEnd(6, '_')).toString('hex')}`
  return { id, name, email: `${key}@example.org`, roles }
}
