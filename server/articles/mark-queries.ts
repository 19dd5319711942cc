import { type Db, oftenAsked } from '../../db/connect.ts'
import { insertRows } from '../../db/insert-rows.ts'
import type { MarkRow, Verdict } from '../../db/tables.ts'
import type { NewMark } from './marks.ts'

/** The open marks of an article with the verdict in force, in the order they were found. */
export async function listMarks(db: Db, article_id: string): Promise<MarkRow[]> {
  return db('decided_marks').where({ article_id }).whereNull('closed_at').orderBy(['created_at', 'id']).options(oftenAsked)
}

/** Marks of an article by their ids, open or closed, with the verdict in force. */
export async function listMarksNamed(db: Db, article_id: string, ids: readonly string[]): Promise<MarkRow[]> {
  return ids.length === 0 ? [] : db('decided_marks').where({ article_id }).whereIn('id', ids)
}

/** Stores what the engine found in new articles, each mark with its first decision. */
export async function insertFirstMarks(tx: Db, marks: readonly (NewMark & { article_id: string })[]): Promise<void> {
  const now = new Date()
  const rows = marks.map(({ verdict: _, decided_by: __, decided_at: ___, ...mark }) => ({ ...mark, created_at: now }))
  await insertRows(tx, 'marks', rows)
  await insertRows(
    tx,
    'decisions',
    marks.map(({ id, verdict }) => ({ mark_id: id, verdict, at: now })),
  )
}

/** Stores marks, each with its first decision; `made_by` is the hand that made those which do not name theirs. */
export async function insertMarks(tx: Db, article_id: string, marks: readonly NewMark[], made_by: string | null): Promise<void> {
  if (marks.length === 0) return
  const now = new Date()
  await tx.batchInsert(
    'marks',
    marks.map(({ verdict: _, decided_by: __, decided_at: ___, ...mark }) => ({ created_at: now, made_by, ...mark, article_id })),
    500,
  )
  await tx.batchInsert(
    'decisions',
    marks.map(({ id, verdict, decided_by, decided_at }) => ({
      mark_id: id,
      verdict,
      person_id: decided_by ?? made_by,
      at: decided_at ?? now,
    })),
    500,
  )
}

export async function insertDecision(tx: Db, decision: { mark_id: string; verdict: Verdict; person_id: string }): Promise<void> {
  await tx('decisions').insert({ ...decision, at: new Date() })
}

export async function moveMark(tx: Db, mark: Pick<MarkRow, 'id' | 'paragraph_id' | 'text_sha256' | 'start_at' | 'end_at'>): Promise<void> {
  const { id, ...place } = mark
  await tx('marks').where({ id }).update(place)
}

export async function closeMarks(tx: Db, ids: readonly string[], because: string): Promise<void> {
  if (ids.length > 0) await tx('marks').whereIn('id', ids).update({ closed_at: new Date(), closed_because: because })
}

/** Opens again the marks that were closed because their text changed, in paragraphs that have that very text again. */
export async function reopenMarks(
  tx: Db,
  article_id: string,
  paragraphs: readonly Pick<MarkRow, 'paragraph_id' | 'text_sha256'>[],
): Promise<void> {
  if (paragraphs.length === 0) return
  await tx.raw(
    `UPDATE marks SET closed_at = NULL, closed_because = NULL
     FROM unnest(:ids::text[], :hashes::bytea[]) AS back (paragraph_id, text_sha256)
     WHERE marks.article_id = :article_id AND marks.closed_because = 'text changed'
       AND marks.paragraph_id = back.paragraph_id AND marks.text_sha256 = back.text_sha256
       AND NOT EXISTS (SELECT FROM marks AS open WHERE open.article_id = :article_id AND open.closed_at IS NULL
         AND open.paragraph_id = marks.paragraph_id AND open.start_at < marks.end_at AND marks.start_at < open.end_at)
       AND NOT EXISTS (SELECT FROM marks AS later WHERE later.article_id = :article_id AND later.closed_because = 'text changed'
         AND later.paragraph_id = marks.paragraph_id AND later.text_sha256 = marks.text_sha256
         AND later.start_at < marks.end_at AND marks.start_at < later.end_at AND (later.closed_at, later.id) > (marks.closed_at, marks.id))`,
    { article_id, ids: paragraphs.map(({ paragraph_id }) => paragraph_id), hashes: paragraphs.map(({ text_sha256 }) => text_sha256) },
  )
}
