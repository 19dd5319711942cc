import { createHash } from 'node:crypto'
import { v7 as uuid } from 'uuid'
import type { Db } from '../../db/connect.ts'
import { insertRows } from '../../db/insert-rows.ts'
import type { ArticleRow, OriginalRow, PolicyRow } from '../../db/tables.ts'
import { recordFirstEvents } from '../history/record-event.ts'
import type { Matcher } from '../rules/matcher.ts'
import { switchBrokenRulesOff } from '../rules/switch-broken-rules-off.ts'
import type { Person } from '../users/permissions.ts'
import { directionOf } from '../words/language.ts'
import { slugOf } from '../words/slug.ts'
import { headOf } from './head.ts'
import { insertFirstMarks } from './mark-queries.ts'
import { findMarks } from './marks.ts'
import { findCleaningOf, insertOriginals, markAllForSearch, takeSlugs } from './new-queries.ts'
import { paragraphsOf, type Shape } from './paragraph.ts'

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
  /** What each line of the text is, where the original said more than words. */
  shapes?: readonly Shape[] | undefined
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
export async function createArticle(tx: Db, article: NewArticle): Promise<Created> {
  const [created] = await createArticles(tx, [article])
  if (!created) throw new Error('The article was not stored.')
  return created
}

export type Created = { id: string; slug: string }

/** Stores articles, as many as there are in a few statements; brings them in the same order. Call it inside a transaction. */
export async function createArticles(tx: Db, articles: readonly NewArticle[]): Promise<Created[]> {
  const { policy, rules, names } = await findCleaningOf(tx, [...new Set(articles.map(({ source }) => source.id))])
  const made = articles.map((article) => madeOf(article, { policy, rules, source: names.get(article.source.id) ?? '' }))
  await insertOriginals(
    tx,
    made.map(({ original }) => original),
  )
  await insertRows(
    tx,
    'revisions',
    made.map(({ revision }) => revision),
  )
  const slugs = await takeSlugs(
    tx,
    made.map(({ row, slug }) => ({ article_id: row.id, slug })),
  )
  const created = made.map(({ row }) => ({ ...row, slug: slugs.get(row.id) ?? row.id }))
  await insertRows(tx, 'articles', created)
  await insertFirstMarks(
    tx,
    made.flatMap(({ row, marks }) => marks.map((mark) => ({ ...mark, article_id: row.id }))),
  )
  await markAllForSearch(
    tx,
    made.map(({ row }) => row.id),
  )
  await recordFirstEvents(
    tx,
    made.map(({ event }) => event),
  )
  await switchBrokenRulesOff(tx, rules)
  return created.map(({ id, slug }) => ({ id, slug }))
}

// All rows of one article, before any is stored.
function madeOf(article: NewArticle, context: { policy: PolicyRow; rules: Matcher | null; source: string }) {
  const { source, title, title_confirmed, standfirst = '', byline = '', by, details = {} } = article
  const [id, now] = [uuid(), new Date()]
  const language = article.language ?? source.language
  const paragraphs = paragraphsOf(article.original.decoded, 1, article.shapes)
  const marks = findMarks(paragraphs, { language, source_id: source.id, ...context })
  const words = { title, standfirst, byline, language, paragraphs }
  const original = { ...article.original, id: uuid(), sha256: createHash('sha256').update(article.original.bytes).digest() }
  const revision = { id: uuid(), article_id: id, number: 1, ...words, saved_by: by?.id ?? article.pasted_by ?? null, saved_at: now }
  const row = {
    id,
    source_id: source.id,
    original_id: original.id,
    title_confirmed,
    stage: 'draft',
    publication: 'none',
    head_revision_id: revision.id,
    ...headOf(words, marks, null),
    language,
    direction: directionOf(language, article.original.decoded),
    origin_url: article.origin_url ?? null,
    origin_published_at: article.origin_published_at ?? null,
    created_at: now,
    updated_at: now,
  }
  const event = { stream: `article:${id}`, person: by, says: by ? 'written' : 'imported', details: { ...details, ...factsOf(row) } }
  return { original, revision, row, marks, event, slug: slugOf(title) }
}

function factsOf({
  original_id,
  head_revision_id,
  head_sha256,
  cuts,
  checks,
}: Pick<ArticleRow, 'original_id' | 'head_revision_id' | 'head_sha256' | 'cuts' | 'checks'>) {
  return { original_id, revision_id: head_revision_id, content_sha256: head_sha256.toString('hex'), cuts, checks }
}
