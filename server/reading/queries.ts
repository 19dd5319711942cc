import type { Db } from '../../db/connect.ts'
import type { ArticleRow, ReleaseRow } from '../../db/tables.ts'

/** What the list of live articles shows of each; `number` is the export number. */
export type ListedRelease = Pick<ReleaseRow, 'title' | 'standfirst' | 'byline' | 'language' | 'direction' | 'tags' | 'published_at'> & {
  number: string
  slug: string
  source: string
  opening: string
}

type Page = { before?: string | undefined; after?: string | undefined; limit: number }

/** A page of live releases, newest first by export number, and whether there is more on either side. */
export async function listLive(db: Db, page: Page): Promise<{ releases: ListedRelease[]; newer: boolean; older: boolean }> {
  const { before, after, limit } = page
  const backwards = after !== undefined && before === undefined
  const rows = await listRows(db, { ...page, limit: limit + 1 }, backwards)
  const more = rows.length > limit
  if (backwards) return { releases: rows.slice(0, limit).reverse(), newer: more, older: rows.length > 0 }
  return { releases: rows.slice(0, limit), newer: before !== undefined, older: more }
}

async function listRows(db: Db, { before, after, limit }: Page, backwards: boolean): Promise<ListedRelease[]> {
  const live = db('export_log')
    .join('articles', 'articles.live_release_id', 'export_log.release_id')
    .join('releases', 'releases.id', 'export_log.release_id')
    .join('sources', 'sources.id', 'releases.source_id')
    .whereIn('export_log.change', ['published', 'retagged', 'reinstated'])
    .where('articles.publication', 'live')
    .orderBy('export_log.number', backwards ? 'asc' : 'desc')
    .limit(limit)
  if (before !== undefined) live.where('export_log.number', '<', before)
  else if (after !== undefined) live.where('export_log.number', '>', after)
  const words = ['title', 'standfirst', 'byline', 'language', 'direction', 'tags', 'published_at'].map((column) => `releases.${column}`)
  const opening = db.raw(`left(ltrim(releases.clean_copy, E' \\t\\r\\n'), 280) AS opening`)
  return live.select('export_log.number', 'articles.slug', 'sources.name as source', opening, ...words)
}

export type ReadRelease = Pick<
  ReleaseRow,
  'title' | 'standfirst' | 'byline' | 'language' | 'direction' | 'paragraphs' | 'correction' | 'tags' | 'published_at'
> &
  Pick<ArticleRow, 'origin_url' | 'origin_published_at' | 'place' | 'rights_line'> & { article_id: string; source: string }

/** The live release of an article, as its readers get it. */
export async function findLive(db: Db, live_release_id: string): Promise<ReadRelease | undefined> {
  const words = ['title', 'standfirst', 'byline', 'language', 'direction', 'paragraphs', 'correction', 'tags', 'published_at']
  const facts = ['origin_url', 'origin_published_at', 'place', 'rights_line']
  return db('releases')
    .join('articles', 'articles.live_release_id', 'releases.id')
    .join('sources', 'sources.id', 'releases.source_id')
    .where({ 'releases.id': live_release_id, 'articles.publication': 'live' })
    .first(
      'articles.id as article_id',
      'sources.name as source',
      ...words.map((column) => `releases.${column}`),
      ...facts.map((column) => `articles.${column}`),
    )
}

export type Place = Pick<ArticleRow, 'id' | 'slug' | 'publication' | 'live_release_id'>

/** What stands at this slug now, if an article has it or ever had it: its present slug may be another. */
export async function findPlace(db: Db, slug: string): Promise<Place | undefined> {
  const columns = ['articles.id', 'articles.slug', 'publication', 'live_release_id']
  const now: Place | undefined = await db('articles').where({ slug }).first(columns)
  return (
    now ??
    (await db('article_slugs').join('articles', 'articles.id', 'article_slugs.article_id').where('article_slugs.slug', slug).first(columns))
  )
}

/** When an article was taken from its readers, and for which of the reasons. */
export async function findGone(db: Db, article_id: string): Promise<{ at: Date; reason: string | null } | undefined> {
  return db('export_log').where({ article_id }).whereIn('change', ['withdrawn', 'killed']).orderBy('number', 'desc').first('at', 'reason')
}
