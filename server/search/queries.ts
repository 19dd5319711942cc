import type { Knex } from 'knex'
import type { Db } from '../../db/connect.ts'
import { singleGram } from './grams.ts'
import { queryText } from './query-text.ts'

/** `cut` is what stands in paragraphs of which something is cut: no search finds it, but a house rule is tried on it. */
export type Scope = 'head' | 'live' | 'cut'

/** One text of an article, made ready for the index. */
export type IndexEntry = {
  article_id: string
  scope: Scope
  configuration: string
  shortened: boolean
  title: string
  standfirst: string
  names: string
  body: string
  triples: string
}

/**
 * Takes articles whose index is out of date: half of them those that wait longest, half the latest, so that what somebody writes is found
 * at once even behind a great import. The marks are gone when this transaction ends, and whoever changes one of these articles meanwhile
 * waits and marks it again.
 */
export async function takeDirty(tx: Db, limit: number): Promise<string[]> {
  const some = (order: 'ASC' | 'DESC') =>
    `article_id = ANY (ARRAY(SELECT article_id FROM article_search_dirty ORDER BY since ${order} LIMIT ? FOR UPDATE SKIP LOCKED))`
  const latest = Math.floor(limit / 2)
  const { rows } = await tx.raw<{ rows: { article_id: string }[] }>(
    `DELETE FROM article_search_dirty WHERE ${some('ASC')} OR ${some('DESC')} RETURNING article_id`,
    [limit - latest, latest],
  )
  return rows.map(({ article_id }) => article_id)
}

/** Puts what is found of these articles in the place of what was. */
export async function replaceEntries(tx: Db, article_ids: readonly string[], entries: readonly IndexEntry[]): Promise<void> {
  for (const scope of ['live', 'cut']) {
    const with_it = entries.filter((entry) => entry.scope === scope).map(({ article_id }) => article_id)
    await tx('article_search').where({ scope }).whereIn('article_id', article_ids).whereNotIn('article_id', with_it).delete()
  }
  await tx.raw(
    `INSERT INTO article_search (article_id, scope, configuration, shortened, tsv)
     SELECT article_id, scope, configuration, shortened,
       setweight(to_tsvector(configuration::regconfig, title), 'A') || setweight(to_tsvector(configuration::regconfig, standfirst), 'B')
         || setweight(to_tsvector(configuration::regconfig, names), 'C') || to_tsvector(configuration::regconfig, body)
         || strip(to_tsvector('simple', triples))
     FROM json_to_recordset(?) AS entry (article_id uuid, scope text, configuration text, shortened boolean,
       title text, standfirst text, names text, body text, triples text)
     ON CONFLICT (article_id, scope) DO UPDATE
       SET configuration = excluded.configuration, shortened = excluded.shortened, tsv = excluded.tsv`,
    [JSON.stringify(entries)],
  )
}

/** What is searched for, as each configuration reads it: configurations that read it alike stand together. */
export type Query = { scope: Scope; readings: { configurations: string[]; tsquery: string }[] }

type Words = {
  words: string
  scope: Scope
  /** Whether somebody is still typing: the last word may be the beginning of one. */
  isTyped?: boolean
}

/** The words as PostgreSQL reads them, for every configuration that an article is indexed with; those that hold only stop words drop out. */
export async function readWords(db: Db, { words, scope, isTyped = false }: Words): Promise<Query> {
  const { rows } = await db.raw<{ rows: Query['readings'] }>(
    `WITH RECURSIVE used AS (
       (SELECT configuration FROM article_search ORDER BY configuration LIMIT 1)
       UNION ALL
       SELECT (SELECT configuration FROM article_search WHERE configuration > used.configuration ORDER BY configuration LIMIT 1)
       FROM used WHERE used.configuration IS NOT NULL
     )
     SELECT array_agg(configuration) AS configurations, regexp_replace(tsquery, '''$', :typed) AS tsquery FROM (
       SELECT configuration, regexp_replace(websearch_to_tsquery(configuration::regconfig, :words)::text, :single, '''\\1'':*', 'g') AS tsquery
       FROM used WHERE configuration IS NOT NULL
     ) AS read WHERE tsquery <> '' GROUP BY tsquery`,
    { words: queryText(words), single: singleGram, typed: isTyped && /[\p{L}\p{N}]$/u.test(words) ? "':*" : "'" },
  )
  return { scope, readings: rows }
}

/**
 * The ids of the hits, by the word index alone: each way of reading the words by itself, since of several in one condition each hit would
 * be looked at again.
 */
export function hitsOf(db: Db, { scope, readings }: Query): Knex.QueryBuilder {
  const [first = db('article_search').whereRaw('false').select('article_id'), ...others] = readings.map((reading) =>
    db('article_search')
      .where(isHit(db, { scope, readings: [reading] }))
      .select('article_id'),
  )
  return others.length > 0 ? first.unionAll(others) : first
}

/** The hits among so many of the articles that have the words of a query in any order. */
export function hitsAmong(db: Db, words: Query, query: Query, limit: number): Knex.QueryBuilder {
  const some = db('article_search').where(isHit(db, words)).limit(limit).select('article_id', 'scope', 'configuration', 'tsv')
  return db(some.as('some')).where(isHit(db, query)).select('article_id')
}

/** The condition under which a row of article_search is a hit. The configuration is written so that its own index is not taken for this. */
export function isHit(db: Db, { scope, readings }: Query): Knex.Raw {
  if (readings.length === 0) return db.raw('false')
  const either = readings.map(() => "((configuration || '') = ANY(?) AND tsv @@ ?::tsquery)").join(' OR ')
  return db.raw(`scope = ? AND (${either})`, [scope, ...readings.flatMap(({ configurations, tsquery }) => [configurations, tsquery])])
}

/** How far the index is behind, in milliseconds, and whether some article is too long to be indexed whole. */
export async function findIndexState(db: Db, now: Date): Promise<{ lag: number; shortened: boolean }> {
  const { rows } = await db.raw<{ rows: { since: Date | null; shortened: boolean }[] }>(
    `SELECT (SELECT since FROM article_search_dirty ORDER BY since LIMIT 1) AS since,
            EXISTS (SELECT FROM article_search WHERE shortened) AS shortened`,
  )
  const { since = null, shortened = false } = rows[0] ?? {}
  return { lag: since ? Math.max(0, now.getTime() - since.getTime()) : 0, shortened }
}
