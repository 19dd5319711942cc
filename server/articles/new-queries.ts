import { v7 as uuid } from 'uuid'
import type { Db } from '../../db/connect.ts'
import { insertRows } from '../../db/insert-rows.ts'
import type { OriginalRow, PolicyRow } from '../../db/tables.ts'
import { loadRules } from '../rules/load-rules.ts'
import type { Matcher } from '../rules/matcher.ts'
import { findPolicy } from './queries.ts'

type Cleaning = { policy: PolicyRow; rules: Matcher | null; names: Map<string, string> }

/** What the engine is told beside the texts: the house's policy, its active rules, and the names of these sources. */
export async function findCleaningOf(db: Db, source_ids: readonly string[]): Promise<Cleaning> {
  const sources: { id: string; name: string }[] = await db('sources').whereIn('id', source_ids).select('id', 'name')
  const policy = await findPolicy(db)
  return { policy, rules: await loadRules(db, policy.active_rules), names: new Map(sources.map(({ id, name }) => [id, name])) }
}

export type NewOriginalRow = Omit<OriginalRow, 'blob_sha256' | 'came_in_at' | 'file' | 'entry' | 'line' | 'url'> &
  Partial<Pick<OriginalRow, 'file' | 'entry' | 'line' | 'url'>> & { bytes: Buffer; sha256: Buffer }

export async function insertOriginal(tx: Db, original: Omit<NewOriginalRow, 'id'>): Promise<string> {
  const id = uuid()
  await insertOriginals(tx, [{ ...original, id }])
  return id
}

export async function insertOriginals(tx: Db, originals: readonly NewOriginalRow[]): Promise<void> {
  // In one order for everybody, so that nobody waits in a circle for bytes that others store too.
  const blobs = originals.map(({ sha256, bytes }) => ({ sha256, bytes })).toSorted((a, b) => Buffer.compare(a.sha256, b.sha256))
  await insertRows(tx, 'blobs', blobs, 'ON CONFLICT (sha256) DO NOTHING')
  const came_in_at = new Date()
  const rows = originals.map(({ bytes: _, sha256, file = null, entry = null, line = null, url = null, ...original }) => {
    return { ...original, blob_sha256: sha256, came_in_at, file, entry, line, url }
  })
  await insertRows(tx, 'originals', rows)
}

type Wanted = { article_id: string; slug: string }

/**
 * Gives each article its slug, or the slug and the end of its id where another article has or had it; by the ids of the articles. A slug
 * once given is never given again.
 */
export async function takeSlugs(tx: Db, wanted: readonly Wanted[]): Promise<Map<string, string>> {
  const rows = wanted.map(({ slug, article_id }) => ({ slug, article_id })).toSorted((a, b) => (a.slug < b.slug ? -1 : 1))
  const taken = await insertRows<Wanted>(tx, 'article_slugs', rows, 'ON CONFLICT (slug) DO NOTHING RETURNING slug, article_id')
  const slugs = new Map(taken.map(({ slug, article_id }) => [article_id, slug]))
  const others = wanted.filter(({ article_id }) => !slugs.has(article_id))
  if (others.length === 0) return slugs
  const longer = others.map(({ slug, article_id }) => ({ article_id, slug: `${slug}-${article_id.slice(-6)}` }))
  return new Map([...slugs, ...(await takeSlugs(tx, longer))])
}

export async function markAllForSearch(tx: Db, article_ids: readonly string[]): Promise<void> {
  const since = new Date()
  const rows = article_ids.map((article_id) => ({ article_id, since }))
  await insertRows(tx, 'article_search_dirty', rows, 'ON CONFLICT (article_id) DO UPDATE SET since = article_search_dirty.since')
}
