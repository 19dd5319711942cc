import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Knex } from 'knex'
import { connect } from '../../db/connect.ts'
import { openEmbedded } from '../../db/embedded.ts'
import { migrate } from '../../db/migrate.ts'
import { seedLarge } from '../../seeds/large.ts'
import { indexDirty } from '../../server/articles/index-articles.ts'
import { cast, solo } from '../cast.ts'

export type Archive = { db: Knex; url: string; plant(to: number): Promise<void>; index(): Promise<void>; close(): Promise<void> }

/** A database to measure on, with solo in it; it goes with the run, or stays under the folder that BENCH_DATA names, by its size. */
export async function openArchive(size: number): Promise<Archive> {
  const { BENCH_DATA } = process.env
  const kept = BENCH_DATA && join(BENCH_DATA, String(size))
  if (kept) mkdirSync(kept, { recursive: true })
  const folder = kept || mkdtempSync(join(tmpdir(), 'cleancopy-bench-'))
  const embedded = await openEmbedded(folder)
  const db = connect(embedded.url)
  await migrate(db)
  if (!(await db('people').where({ id: solo.id }).first())) await cast(db, [solo])
  const close = async () => {
    await db.destroy()
    await embedded.close()
    if (!kept) rmSync(folder, { recursive: true, force: true })
  }
  return { db, url: embedded.url, plant: (to) => plant(db, to), index: () => indexAll(db), close }
}

async function plant(db: Knex, to: number): Promise<void> {
  const from = Number((await db('articles').count('* as n').first())?.['n'])
  if (from < to) await timed(`planted ${to - from} articles`, to - from, () => seedLarge(db, { from, to }))
  const dirty = Number((await db('article_search_dirty').count('* as n').first())?.['n'])
  if (dirty > 0) await timed(`indexed ${dirty} articles for search`, dirty, () => indexAll(db))
  await connectFor(db, 'VACUUM ANALYZE')
}

async function indexAll(db: Knex): Promise<void> {
  while ((await indexDirty(db, 200)) > 0);
}

// A vacuum of a large archive takes longer than the house lets a statement take.
async function connectFor(db: Knex, sql: string): Promise<void> {
  const client = await db.client.acquireConnection()
  try {
    await client.query('SET statement_timeout = 0')
    await client.query(sql)
    await client.query('RESET statement_timeout')
  } finally {
    db.client.releaseConnection(client)
  }
}

async function timed(says: string, n: number, work: () => Promise<void>): Promise<void> {
  const started = performance.now()
  await work()
  const seconds = (performance.now() - started) / 1000
  console.log(`${says} in ${seconds.toFixed(1)} s: ${Math.round(n / seconds)}/s`)
}
