import { randomBytes } from 'node:crypto'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Knex } from 'knex'
import { pino } from 'pino'
import { CannotStart } from '../db/cannot-start.ts'
import { houseUrl } from './access/house-url.ts'
import { keepSetting } from './access/queries.ts'
import { type Config, readConfig } from './config.ts'
import { openQueue } from './jobs/queue.ts'
import { keepWorker } from './keep-worker.ts'
import { openDatabase } from './open-database.ts'
import { firstLink } from './users/first-link.ts'
import { closeServer, type WayOut, wayOut } from './way-out.ts'

type App = typeof import('./app.ts')

type Start = { loadApp: () => Promise<App>; withWorker: boolean }

/** Starts Cleancopy, or says in a sentence why not and ends with exit code 1. Without a worker, pages only: others do the work that can wait. */
export async function start(wished: Start): Promise<void> {
  const out = wayOut()
  await open(out, wished).catch((error) => out.leave(1, error instanceof CannotStart ? error.message : error))
}

async function open(out: WayOut, { loadApp, withWorker }: Start): Promise<void> {
  const env = readConfig(process.env)
  // The pages are read in while the database starts.
  const [{ db, url }, { createApp }] = await Promise.all([openDatabase(env, out), loadApp()])
  const config = { ...env, secret: env.session_secret ?? (await keptSecret(db)) }
  const log = pino({ level: config.log_level })
  const fault = (err: unknown) => log.error({ err }, 'The queue of jobs met an error.')
  const queue = openQueue(db, fault)
  out.closing(queue.close)
  const app = createApp({ db, config, log, queue, leaving: out.leaving })
  const server = await listen(createServer(app), config)
  let worker: ReturnType<typeof keepWorker> | undefined
  out.closing(() => Promise.all([closeServer(server), worker?.stop()]))
  if (!env.database_url) await seedOnce(db)
  await greet(db, { ...config, port: (server.address() as AddressInfo).port })
  if (withWorker) worker = keepWorker(url)
  // Whoever asks first would wait for it; where it cannot be made ready now, whoever asks tries again.
  queue.ready().catch(fault)
}

// The database that comes along gets the seed articles while it is new. Said in the database itself, so that a start that was killed in between is made up for.
async function seedOnce(db: Knex): Promise<void> {
  if (await db('settings').where({ key: 'seeded' }).first()) return
  const { seed } = await import('../seeds/seed.ts')
  await seed(db)
  await db('settings').insert({ key: 'seeded', value: new Date().toISOString() })
}

/** One secret for every process on this database, made by the first. */
async function keptSecret(db: Knex): Promise<string> {
  const secret = randomBytes(32).toString('hex')
  await db('settings').insert({ key: 'session_secret', value: secret }).onConflict('key').ignore()
  const { value } = await db('settings').where({ key: 'session_secret' }).first('value')
  return value
}

async function listen(server: Server, { host, port }: Config): Promise<Server> {
  return await new Promise((resolve, reject) => {
    server.once('error', ({ code }: NodeJS.ErrnoException) => reject(new CannotStart(whyNot(code, host, port))))
    server.listen(port, host, () => resolve(server))
  })
}

function whyNot(code: string | undefined, host: string, port: number): string {
  const another = 'start Cleancopy on another: PORT=3001 npm start.'
  if (code === 'EADDRINUSE') return `Port ${port} is taken by another program. Stop that one, or ${another}`
  if (code === 'EACCES') return `Port ${port} is only for the administrator of this machine: ${another}`
  return `Cleancopy cannot listen on ${host}, port ${port} (${code}): set HOST to an address of this machine, such as 127.0.0.1.`
}

async function greet(db: Knex, config: Config): Promise<void> {
  const link = await firstLink(db, config)
  // Whoever makes links from a shell asks for it.
  await keepSetting(db, 'address', houseUrl(config))
  console.log(`Cleancopy is at ${houseUrl(config)}`)
  if (link) console.log(`Nobody can sign in yet. The first administrator starts here, once: ${link}`)
}
