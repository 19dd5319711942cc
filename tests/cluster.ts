import { randomBytes } from 'node:crypto'
import { mkdir, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { connect } from '../db/connect.ts'
import { openEmbedded } from '../db/embedded.ts'
import { stopStrays } from '../db/embedded-strays.ts'
import { migrate } from '../db/migrate.ts'
import { openQueue } from '../server/jobs/queue.ts'
import { databaseAt, onServer } from './database.ts'

type Cluster = { server: string; template: string; stop(): Promise<void> }

/** The database server of a run: the one of DATABASE_URL, else an embedded one in a folder that goes with it. */
export async function startCluster(): Promise<Cluster> {
  const { DATABASE_URL } = process.env
  const { url: server, remove } = DATABASE_URL ? given(DATABASE_URL) : await openOwn()
  const template = `${prefix}_template`
  try {
    await onServer(server, `CREATE DATABASE ${template} TEMPLATE template0 ENCODING 'UTF8' LOCALE 'C.UTF-8'`)
    const db = connect(databaseAt(server, template))
    const queue = openQueue(db, console.error)
    await migrate(db)
      .then(queue.ready)
      .finally(() => queue.close().then(() => db.destroy()))
  } catch (error) {
    await remove()
    throw error
  }
  return { server, template, stop: remove }
}

const prefix = `cleancopy_test_${randomBytes(4).toString('hex')}`

/** Removes what a run that was killed has left behind. */
export async function sweep(): Promise<void> {
  for (const name of await readdir(tmpdir())) {
    const [, pid] = /^cleancopy-tests-(\d+)-/.exec(name) ?? []
    if (pid && !isAlive(Number(pid))) await removeFolder(join(tmpdir(), name))
  }
}

/** A data folder of a test, which goes at the latest with the next run. */
export async function temporaryFolder(): Promise<string> {
  const folder = join(tmpdir(), `cleancopy-tests-${process.pid}-${randomBytes(4).toString('hex')}`)
  await mkdir(folder)
  return folder
}

/** Removes a data folder that nobody holds any more: what still runs in it, and the place elsewhere that its WHERE may name. */
export async function removeFolder(folder: string): Promise<void> {
  const base = (await readFile(join(folder, 'WHERE'), 'utf8').catch(() => folder)).trim()
  await stopStrays(join(base, 'postgres'))
  await rm(base, { recursive: true, force: true })
  await rm(folder, { recursive: true, force: true })
}

type Server = { url: string; remove(): Promise<void> }

async function openOwn(): Promise<Server> {
  const folder = await temporaryFolder()
  const { url, close } = await openEmbedded(folder, { safe: false })
  return { url, remove: () => close().then(() => removeFolder(folder)) }
}

function given(url: string): Server {
  const remove = async () => {
    const { rows } = await onServer(url, `SELECT datname AS name FROM pg_database WHERE datname LIKE '${prefix}%'`)
    for (const { name } of rows) await onServer(url, `DROP DATABASE ${name} WITH (FORCE)`)
  }
  return { url, remove }
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0)
  } catch {
    return false
  }
}
