import { v7 as uuid } from 'uuid'
import type { Db } from '../../db/connect.ts'
import { createArticle, type NewArticle } from '../../server/articles/create-article.ts'
import { approveAndPublish, takeStep } from '../../server/articles/take-step.ts'
import { ada, grace } from '../cast.ts'

// Articles for the stories of lists, exports and readers: one by one as people make them, or very many at once.

export type Source = { id: string; name: string; slug: string; language: string | null }

export async function sourceNamed(db: Db, name: string, rights: { may_be_exported?: boolean } = {}): Promise<Source> {
  const source = { id: uuid(), name, slug: name.toLowerCase().replaceAll(' ', '-'), language: 'en' }
  await db('sources').insert({ ...source, ...rights, created_at: new Date() })
  return source
}

type Words = Partial<Pick<NewArticle, 'title' | 'standfirst' | 'byline' | 'language' | 'origin_url' | 'title_confirmed'>> & {
  text?: string
}

/** An article as a draft of ada's. */
export async function drafted(db: Db, source: Source, { text = 'The ferry came back.\n', ...words }: Words = {}): Promise<string> {
  const original = {
    bytes: Buffer.from(text),
    decoded: text,
    encoding: 'UTF-8',
    encoding_found_by: 'valid UTF-8',
    bom: false,
    lossy: false,
  } as const
  const article = { source, original, title: 'The ferry is back', title_confirmed: true, by: ada, ...words }
  const { id } = await db.transaction((tx) => createArticle(tx, article))
  return id
}

/** The same, submitted by ada and published by grace. */
export async function published(db: Db, source: Source, words: Words = {}): Promise<string> {
  const article = await drafted(db, source, words)
  await publishAgain(db, article)
  return article
}

export async function publishAgain(db: Db, article: string): Promise<void> {
  await takeStep(db, { article, step: 'submit', by: ada })
  await approveAndPublish(db, { article, by: grace })
}

export async function withdraw(db: Db, article: string): Promise<void> {
  await takeStep(db, { article, step: 'withdraw', by: grace, comment: 'The court asked us to.' })
}

/** `n` live articles straight into the tables, numbered 1 to n in their titles and by the export clock. */
export async function manyPublished(db: Db, source: Source, n: number): Promise<void> {
  const prefix = `${source.slug}-`
  await db.transaction(async (tx) => {
    await tx.raw(
      `CREATE TEMP TABLE many ON COMMIT DROP AS SELECT n, gen_random_uuid() AS article_id, gen_random_uuid() AS revision_id,
         gen_random_uuid() AS release_id, timestamptz '2026-01-01' + n / 3 * interval '1 second' AS at FROM generate_series(1, ?) AS n`,
      [n],
    )
    await tx.raw(
      `INSERT INTO articles (id, source_id, slug, title_confirmed, stage, publication, head_revision_id, head_sha256, live_release_id,
         language, direction, created_at, updated_at)
       SELECT article_id, :source, :prefix || n, true, 'published', 'live', revision_id, sha256(n::text::bytea), release_id,
         CASE n % 3 WHEN 0 THEN 'fr' ELSE 'en' END, 'ltr', at, at FROM many`,
      { source: source.id, prefix },
    )
    await tx.raw(
      `INSERT INTO revisions (id, article_id, number, title, paragraphs, saved_at) SELECT revision_id, article_id, 1, 'Number ' || n, '[]', at FROM many`,
    )
    await tx.raw(
      `INSERT INTO releases (id, article_id, number, revision_id, source_id, decisions, title, standfirst, byline, language, direction,
         paragraphs, clean_copy, content_sha256, tags, slug, published_by, published_at)
       SELECT release_id, article_id, 1, revision_id, :source, '[]', 'Number ' || n, '', '', CASE n % 3 WHEN 0 THEN 'fr' ELSE 'en' END, 'ltr',
         json_build_array(json_build_object('id', '1-1', 'kind', 'text', 'text', 'Words of ' || n, 'spans', json_build_array(), 'origin', null, 'end', ''))::jsonb,
         'Words of ' || n, sha256(n::text::bytea), '[]', :prefix || n, :by, at FROM many`,
      { source: source.id, prefix, by: grace.id },
    )
    await tx.raw(
      `WITH clock AS (UPDATE export_clock SET n = n + ? RETURNING n)
       INSERT INTO export_log (number, article_id, release_id, change, at)
       SELECT clock.n - ? + many.n, article_id, release_id, 'published', many.at FROM many, clock`,
      [n, n],
    )
  })
}
