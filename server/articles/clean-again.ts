import type { Db } from '../../db/connect.ts'
import type { ArticleRow, RevisionRow } from '../../db/tables.ts'
import { switchBrokenRulesOff } from '../rules/switch-broken-rules-off.ts'
import { closeMarks, insertMarks, listMarks } from './mark-queries.ts'
import { findMarks, overlaps } from './marks.ts'
import { findCleaning } from './queries.ts'

/**
 * Marks the text anew where nobody has decided. What a person decided stays; a paragraph that a person has rewritten is left alone.
 * Says how many marks were closed and added.
 */
export async function cleanAgain(tx: Db, article: ArticleRow, revision: RevisionRow): Promise<{ closed: number; added: number }> {
  const open = await listMarks(tx, article.id)
  const undecided = open.filter(({ decided_by, made_by }) => decided_by === null && made_by === null)
  const decided = open.filter((mark) => !undecided.includes(mark))
  const untouched = new Set(revision.paragraphs.filter(({ origin }) => origin).map(({ id }) => id))
  const cleaning = await findCleaning(tx, article)
  const found = findMarks(revision.paragraphs, { language: revision.language, ...cleaning }).filter(
    (mark) => untouched.has(mark.paragraph_id) && !decided.some((old) => old.paragraph_id === mark.paragraph_id && overlaps(old, mark)),
  )
  const stays = (mark: (typeof undecided)[number]) =>
    !untouched.has(mark.paragraph_id) ||
    found.some(
      (one) =>
        one.rule === mark.rule && one.paragraph_id === mark.paragraph_id && one.start_at === mark.start_at && one.end_at === mark.end_at,
    )
  const gone = undecided.filter((mark) => !stays(mark))
  const kept = undecided.filter(stays)
  const added = found.filter((mark) => !kept.some((old) => old.paragraph_id === mark.paragraph_id && overlaps(old, mark)))
  await closeMarks(
    tx,
    gone.map(({ id }) => id),
    'cleaned again',
  )
  await insertMarks(tx, article.id, added, null)
  await switchBrokenRulesOff(tx, cleaning.rules)
  return { closed: gone.length, added: added.length }
}
