import type { Db } from '../../db/connect.ts'
import type { Person } from '../users/permissions.ts'
import { closeMarks, insertMarks, listMarks } from './mark-queries.ts'
import { type NewMark, overlaps } from './marks.ts'

/** Stores the marks of a person who cut words by hand, in the place of those that they cover. Gives the ids of these. */
export async function insertHandMarks(
  tx: Db,
  { article_id, marks, by }: { article_id: string; marks: readonly NewMark[]; by: Person },
): Promise<string[]> {
  if (marks.length === 0) return []
  const isCovered = (old: Parameters<typeof overlaps>[0] & { paragraph_id: string }) =>
    marks.some((mark) => mark.paragraph_id === old.paragraph_id && overlaps(mark, old))
  const covered = (await listMarks(tx, article_id)).filter(isCovered).map(({ id }) => id)
  await closeMarks(tx, covered, 'cut anew by hand')
  await insertMarks(tx, article_id, marks, by.id)
  return covered
}
