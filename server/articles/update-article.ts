import { createHash } from 'node:crypto'
import type { Db } from '../../db/connect.ts'
import type { ArticleRow } from '../../db/tables.ts'
import { recordEvent } from '../history/record-event.ts'
import { switchBrokenRulesOff } from '../rules/switch-broken-rules-off.ts'
import type { NewOriginal } from './create-article.ts'
import { closeMarks, insertMarks, listMarks } from './mark-queries.ts'
import { findMarks } from './marks.ts'
import { insertOriginal } from './new-queries.ts'
import { paragraphsOf, type Shape } from './paragraph.ts'
import { findCleaning, findRevision, insertRevision, lockArticle, nextRevisionNumber } from './queries.ts'
import { refreshHead } from './refresh-head.ts'

type Update = {
  article_id: string
  original: NewOriginal
  shapes?: readonly Shape[] | undefined
  /** A title of the record's own, not a suggested one. */
  title?: string
  standfirst?: string
  byline?: string
  details?: Record<string, unknown>
}

/**
 * A new text came in for a known article: it becomes the head where no person has touched the article yet; else it is kept as a
 * revision that is only proposed. Call it inside a transaction.
 */
export async function updateArticle(
  tx: Db,
  { article_id, original, shapes, details = {}, ...words }: Update,
): Promise<'adopted' | 'proposed'> {
  const article = await lockArticle(tx, article_id)
  const head = await findRevision(tx, article.head_revision_id)
  const touched = await isTouched(tx, article)
  const original_id = await insertOriginal(tx, { ...original, sha256: createHash('sha256').update(original.bytes).digest() })
  const number = await nextRevisionNumber(tx, article_id)
  const { title, standfirst, byline, language } = { ...head, ...words }
  const paragraphs = paragraphsOf(original.decoded, number, shapes)
  const revision = await insertRevision(tx, { article_id, title, standfirst, byline, language, paragraphs, saved_by: null })
  const facts = { ...details, original_id, revision_id: revision.id }
  if (touched) {
    await tx('articles').where({ id: article_id }).update({ proposed_revision_id: revision.id, updated_at: new Date() })
    await recordEvent(tx, { stream: `article:${article_id}`, person: null, says: 'update proposed', details: facts })
    return 'proposed'
  }
  const old = await listMarks(tx, article_id)
  await closeMarks(
    tx,
    old.map(({ id }) => id),
    'a new text came in',
  )
  const cleaning = await findCleaning(tx, article)
  await insertMarks(tx, article_id, findMarks(paragraphs, { language, ...cleaning }), null)
  await switchBrokenRulesOff(tx, cleaning.rules)
  const hashes = await refreshHead(tx, article, revision, {
    original_id,
    title_confirmed: article.title_confirmed || words.title !== undefined,
  })
  await recordEvent(tx, { stream: `article:${article_id}`, person: null, says: 'updated', details: { ...facts, ...hashes } })
  return 'adopted'
}

async function isTouched(tx: Db, { id, stage, publication, submission }: ArticleRow): Promise<boolean> {
  if (stage !== 'draft' || publication !== 'none' || submission > 0) return true
  const event = await tx('events')
    .where({ stream: `article:${id}` })
    .whereNotNull('person_id')
    .first('id')
  return event !== undefined
}
