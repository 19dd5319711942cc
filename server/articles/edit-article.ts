import type { Db } from '../../db/connect.ts'
import { recordEvent } from '../history/record-event.ts'
import type { Person } from '../users/permissions.ts'
import { deleteDraft } from './draft-queries.ts'
import { editedParagraphs } from './edited-paragraphs.ts'
import { listMarks } from './mark-queries.ts'
import { openForEdit } from './open-for-edit.ts'
import { nextRevisionNumber } from './queries.ts'
import { saveEdit } from './save-edit.ts'

export type ArticleEdit = { article_id: string; text: string; lock_version: number; by: Person; draft?: 'goes' | 'stays' }

/** Saves the whole text as an editor typed it. Paragraphs and marks stay what they were where their words do; the draft of it goes. */
export async function editArticle(db: Db, { article_id, text, lock_version, by, draft = 'goes' }: ArticleEdit): Promise<void> {
  await db.transaction(async (tx) => {
    const { article, head, lineBreak } = await openForEdit(tx, { article_id, lock_version, by })
    const number = await nextRevisionNumber(tx, article_id)
    const form = { text, lineBreak, newId: (piece: number) => `${number}-${piece}` }
    const edit = editedParagraphs(head.paragraphs, await listMarks(tx, article_id), form)
    const details = await saveEdit(tx, { article, head, paragraphs: edit.pieces, edit, by })
    if (details) await recordEvent(tx, { stream: `article:${article_id}`, person: by, says: 'edited the text', details })
    if (draft === 'goes') await deleteDraft(tx, { article_id, person_id: by.id })
  })
}
