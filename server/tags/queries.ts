import type { Knex } from 'knex'
import { v7 as uuid } from 'uuid'
import type { Db } from '../../db/connect.ts'
import { markForSearch } from '../articles/queries.ts'

export type Tag = { id: string; name: string; slug: string }
/** `articles` stops at 1,001: more is shown as 1,000+. */
export type CountedTag = Tag & { articles: number }

type Page = { after?: string | undefined; before?: string | undefined; limit: number }

/** A page of tags by alphabet with their counts, and whether there is more on either side. */
export async function listTags(db: Db, page: Page): Promise<{ tags: CountedTag[]; previous: boolean; next: boolean }> {
  const { after, before, limit } = page
  const backwards = before !== undefined
  const tags = db('tags').orderBy('slug', backwards ? 'desc' : 'asc')
  if (backwards) tags.where('slug', '<', before)
  else if (after !== undefined) tags.where('slug', '>', after)
  const rows = await withCounts(db, tags.limit(limit + 1))
  const more = rows.length > limit
  if (backwards) return { tags: rows.slice(-limit), previous: more, next: rows.length > 0 }
  return { tags: rows.slice(0, limit), previous: after !== undefined, next: more }
}

async function withCounts(db: Db, tags: Knex.QueryBuilder): Promise<CountedTag[]> {
  const count = db.raw('(SELECT count(*)::int FROM (SELECT FROM article_tags WHERE tag_id = tags.id LIMIT 1001) AS few) AS articles')
  return db(tags.as('tags')).select('id', 'name', 'slug', count).orderBy('slug')
}

/** The tag of this slug; the first who types it decides how it is written. */
export async function findOrInsertTag(tx: Db, { name, slug }: Omit<Tag, 'id'>): Promise<Tag> {
  await tx('tags').insert({ id: uuid(), name, slug, created_at: new Date() }).onConflict('slug').ignore()
  const tag: Tag | undefined = await tx('tags').where({ slug }).first('id', 'name', 'slug')
  if (!tag) throw new Error(`The tag ${slug} vanished.`)
  return tag
}

export async function countTagsOf(db: Db, article_id: string): Promise<number> {
  const counted = await db('article_tags').where({ article_id }).count('* as n').first()
  return Number(counted?.['n'] ?? 0)
}

export async function hasTag(db: Db, tagged: { article_id: string; tag_id: string }): Promise<boolean> {
  return (await db('article_tags').where(tagged).first('tag_id')) !== undefined
}

export async function insertArticleTag(tx: Db, tagged: { article_id: string; tag_id: string }): Promise<void> {
  await tx('article_tags').insert(tagged)
  await touchArticle(tx, tagged.article_id)
}

/** Takes the tag off and brings it, or nothing where the article did not have it. */
export async function deleteArticleTag(tx: Db, { article_id, tag_id }: { article_id: string; tag_id: string }): Promise<Tag | undefined> {
  const gone = await tx('article_tags').where({ article_id, tag_id }).delete()
  if (gone === 0) return undefined
  await touchArticle(tx, article_id)
  return tx('tags').where({ id: tag_id }).first('id', 'name', 'slug')
}

// Tags stand outside the text, so the lock version of those who edit it stays.
async function touchArticle(tx: Db, id: string): Promise<void> {
  await tx('articles').where({ id }).update({ updated_at: new Date() })
  await markForSearch(tx, id)
}
