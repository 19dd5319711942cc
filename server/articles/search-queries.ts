import type { Knex } from 'knex'
import type { Db } from '../../db/connect.ts'
import { isHit, type Query } from '../search/queries.ts'
import { type ListedArticle, type ListPage, listArticles, narrowed } from './list-queries.ts'

/** So many hits are sorted as they come from the index; beyond that the list is walked by date. */
const mostSorted = 2_000
const mostCounted = 10_000

/** `count` stops at 10,001: more is shown as 10,000+. */
export type SearchPage = { articles: ListedArticle[]; newer: boolean; older: boolean; count: number }

/**
 * One page of the articles in which the words are found, newest first. No one plan is quick for rare and for common words, so there are
 * two: few hits are taken from the word index and sorted; many are met soon by walking the list and looking at each article.
 */
export async function searchArticles(db: Db, page: ListPage, query: Query): Promise<SearchPage> {
  return await db.transaction(async (tx) => {
    // The planner does not know what reading a long tsvector costs, and would read them all.
    await tx.raw('SET LOCAL enable_seqscan = off')
    const hits = await counted(tx, tx('article_search').where(isHit(tx, query)))
    const within = hits <= mostSorted ? among(tx, query) : walked(tx, query)
    const isNarrowed = Object.keys(page.filter).length > 0
    const count = isNarrowed ? await counted(tx, narrowed(tx('articles'), page.filter).whereIn('articles.id', hitsOf(tx, query))) : hits
    return { ...(await listArticles(tx, { ...page, within })), count }
  })
}

function among(db: Db, query: Query): Knex.Raw {
  return db.raw('articles.id = ANY (ARRAY(?))', [hitsOf(db, query)])
}

function hitsOf(db: Db, query: Query): Knex.QueryBuilder {
  return db('article_search').where(isHit(db, query)).select('article_id')
}

function walked(db: Db, query: Query): Knex.Raw {
  return db.raw('(?)', [db('article_search').whereRaw('article_id = articles.id').where(isHit(db, query)).select(db.raw('true'))])
}

async function counted(db: Db, rows: Knex.QueryBuilder): Promise<number> {
  const row = await db
    .count('* as n')
    .from(
      rows
        .select(db.raw('1'))
        .limit(mostCounted + 1)
        .as('some'),
    )
    .first()
  return Number(row?.['n'] ?? 0)
}

/** The number of hits as it is said. */
export function countText(count: number): string {
  return count > mostCounted ? '10,000+' : count.toLocaleString('en')
}
