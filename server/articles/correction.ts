import type { Db } from '../../db/connect.ts'
import type { ArticleRow, Correction } from '../../db/tables.ts'
import { headOf } from './head.ts'
import { listMarks } from './mark-queries.ts'
import { findRevision } from './queries.ts'

/** The article's columns with a note for its readers, the former notes kept: the note is part of the text that is approved. */
export async function correctionOf(tx: Db, article: ArticleRow, text: string): Promise<Partial<ArticleRow>> {
  const correction = noted(article.correction, { text, at: new Date().toISOString() })
  const head = headOf(await findRevision(tx, article.head_revision_id), await listMarks(tx, article.id), correction)
  return { ...head, correction: JSON.stringify(correction) as never }
}

function noted(before: Correction | null, note: { text: string; at: string }): Correction {
  if (!before) return note
  const { earlier = [], ...last } = before
  return { ...note, earlier: [last, ...earlier] }
}
