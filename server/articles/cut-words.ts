import type { Db } from '../../db/connect.ts'
import type { ArticleRow, RevisionRow } from '../../db/tables.ts'
import { NotFound } from '../errors.ts'
import { recordEvent } from '../history/record-event.ts'
import type { Person } from '../users/permissions.ts'
import type { HandKind } from './hand-kinds.ts'
import { insertHandMarks } from './insert-hand-marks.ts'
import { listMarks } from './mark-queries.ts'
import { handMark } from './marks.ts'
import { openForEdit } from './open-for-edit.ts'
import { refreshHead } from './refresh-head.ts'
import { type Chosen, spanToCut } from './span-to-cut.ts'
import { titleLine } from './title-line.ts'

type Words = Chosen & { paragraph_id: string; kind: HandKind; by: Person }

/** Cuts words that no rule found, or a whole paragraph, by hand: whoever does has changed the text (DATA: contributors), and it can be undone. */
export async function cutWords(
  db: Db,
  { article_id, lock_version, ...words }: Words & { article_id: string; lock_version: number },
): Promise<void> {
  await db.transaction(async (tx) => {
    const { article, head } = await openForEdit(tx, { article_id, lock_version, by: words.by })
    await cutWordsIn(tx, { article, head, ...words })
  })
}

/** The same inside a transaction that holds the article. */
export async function cutWordsIn(
  tx: Db,
  { article, head, paragraph_id, kind, by, ...chosen }: Words & { article: ArticleRow; head: RevisionRow },
): Promise<void> {
  const paragraph = head.paragraphs.find(({ id }) => id === paragraph_id)
  if (!paragraph) throw new NotFound('This paragraph is no longer in the article.')
  const own = (await listMarks(tx, article.id)).filter((mark) => mark.paragraph_id === paragraph_id)
  const span = spanToCut(paragraph.text, chosen, own)
  const repeats = titleLine(head.title, head.paragraphs, new Set()) === paragraph_id
  const mark = handMark(paragraph, span, { kind, ...(repeats && { because: 'repeats the title' }) })
  const closed = await insertHandMarks(tx, { article_id: article.id, marks: [mark], by })
  const { before, after } = await refreshHead(tx, article, head)
  const details = { mark_ids: [mark.id], paragraph_id, kind, closed, before, after }
  await recordEvent(tx, { stream: `article:${article.id}`, person: by, says: 'cut words by hand', details })
}
