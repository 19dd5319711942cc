import type { Knex } from 'knex'
import type { Db } from '../../db/connect.ts'
import { inAnyOrder } from '../search/phrases.ts'
import { hitsAmong, hitsOf, isHit, type Query } from '../search/queries.ts'
import { type ListedArticle, type ListFilter, type ListPage, listArticles, narrowed } from './list-queries.ts'

/** So many hits are sorted as they come from the index; beyond that the list is walked by date. */
const mostSorted = 2_000
const mostCounted = 10_000
/** Whether a phrase stands in an article is only known by reading its words in their order; where very many have them, so many are read. */
const mostRead = 2_000
/** Up to so many are all read at once. */
const soonRead = 6_000
/** With so many among those read, walking by date soon fills a page. */
const enough = 40

/**
 * `count` stops at 10,001: more is shown as 10,000+. `isLeast` says that there may be more than counted; `readOf`, how many have the words
 * of a phrase where only some of them were read for it.
 */
export type SearchPage = {
  articles: ListedArticle[]
  newer: boolean
  older: boolean
  count: number
  isLeast: boolean
  readOf: number | null
}

/**
 * One page of the articles in which the words are found, newest first. No one plan is quick for rare and for common words: the hits are
 * taken from the word index and counted; few are sorted; many are met soon by walking the list from its newest. A phrase whose words
 * stand in very many articles is looked for in some of them, unless it `readsAll`.
 */
export async function searchArticles(db: Db, page: ListPage & { readsAll?: boolean }, query: Query): Promise<SearchPage> {
  return await db.transaction(async (tx) => {
    // The planner does not know what reading a long tsvector costs, and would read them all.
    await tx.raw('SET LOCAL enable_seqscan = off')
    const { count, ids, isLeast, readOf } = await findHits(tx, query, page)
    const listed = await listArticles(tx, { ...page, within: ids === null ? holdsWords(tx, query) : isAmong(tx, { count, ids }) })
    return {
      ...listed,
      count: Math.max(count, listed.articles.length),
      isLeast: isLeast && (readOf !== null || listed.newer || listed.older),
      readOf,
    }
  })
}

/** All articles in which the words are found and that the filters leave; null where they are too many to be named one by one. */
export async function listFound(db: Db, query: Query, filter: ListFilter): Promise<string[] | null> {
  return await db.transaction(async (tx) => {
    await tx.raw('SET LOCAL enable_seqscan = off')
    const { ids, isLeast } = await findHits(tx, query, { filter, readsAll: true })
    return ids === null || isLeast ? null : (ids.match(/[0-9a-f-]{36}/g) ?? [])
  })
}

type Hits = { count: number; ids: string | null }

/** How many hits the filters leave and, as far as they are counted, which: as one text, which goes back as it came. */
async function findHits(
  db: Db,
  query: Query,
  { filter, readsAll = false }: Pick<ListPage, 'filter'> & { readsAll?: boolean },
): Promise<Hits & Pick<SearchPage, 'isLeast' | 'readOf'>> {
  const words = inAnyOrder(query)
  const holding = words ? (await counted(db, hitsOf(db, words))).count : 0
  if (words && holding > soonRead) {
    const some = await counted(db, leftOf(db, hitsAmong(db, words, query, mostRead), filter))
    if (holding > mostCounted && some.count >= enough) return { count: some.count, ids: null, isLeast: true, readOf: null }
    if (!readsAll) return { ...some, isLeast: true, readOf: holding }
  }
  return { ...(await counted(db, leftOf(db, hitsOf(db, query), filter))), isLeast: false, readOf: null }
}

async function counted(db: Db, hits: Knex.QueryBuilder): Promise<Hits> {
  const some = db(hits.as('hits'))
    .select('article_id')
    .limit(mostCounted + 1)
  const ids = db.raw('CASE WHEN count(*) <= ? THEN array_agg(article_id)::text END AS ids', [mostCounted])
  const row: { n: string; ids: string | null } | undefined = await db(some.as('some')).first(db.raw('count(*) AS n'), ids)
  const count = Number(row?.n ?? 0)
  return { count, ids: count > mostCounted ? null : (row?.ids ?? '{}') }
}

// Looked up once and before the filters: a phrase is only known by reading every article that has its words.
function leftOf(db: Db, hits: Knex.QueryBuilder, filter: ListFilter): Knex.QueryBuilder {
  if (Object.keys(filter).length === 0) return hits
  const left = narrowed(db('articles').join('hits', 'hits.article_id', 'articles.id'), filter)
  return left.withMaterialized('hits', hits).select('article_id')
}

// IS TRUE keeps the planner from looking up each of very many where walking by date soon meets enough.
function isAmong(db: Db, { ids, count }: Hits): Knex.Raw {
  return db.raw(count > mostSorted ? '(articles.id = ANY (?::uuid[])) IS TRUE' : 'articles.id = ANY (?::uuid[])', [ids])
}

function holdsWords(db: Db, query: Query): Knex.Raw {
  return db.raw('(?)', [db('article_search').whereRaw('article_id = articles.id').where(isHit(db, query)).select(db.raw('true'))])
}

/** What was not read for a phrase, as a sentence. */
export function partText(readOf: number): string {
  const holding = readOf > mostCounted ? 'More than 10,000' : readOf.toLocaleString('en')
  return `${holding} articles have these words; ${mostRead.toLocaleString('en')} of them were read for the phrase.`
}

/** The number of hits as it is said. */
export function countText({ count, isLeast }: Pick<SearchPage, 'count' | 'isLeast'>): string {
  if (count === 0 && isLeast) return 'No'
  return count > mostCounted ? '10,000+' : `${count.toLocaleString('en')}${isLeast ? '+' : ''}`
}
