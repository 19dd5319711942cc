import { createHash } from 'node:crypto'
import { createWriteStream } from 'node:fs'
import { open, rename, rm } from 'node:fs/promises'
import { dirname } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { createGzip } from 'node:zlib'
import pg from 'pg'
import { to as copyTo } from 'pg-copy-streams'
import { copied, type Head, type Kept, listMigrations, listSequences, listTables, type Manifest, plainly } from './backup-tables.ts'
import { CannotStart } from './cannot-start.ts'

/**
 * Writes every table, as one moment saw them, into a file that only its owner may read: gzip’d lines, of which the first is the head, then
 * for each table its name, its rows as COPY writes them and a line “\.”, and last the manifest. The file is there when it is whole.
 */
export async function backup(url: string, file: string): Promise<Manifest> {
  const client = new pg.Client({ connectionString: url, application_name: 'cleancopy backup', keepAlive: true })
  // A connection that breaks is told by the query that needed it.
  client.on('error', () => {})
  await client.connect()
  const unfinished = `${file}.unfinished`
  try {
    await client.query(plainly)
    await client.query('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY')
    const manifest: Manifest = { tables: {}, sequences: {} }
    await written(unfinished, lines(client, manifest))
    await kept(unfinished, file)
    return manifest
  } catch (error) {
    await rm(unfinished, { force: true })
    throw isOfFiles(error) ? new CannotStart(`The backup cannot be written to ${file} (${error.code}).`) : error
  } finally {
    await client.end()
  }
}

async function written(file: string, text: AsyncIterable<string | Buffer>): Promise<void> {
  const handle = createWriteStream(file, { mode: 0o600, flags: 'w' })
  await pipeline(Readable.from(text), createGzip(), handle)
}

// On the disk before it has its name: a power cut leaves no half backup that looks whole.
async function kept(unfinished: string, file: string): Promise<void> {
  await synced(unfinished)
  await rename(unfinished, file)
  await synced(dirname(file))
}

async function synced(path: string): Promise<void> {
  const handle = await open(path, 'r')
  await handle.sync().finally(() => handle.close())
}

async function* lines(client: pg.Client, manifest: Manifest): AsyncGenerator<string | Buffer> {
  const { rows } = await client.query<{ version: string }>("SELECT current_setting('server_version') AS version")
  const postgres = rows[0]?.version ?? ''
  const head: Head = { cleancopy: 'backup', version: 1, at: new Date().toISOString(), postgres, migrations: await listMigrations(client) }
  yield `${JSON.stringify(head)}\n`
  for (const table of await listTables(client)) {
    yield `${JSON.stringify(table)}\n`
    const count = counter()
    for await (const chunk of client.query(copyTo(`COPY ${copied(table)} TO STDOUT`))) {
      count.add(chunk)
      yield chunk
    }
    yield '\\.\n'
    manifest.tables[table.name] = count.kept()
  }
  manifest.sequences = await listSequences(client)
  yield `${JSON.stringify(manifest)}\n`
}

/** Counts and hashes the rows of a table while they pass. In what COPY writes, a line end is the end of a row. */
export function counter(): { add(chunk: Buffer): void; kept(): Kept } {
  const hash = createHash('sha256')
  let [rows, bytes] = [0, 0]
  const add = (chunk: Buffer) => {
    hash.update(chunk)
    bytes += chunk.length
    for (let at = chunk.indexOf(10); at >= 0; at = chunk.indexOf(10, at + 1)) rows += 1
  }
  return { add, kept: () => ({ rows, bytes, sha256: hash.digest('hex') }) }
}

function isOfFiles(error: unknown): error is NodeJS.ErrnoException {
  return ['open', 'write', 'rename', 'fsync'].includes((error as NodeJS.ErrnoException).syscall ?? '')
}
