import type { Db } from '../../db/connect.ts'
import type { RevisionRow } from '../../db/tables.ts'
import type { Cut } from './paragraph.ts'

/** The words of an article that search finds it by; `tags` are their names. */
export type CopyOf = Pick<RevisionRow, 'article_id' | 'language' | 'title' | 'standfirst' | 'byline'> & { tags: string; text: string }

/** The heads of these articles with their cuts still in. */
export async function listHeadsOf(db: Db, ids: readonly string[]): Promise<(Omit<CopyOf, 'text'> & Pick<RevisionRow, 'paragraphs'>)[]> {
  const tags = db.raw(`coalesce((SELECT string_agg(tags.name, E'\\n') FROM article_tags JOIN tags ON tags.id = tag_id
    WHERE article_tags.article_id = articles.id), '') AS tags`)
  return db('articles')
    .join('revisions', 'revisions.id', 'articles.head_revision_id')
    .whereIn('articles.id', ids)
    .select('articles.id as article_id', 'articles.language', 'title', 'standfirst', 'byline', 'paragraphs', tags)
}

/** What is cut from the heads of these articles. */
export async function listCutsOf(db: Db, ids: readonly string[]): Promise<(Cut & { article_id: string })[]> {
  return db('decided_marks')
    .whereIn('article_id', ids)
    .whereNull('closed_at')
    .where({ verdict: 'cut' })
    .select('article_id', 'paragraph_id', 'start_at as start', 'end_at as end')
}

/** What readers get of these articles, as far as they are live. */
export async function listLiveCopiesOf(db: Db, ids: readonly string[]): Promise<CopyOf[]> {
  const tags = db.raw(`coalesce((SELECT string_agg(tag ->> 'name', E'\\n') FROM jsonb_array_elements(releases.tags) AS tag), '') AS tags`)
  return db('articles')
    .join('releases', 'releases.id', 'articles.live_release_id')
    .whereIn('articles.id', ids)
    .where({ publication: 'live' })
    .select('articles.id as article_id', 'releases.language', 'title', 'standfirst', 'byline', 'clean_copy as text', tags)
}
