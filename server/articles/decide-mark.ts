import type { Db } from '../../db/connect.ts'
import { isUuid } from '../../db/is-uuid.ts'
import type { MarkRow, Verdict } from '../../db/tables.ts'
import { Conflict, NotFound } from '../errors.ts'
import { recordEvent } from '../history/record-event.ts'
import type { Person } from '../users/permissions.ts'
import { insertDecision, listMarks } from './mark-queries.ts'
import { refuseEdit } from './may-edit.ts'
import { listAuthors, lockArticle } from './queries.ts'
import { refreshHead } from './refresh-head.ts'

type Decision = { article_id: string; mark_id: string; verdict: Verdict; by: Person }

/** A person's verdict on a mark: it wins over every rule, for ever. Debris over several lines is decided as one. Gives the paragraph's id. */
export async function decideMark(db: Db, decision: Decision): Promise<string> {
  return decide(
    db,
    decision,
    ({ id, group_id }) =>
      (one) =>
        one.id === id || (group_id !== null && one.group_id === group_id),
  )
}

/** The same for every mark of its kind that has the same verdict now: one act, one event. */
export async function decideKind(db: Db, decision: Decision): Promise<string> {
  return decide(
    db,
    decision,
    ({ id, kind, verdict }) =>
      (one) =>
        one.id === id || (one.kind === kind && one.verdict === verdict),
  )
}

async function decide(
  db: Db,
  { article_id, mark_id, verdict, by }: Decision,
  also: (mark: MarkRow) => (one: MarkRow) => boolean,
): Promise<string> {
  return db.transaction(async (tx) => {
    const article = await lockArticle(tx, article_id)
    refuseEdit({ ...article, authors: await listAuthors(tx, article.id) }, by)
    const open = await listMarks(tx, article_id)
    const mark = open.find(({ id }) => id === mark_id)
    if (!mark) throw await whyGone(tx, article_id, mark_id)
    const decided = open.filter(also(mark)).filter((one) => one.verdict !== verdict || one.decided_by === null)
    if (decided.length === 0) return mark.paragraph_id
    for (const { id } of decided) await insertDecision(tx, { mark_id: id, verdict, person_id: by.id })
    const { before, after } = await refreshHead(tx, article, null)
    const was = Object.fromEntries(decided.map((one) => [one.id, one.verdict]))
    const details = { mark_ids: decided.map(({ id }) => id), kind: mark.kind, from: mark.verdict, to: verdict, was, before, after }
    await recordEvent(tx, {
      stream: `article:${article_id}`,
      person: by,
      says: 'decided a mark',
      details: { ...details, paragraph_id: mark.paragraph_id },
    })
    return mark.paragraph_id
  })
}

async function whyGone(tx: Db, article_id: string, mark_id: string): Promise<Error> {
  const closed = isUuid(mark_id)
    ? await tx('marks').where({ article_id, id: mark_id }).whereNotNull('closed_at').first('closed_because')
    : undefined
  if (!closed) return new NotFound('There is no such mark on this article.')
  return new Conflict(`This mark was closed meanwhile (${closed.closed_because}). Look at the article again.`)
}
