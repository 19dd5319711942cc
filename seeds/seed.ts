import { readFile } from 'node:fs/promises'
import type { Db } from '../db/connect.ts'
import { planImport } from '../server/imports/plan-import.ts'
import { runImport } from '../server/imports/run-import.ts'
import { spoolUpload } from '../server/imports/spool-upload.ts'
import { findOrMakeSource } from '../server/sources/make-source.ts'
import { articles, type SeedArticle, type SeedSource, sources } from './seeds.ts'

/** Brings in the seed articles by the very way on which every article comes in. Asked again, it changes nothing. */
export async function seed(db: Db): Promise<{ articles: number }> {
  return plant(db, { sources, articles })
}

/** The same with any articles, and their sources. */
export async function plant(db: Db, { sources, articles }: Planted): Promise<{ articles: number }> {
  await db.transaction(async (tx) => {
    for (const source of sources) await findOrMakeSource(tx, { ...source, by: null })
  })
  const { id: upload } = await spoolUpload(db, 'seed-articles.jsonl', records(articles))
  const [source = { name: 'Seeds' }] = sources
  const { id } = await planImport(db, { source, landing: 'draft', names_identify: false, uploads: [upload], by: null })
  await runImport(db, { import_id: id, by: null, fault: stop })
  return { articles: articles.length }
}

type Planted = { sources: readonly SeedSource[]; articles: readonly SeedArticle[] }

async function* records(articles: readonly SeedArticle[]): AsyncGenerator<Buffer> {
  for (const article of articles) yield Buffer.from(`${JSON.stringify(await recordOf(article))}\n`)
}

async function recordOf({ file, ...details }: SeedArticle) {
  const text = await readFile(new URL(`./articles/${file}`, import.meta.url), 'utf8')
  return { external_id: file, ...details, text }
}

function stop(error: unknown): never {
  throw error
}
