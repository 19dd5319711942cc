import type { Db } from '../db/connect.ts'
import type { SourceRow } from '../db/tables.ts'
import { findPolicy } from '../server/articles/queries.ts'
import { findOrMakeSource } from '../server/sources/make-source.ts'
import { numberReleases, plantPublisher, plantTags } from './large-live.ts'
import { type Rows, rowsOf } from './large-rows.ts'
import { tongues } from './large-words.ts'

const batch = 250
const system = { by: null }

/** Plants synthetic articles up to this number, in bulk; the same numbers always have the same words. */
export async function seedLarge(db: Db, { from = 0, to }: { from?: number; to: number }): Promise<void> {
  const ground = await db.transaction(async (tx) => {
    const sources: SourceRow[] = []
    for (const { source: name, language } of tongues) sources.push(await findOrMakeSource(tx, { name, language, ...system }))
    return { sources, policy: await findPolicy(tx), tags: await plantTags(tx), publisher: await plantPublisher(tx) }
  })
  for (let first = from; first < to; first += batch) {
    const numbers = Array.from({ length: Math.min(batch, to - first) }, (_, n) => first + n)
    await plant(
      db,
      numbers.map((number) => rowsOf(number, ground)),
    )
  }
  await db.raw('ANALYZE')
}

// One statement a table, in the order in which they refer to each other.
const tables = [
  'blobs',
  'originals',
  'articles',
  'article_slugs',
  'revisions',
  'marks',
  'decisions',
  'article_tags',
  'streams',
  'events',
  'article_search_dirty',
  'releases',
] as const

async function plant(db: Db, articles: readonly Rows[]): Promise<void> {
  const withdrawn = new Set(
    articles.flatMap(({ articles: [row] }) => (row?.publication === 'withdrawn' ? [String(row.live_release_id)] : [])),
  )
  await db.transaction(async (tx) => {
    for (const table of tables) {
      const rows = articles.flatMap((article) => article[table] as object[])
      const columns = Object.keys(rows[0] ?? {}).join(', ')
      if (rows.length > 0)
        await tx.raw(`INSERT INTO ${table} (${columns}) SELECT ${columns} FROM json_populate_recordset(NULL::${table}, ?)`, [inJson(rows)])
    }
    await numberReleases(
      tx,
      articles.flatMap(({ releases }) => releases),
      withdrawn,
    )
  })
}

function inJson(rows: readonly object[]): string {
  return JSON.stringify(rows, function (this: Record<string, unknown>, key, value) {
    const raw = this[key]
    return Buffer.isBuffer(raw) ? `\\x${raw.toString('hex')}` : value
  })
}
