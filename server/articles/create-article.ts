import { createHash } from 'node:crypto'
import { v7 as uuid } from 'uuid'
import type { Db } from '../../db/connect.ts'
import type { OriginalRow } from '../../db/tables.ts'
import { recordEvent } from '../history/record-event.ts'
import type { Person } from '../users/permissions.ts'
import { directionOf } from '../words/language.ts'
import { slugOf } from '../words/slug.ts'
import { headOf } from './head.ts'
import { insertMarks } from './mark-queries.ts'
import { findMarks } from './marks.ts'
import { paragraphsOf } from './paragraph.ts'
import { findCleaning, insertOriginal, insertRevision, markForSearch, takeSlug } from './queries.ts'

/** The record as it came in; `decoded` is the article's text. */
export type NewOriginal = Pick<OriginalRow, 'decoded' | 'encoding' | 'encoding_found_by' | 'bom' | 'lossy'> & {
  bytes: Buffer
  file?: string
  entry?: string
  line?: number
  url?: string
}

export type NewArticle = {
  source: { id: string; language: string | null }
  original: NewOriginal
  title: string
  title_confirmed: boolean
  standfirst?: string
  byline?: string
  language?: string | null
  origin_url?: string | null
  origin_published_at?: Date | null
  /** Who wrote it; null is the system, for an import. */
  by: Person | null
  /** Who brought the words in as their own, where an import carries a pasted text. */
  pasted_by?: string | null
  details?: Record<string, unknown>
}

/** Stores an article with its original untouched, and marks it. Call it inside a transaction. */
export async function createArticle(tx: Db, article: NewArticle): Promise<{ id: string; slug: string }> {
  const { source, original, title, title_confirmed, standfirst = '', byline = '', by, details = {} } = article
  const id = uuid()
  const language = article.language ?? source.language
  const paragraphs = paragraphsOf(original.decoded, 1)
  const marks = findMarks(paragraphs, { language, ...(await findCleaning(tx, { source_id: source.id })) })
  const words = { title, standfirst, byline, language, paragraphs }
  const original_id = await insertOriginal(tx, { ...original, sha256: createHash('sha256').update(original.bytes).digest() })
  const revision = await insertRevision(tx, { article_id: id, ...words, saved_by: by?.id ?? article.pasted_by ?? null })
  const row = {
    id,
    source_id: source.id,
    original_id,
    slug: await takeSlug(tx, slugOf(title), id),
    title_confirmed,
    stage: 'draft',
    publication: 'none',
    head_revision_id: revision.id,
    ...headOf(words, marks, null),
    language,
    direction: directionOf(language, original.decoded),
    origin_url: article.origin_url ?? null,
    origin_published_at: article.origin_published_at ?? null,
    created_at: revision.saved_at,
    updated_at: revision.saved_at,
  }
  await tx('articles').insert(row)
  await insertMarks(tx, id, marks, null)
  await markForSearch(tx, id)
  await recordEvent(tx, {
    stream: `article:${id}`,
    person: by,
    says: by ? 'written' : 'imported',
    details: {
      ...details,
      original_id,
      revision_id: revision.id,
      content_sha256: row.head_sha256.toString('hex'),
      cuts: row.cuts,
      checks: row.checks,
    },
  })
  return { id, slug: row.slug }
}
