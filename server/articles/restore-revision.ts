import type { Db } from '../../db/connect.ts'
import type { ArticleRow, MarkRow, RevisionRow } from '../../db/tables.ts'
import { recordEvent } from '../history/record-event.ts'
import type { Person } from '../users/permissions.ts'
import { directionOf } from '../words/language.ts'
import { type Edited, replacedParagraphs } from './edited-paragraphs.ts'
import { listMarks, reopenMarks } from './mark-queries.ts'
import { placeOf } from './marks.ts'
import { openForEdit } from './open-for-edit.ts'
import { textOf } from './paragraph.ts'
import { findOriginalOf, findRevisionNumbered } from './queries.ts'
import { saveEdit } from './save-edit.ts'

type Restored = { article_id: string; number: number; lock_version: number; by: Person }

/**
 * Makes the words of another revision the head again, as a new revision: an older one, or a text that came in and was only proposed. It
 * is an edit like any other. Marks move with their words, and those that were closed come back with the words they were found in.
 */
export async function restoreRevision(db: Db, { article_id, number, lock_version, by }: Restored): Promise<void> {
  await db.transaction(async (tx) => {
    const { article, head } = await openForEdit(tx, { article_id, lock_version, by })
    const revision = await findRevisionNumbered(tx, { article_id, number })
    const edit = replacedParagraphs(head.paragraphs, await listMarks(tx, article_id), revision.paragraphs)
    const columns = await columnsOf(tx, article, revision)
    const restore = { article, head, paragraphs: edit.pieces, edit, by, words: revision, columns, reopen }
    const facts = await saveEdit(tx, restore)
    const details = { restored: number, restored_id: revision.id, ...facts }
    const says = revision.id === article.proposed_revision_id ? 'adopted a new text' : 'restored a revision'
    if (facts) await recordEvent(tx, { stream: `article:${article_id}`, person: by, says, details })
  })
}

async function columnsOf(tx: Db, article: ArticleRow, { id, language, paragraphs, saved_by }: RevisionRow) {
  const direction = language === article.language ? article.direction : directionOf(language, textOf(paragraphs))
  const columns = { language, direction, ...(id === article.proposed_revision_id ? { proposed_revision_id: null } : {}) }
  if (saved_by !== null) return columns
  // The paragraphs of what came in point into the original that it came in as.
  const original_id = await findOriginalOf(tx, { article_id: article.id, revision_id: id })
  return original_id ? { ...columns, original_id } : columns
}

async function reopen(tx: Db, article: ArticleRow, { pieces }: Edited<MarkRow>): Promise<void> {
  await reopenMarks(
    tx,
    article.id,
    pieces.map((paragraph) => placeOf(paragraph, 0, 0)),
  )
}
