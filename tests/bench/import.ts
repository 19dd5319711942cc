// The import of articles beside COPY of the very same rows into the same tables, empty and with their indexes: npm run bench -- import [20000]
import { createReadStream, createWriteStream, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import pg from 'pg'
import { from as copyFrom, to as copyTo } from 'pg-copy-streams'
import { copied, listTables, plainly, type Table } from '../../db/backup-tables.ts'
import { connect } from '../../db/connect.ts'
import { migrate } from '../../db/migrate.ts'
import { runImport } from '../../server/imports/run-import.ts'
import { solo } from '../cast.ts'
import { databaseAt, onServer } from '../database.ts'
import { openArchive } from './archive.ts'
import { planned } from './upload.ts'

/** Imports, then copies what came of it into a database of the same schema, and prints the ratio. */
export async function benchImport([articles = 20_000]: readonly number[]): Promise<void> {
  const archive = await openArchive(articles)
  const { db } = archive
  const plan = await timed(() => planned(db, articles, solo))
  const run = await timed(() => runImport(db, { import_id: plan.brought, by: solo, fault: told }))
  const folder = mkdtempSync(join(tmpdir(), 'cleancopy-copy-'))
  const tables = await written(archive.url, folder)
  const index = await timed(archive.index)
  const copy = await copiedInto(archive.url, folder, tables)
  rmSync(folder, { recursive: true })
  const rate = (seconds: number) => `${Math.round(articles / seconds)} articles/s`
  const part = (seconds: number) => `${((copy / seconds) * 100).toFixed(0)} % of COPY`
  console.log(`COPY of the same rows       ${rate(copy)}`)
  console.log(`run the import              ${rate(run.seconds)}, ${part(run.seconds)}`)
  console.log(`upload, plan and run        ${rate(plan.seconds + run.seconds)}, ${part(plan.seconds + run.seconds)}`)
  console.log(`index for search afterwards ${rate(index.seconds)}`)
  await archive.close()
}

function told(error: unknown): void {
  console.error(error)
}

async function timed<T>(work: () => Promise<T>): Promise<{ seconds: number; brought: T }> {
  const started = performance.now()
  const brought = await work()
  return { seconds: (performance.now() - started) / 1000, brought }
}

// The index of search is left out on both sides: an import does not wait for it.
const isCopied = ({ name }: Table) => !['article_search', 'sessions', 'settings', 'policy', 'export_clock'].includes(name)

async function copiedInto(url: string, folder: string, tables: readonly Table[]): Promise<number> {
  const name = `copy_${process.pid}`
  await onServer(url, `CREATE DATABASE ${name} TEMPLATE template0 ENCODING 'UTF8' LOCALE 'C.UTF-8'`)
  const target = databaseAt(url, name)
  const db = connect(target)
  await migrate(db).finally(() => db.destroy())
  const { seconds } = await timed(() => filled(target, folder, tables))
  await onServer(url, `DROP DATABASE ${name} WITH (FORCE)`)
  return seconds
}

async function written(url: string, folder: string): Promise<Table[]> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  await client.query(plainly)
  const tables = (await listTables(client)).filter(isCopied)
  for (const table of tables)
    await pipeline(client.query(copyTo(`COPY ${copied(table)} TO STDOUT`)), createWriteStream(join(folder, table.name)))
  await client.end()
  return tables
}

async function filled(url: string, folder: string, tables: readonly Table[]): Promise<void> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  await client.query(plainly)
  await client.query('BEGIN')
  for (const table of tables)
    await pipeline(createReadStream(join(folder, table.name)), client.query(copyFrom(`COPY ${copied(table)} FROM STDIN`)))
  await client.query('COMMIT')
  await client.end()
}
