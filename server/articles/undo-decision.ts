import type { Db } from '../../db/connect.ts'
import type { MarkRow, Stage, Verdict } from '../../db/tables.ts'
import { Conflict } from '../errors.ts'
import { listLatestOf, type PastEvent } from '../history/queries.ts'
import { recordEvent } from '../history/record-event.ts'
import type { Person } from '../users/permissions.ts'
import { insertDecision, listMarks } from './mark-queries.ts'
import { refuseEdit } from './may-edit.ts'
import { listAuthors, lockArticle } from './queries.ts'
import { refreshHead } from './refresh-head.ts'

const [decided, cut, undone] = ['decided a mark', 'cut words by hand', 'took back a decision']
const oneHour = 60 * 60 * 1000

export type Undone = { article_id: string; paragraph_id: string; title: string; stage: Stage }

/**
 * Takes back what this person last cut or kept within the hour, in whichever article it was; called again, what they decided before
 * that. Throws Conflict with a sentence where nothing is left to take back, or others have decided since.
 */
export async function undoDecision(db: Db, by: Person, now = new Date()): Promise<Undone> {
  const since = new Date(now.getTime() - oneHour)
  const events = await listLatestOf(db, by.id, { says: [decided, cut, undone], since, limit: 200 })
  const takenBack = new Set(events.filter(({ says }) => says === undone).map(({ details }) => String(details['event'])))
  const last = events.find(({ id, says }) => says !== undone && !takenBack.has(id))
  if (!last) throw new Conflict('There is nothing to take back: you cut or kept nothing within the hour, or took it back already.')
  return db.transaction((tx) => takeBack(tx, last, by))
}

async function takeBack(tx: Db, event: PastEvent, by: Person): Promise<Undone> {
  const article = await lockArticle(tx, event.stream.replace('article:', ''))
  refuseEdit({ ...article, authors: await listAuthors(tx, article.id) }, by)
  const before = formerOf(event)
  const marks = (await listMarks(tx, article.id)).filter((mark) => before.has(mark.id) && stands(mark, event, by))
  const [first] = marks
  if (!first) throw new Conflict('What you decided last is no longer so: somebody changed that paragraph or decided otherwise since.')
  for (const { id } of marks) await insertDecision(tx, { mark_id: id, verdict: before.get(id) ?? 'keep', person_id: by.id })
  const hashes = await refreshHead(tx, article, null)
  const details = { event: event.id, mark_ids: marks.map(({ id }) => id), kind: first.kind, to: before.get(first.id), ...hashes }
  await recordEvent(tx, { stream: event.stream, person: by, says: undone, details: { ...details, paragraph_id: first.paragraph_id } })
  const { title } = await tx('revisions').where({ id: article.head_revision_id }).first('title')
  return { article_id: article.id, paragraph_id: first.paragraph_id, title, stage: article.stage }
}

// What each mark said before; words cut by hand are kept again.
function formerOf({ details }: PastEvent): Map<string, Verdict> {
  const ids = Array.isArray(details['mark_ids']) ? details['mark_ids'].map(String) : []
  const was = (details['was'] ?? {}) as Record<string, Verdict>
  return new Map(ids.map((id) => [id, was[id] ?? (details['from'] as Verdict | undefined) ?? 'keep']))
}

function stands(mark: MarkRow, { says, details }: PastEvent, by: Person): boolean {
  const isMine = (mark.decided_by ?? mark.made_by) === by.id
  return isMine && mark.verdict === (says === cut ? 'cut' : details['to'])
}
