import type { Db } from '../../db/connect.ts'
import { NotFound } from '../errors.ts'
import { recordEvent } from '../history/record-event.ts'
import type { Person } from '../users/permissions.ts'
import { editedParagraph } from './edited-paragraphs.ts'
import { listMarks } from './mark-queries.ts'
import { openForEdit } from './open-for-edit.ts'
import type { Paragraph } from './paragraph.ts'
import { nextRevisionNumber } from './queries.ts'
import { saveEdit } from './save-edit.ts'

export type ParagraphEdit = { article_id: string; paragraph_id: string; text: string; lock_version: number; by: Person }

/** Saves one paragraph as an editor typed it. Marks move with their words; a mark whose words changed is closed. */
export async function editParagraph(db: Db, { article_id, paragraph_id, text, lock_version, by }: ParagraphEdit): Promise<void> {
  await db.transaction(async (tx) => {
    const { article, head, lineBreak } = await openForEdit(tx, { article_id, lock_version, by })
    const paragraph = head.paragraphs.find(({ id }) => id === paragraph_id)
    if (!paragraph) throw new NotFound('This paragraph is no longer in the article.')
    const marks = (await listMarks(tx, article_id)).filter((mark) => mark.paragraph_id === paragraph_id)
    const number = await nextRevisionNumber(tx, article_id)
    const edit = editedParagraph(paragraph, marks, { text, lineBreak, newId: (piece) => `${number}-${piece}` })
    const paragraphs = withEnd(
      head.paragraphs.flatMap((one) => (one.id === paragraph.id ? edit.pieces : [one])),
      head.paragraphs.at(-1)?.end ?? '',
    )
    const facts = await saveEdit(tx, { article, head, paragraphs, edit, by })
    const details = { paragraph_id, ...facts }
    if (facts) await recordEvent(tx, { stream: `article:${article_id}`, person: by, says: 'edited a paragraph', details })
  })
}

// The text ends as it ended: when its last line goes, the break before it goes with it.
function withEnd(paragraphs: Paragraph[], end: string): Paragraph[] {
  const last = paragraphs.at(-1)
  return last ? [...paragraphs.slice(0, -1), { ...last, end }] : []
}
