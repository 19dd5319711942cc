import type { Knex } from 'knex'
import type { Db } from '../../db/connect.ts'
import type { ArticleRow } from '../../db/tables.ts'
import { approved } from './approved-sql.ts'
import { type Cursor, type StateName, stateOf, unknownLanguage } from './article-list.ts'

/** What the list is narrowed to, with ids in the place of names. */
export type ListFilter = {
  state?: StateName
  source_id?: string
  tag_id?: string
  language?: string
  import_id?: string
  assignee_id?: string | null
}

export type ListedArticle = Pick<
  ArticleRow,
  'id' | 'stage' | 'publication' | 'title_confirmed' | 'language' | 'words' | 'cuts' | 'checks' | 'updated_at' | 'due_at' | 'priority'
> & {
  title: string
  byline: string
  source: string
  assignee: string | null
  tags: { name: string; slug: string }[]
  /** Has its approvals and waits for a publisher; or was sent back and waits for its author. */
  approved: boolean
  returned: boolean
}

/** `within` narrows further: to what a search finds. */
export type ListPage = { filter: ListFilter; before?: Cursor | undefined; after?: Cursor | undefined; limit: number; within?: Knex.Raw }

/** One page of the list, newest first, and whether there is more on either side. */
export async function listArticles(db: Db, page: ListPage): Promise<{ articles: ListedArticle[]; newer: boolean; older: boolean }> {
  const rows = await withWords(db, pageOf(db, page))
  const more = rows.length > page.limit
  const newestFirst = rows.sort((a, b) => b.updated_at.getTime() - a.updated_at.getTime() || (a.id < b.id ? 1 : -1))
  if (isBackwards(page)) return { articles: newestFirst.slice(-page.limit), newer: more, older: rows.length > 0 }
  return { articles: newestFirst.slice(0, page.limit), newer: page.before !== undefined, older: more }
}

function isBackwards({ before, after }: ListPage): boolean {
  return after !== undefined && before === undefined
}

// Only which articles these are, so that an index alone can tell; one more than the page holds says that there is more.
function pageOf(db: Db, page: ListPage): Knex.QueryBuilder {
  const [side, order] = isBackwards(page) ? ['>', 'asc'] : ['<', 'desc']
  const cursor = page.before ?? page.after
  const articles = db('articles')
    .select('id')
    .orderBy([
      { column: 'updated_at', order },
      { column: 'id', order },
    ])
  if (cursor) articles.whereRaw(`(updated_at, id) ${side} (?, ?)`, [cursor.updated_at, cursor.id])
  if (page.within) articles.where(page.within)
  return narrowed(articles, page.filter).limit(page.limit + 1)
}

export function narrowed(
  articles: Knex.QueryBuilder,
  { state, source_id, tag_id, language, import_id, assignee_id }: ListFilter,
): Knex.QueryBuilder {
  if (state) {
    const { column, value } = stateOf(state)
    articles.where(column, value)
    if (column === 'stage') articles.whereNot('publication', 'killed')
  }
  if (import_id) articles.whereRaw('id IN (SELECT article_id FROM import_items WHERE import_id = ?)', [import_id])
  if (source_id) articles.where({ source_id })
  if (tag_id) articles.whereRaw('EXISTS (SELECT FROM article_tags WHERE article_id = articles.id AND tag_id = ?)', [tag_id])
  if (assignee_id !== undefined) articles.where({ assignee_id })
  if (language) articles.where({ language: language === unknownLanguage ? null : language })
  return articles
}

async function withWords(db: Db, page: Knex.QueryBuilder): Promise<ListedArticle[]> {
  const tags = db.raw(`coalesce((SELECT json_agg(json_build_object('name', tags.name, 'slug', tags.slug) ORDER BY tags.slug)
    FROM article_tags JOIN tags ON tags.id = tag_id WHERE article_id = articles.id), '[]') AS tags`)
  const article = [
    'id',
    'stage',
    'publication',
    'title_confirmed',
    'language',
    'words',
    'cuts',
    'checks',
    'updated_at',
    'due_at',
    'priority',
  ]
  return db(page.as('page'))
    .join('articles', 'articles.id', 'page.id')
    .join('revisions', 'revisions.id', 'articles.head_revision_id')
    .join('sources', 'sources.id', 'articles.source_id')
    .select(...article.map((column) => `articles.${column}`), 'revisions.title', 'revisions.byline', 'sources.name as source', tags)
    .select(db.raw('(SELECT name FROM people WHERE people.id = articles.assignee_id) AS assignee'))
    .select(db.raw(`articles.stage = 'review' AND ${approved} AS approved`))
    .select(db.raw("articles.stage = 'draft' AND articles.returned_sha256 IS NOT NULL AS returned"))
}

export type Named = { id: string; name: string; slug: string }

export async function findSourceBySlug(db: Db, slug: string): Promise<Named | undefined> {
  return db('sources').where({ slug }).first('id', 'name', 'slug')
}

export async function findTagBySlug(db: Db, slug: string): Promise<Named | undefined> {
  return db('tags').where({ slug }).first('id', 'name', 'slug')
}

export type Choices = { sources: Named[]; tags: Named[]; languages: string[] }

/** What the filters of lists offer. */
export async function listChoices(db: Db): Promise<Choices> {
  const [{ sources, tags }, languages] = await Promise.all([listNamed(db), listLanguages(db)])
  return { sources, tags, languages }
}

async function listNamed(db: Db): Promise<Omit<Choices, 'languages'>> {
  const { rows } = await db.raw<{ rows: Omit<Choices, 'languages'>[] }>(`SELECT
    coalesce((SELECT json_agg(s) FROM (SELECT id, name, slug FROM sources ORDER BY lower(name) LIMIT 500) AS s), '[]') AS sources,
    coalesce((SELECT json_agg(t) FROM (SELECT id, name, slug FROM tags ORDER BY slug LIMIT 500) AS t), '[]') AS tags`)
  return rows[0] ?? { sources: [], tags: [] }
}

// Walks the index from language to language: as many steps as there are languages, however many articles.
async function listLanguages(db: Db): Promise<string[]> {
  const { rows } = await db.raw<{ rows: { language: string }[] }>(`
    WITH RECURSIVE found AS (
      (SELECT language FROM articles WHERE language IS NOT NULL ORDER BY language LIMIT 1)
      UNION ALL
      SELECT (SELECT language FROM articles WHERE language > found.language ORDER BY language LIMIT 1)
      FROM found WHERE found.language IS NOT NULL
    )
    SELECT language FROM found WHERE language IS NOT NULL`)
  return rows.map(({ language }) => language)
}
