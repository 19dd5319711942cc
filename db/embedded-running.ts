import { readFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import pg from 'pg'

/** The address of the database of a data folder on which a Cleancopy is running, or null. */
export async function findRunning(folder: string): Promise<string | null> {
  const data = resolve(folder)
  const base = (await text(join(data, 'WHERE'))) || data
  // The fifth line of PostgreSQL's own note is the folder of its socket.
  const socket = (await text(join(base, 'postgres', 'postmaster.pid'))).split('\n')[4]
  const password = await text(join(base, 'password'))
  if (!socket || !password) return null
  const url = `postgres://cleancopy:${password}@localhost:5432/cleancopy?host=${encodeURIComponent(socket)}&sslmode=disable`
  return (await answers(url)) ? url : null
}

async function text(path: string): Promise<string> {
  return (await readFile(path, 'utf8').catch(() => '')).trim()
}

async function answers(url: string): Promise<boolean> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 2_000 })
  return await client.connect().then(
    () => client.end().then(() => true),
    () => false,
  )
}
