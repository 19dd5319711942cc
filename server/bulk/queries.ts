import type { Db } from '../../db/connect.ts'
import { isUuid } from '../../db/is-uuid.ts'
import { NotFound } from '../errors.ts'
import type { Person } from '../users/permissions.ts'
import type { Batch, BatchState, Counts, Item, Outcome } from './batch.ts'

export async function findBatch(db: Db, id: string): Promise<Batch> {
  const batch = isUuid(id) ? await db('batches').where({ id }).first() : undefined
  if (!batch) throw new NotFound('There is no such batch.')
  return batch
}

/** The latest batches of a person, newest first. */
export async function listBatches(db: Db, made_by: string, limit: number): Promise<(Batch & { items: number })[]> {
  return db('batches')
    .where({ made_by })
    .whereNot({ state: 'discarded' })
    .orderBy('created_at', 'desc')
    .limit(limit)
    .select('batches.*', db.raw('(SELECT count(*)::int FROM batch_items WHERE batch_id = batches.id) AS items'))
}

export async function insertBatch(tx: Db, batch: Batch): Promise<void> {
  await tx('batches').insert({ ...batch, options: JSON.stringify(batch.options) })
}

type NewItem = { article_id: string; content_sha256: string; refusal: string | null; was?: Record<string, unknown> | null }

export async function insertItems(tx: Db, batch_id: string, items: readonly NewItem[]): Promise<void> {
  await tx.raw(
    `INSERT INTO batch_items (batch_id, ordinal, article_id, content_sha256, refusal, was)
     SELECT :batch_id, n, (item ->> 'article_id')::uuid, decode(item ->> 'content_sha256', 'hex'), item ->> 'refusal', nullif(item -> 'was', 'null')
     FROM jsonb_array_elements(:items::jsonb) WITH ORDINALITY AS items (item, n)`,
    { batch_id, items: JSON.stringify(items) },
  )
}

/** Moves a batch from one of these states; false where it is in another. */
export async function moveBatch(
  tx: Db,
  { id, from, ...changes }: { id: string; from: BatchState[] } & Partial<Omit<Batch, 'id'>>,
): Promise<boolean> {
  const { options, ...columns } = changes
  const moved = await tx('batches')
    .where({ id })
    .whereIn('state', from)
    .update({ ...columns, ...(options && { options: JSON.stringify(options) }) })
  return moved === 1
}

export async function countItems(db: Db, batch_id: string): Promise<Counts> {
  const { rows } = await db.raw<{ rows: Counts[] }>(
    `SELECT count(*)::int AS all, count(*) FILTER (WHERE outcome = 'done')::int AS done, count(*) FILTER (WHERE outcome = 'refused')::int AS refused,
       count(*) FILTER (WHERE outcome = 'failed')::int AS failed, count(*) FILTER (WHERE outcome IS NULL)::int AS waiting,
       count(*) FILTER (WHERE outcome IS NULL AND refusal IS NULL)::int AS allowed,
       count(*) FILTER (WHERE outcome = 'done' AND was IS NOT NULL)::int AS undoable
     FROM batch_items WHERE batch_id = :batch_id`,
    { batch_id },
  )
  if (!rows[0]) throw new Error('The items of a batch could not be counted.')
  return rows[0]
}

/** Why how many of them were not possible, the most frequent first. */
export async function countReasons(db: Db, batch_id: string): Promise<{ reason: string; n: number }[]> {
  return db('batch_items')
    .where({ batch_id })
    .whereRaw('coalesce(reason, refusal) IS NOT NULL')
    .groupByRaw('coalesce(reason, refusal)')
    .orderByRaw('count(*) DESC, 1')
    .limit(30)
    .select(db.raw('coalesce(reason, refusal) AS reason, count(*)::int AS n'))
}

export type NamedItem = Pick<Item, 'ordinal' | 'article_id' | 'refusal' | 'outcome' | 'reason'> & { title: string }
export type Shown = Outcome | 'waiting' | 'all'

/** Items by name, in order, after a place. */
export async function listItems(
  db: Db,
  { batch_id, shown, after, limit }: { batch_id: string; shown: Shown; after: number; limit: number },
): Promise<NamedItem[]> {
  return db('batch_items')
    .join('articles', 'articles.id', 'batch_items.article_id')
    .join('revisions', 'revisions.id', 'articles.head_revision_id')
    .where({ batch_id })
    .where('ordinal', '>', after)
    .modify((items) => {
      if (shown === 'waiting') items.whereNull('outcome')
      else if (shown !== 'all') items.where({ outcome: shown })
    })
    .orderBy('ordinal')
    .limit(limit)
    .select('ordinal', 'batch_items.article_id', 'refusal', 'outcome', 'reason', 'revisions.title')
}

/** The next items that wait to be done. */
export async function listWaitingItems(db: Db, batch_id: string, limit: number): Promise<Item[]> {
  return db('batch_items').where({ batch_id }).whereNull('outcome').orderBy('ordinal').limit(limit)
}

/** Holds the batch at work while one item is done, so that it is not cancelled in the midst of it; false where it is at work no more. */
export async function isAtWork(tx: Db, id: string): Promise<boolean> {
  return (await tx('batches').where({ id, state: 'working' }).forShare().first('id')) !== undefined
}

type Became = { outcome: Outcome; reason?: string | null; was?: Record<string, unknown> | null }

export async function settleItem(db: Db, item: { batch_id: string; ordinal: number }, { outcome, reason, was }: Became): Promise<void> {
  const row = { outcome, reason: reason ?? null, at: new Date() }
  await db('batch_items')
    .where(item)
    .update({ ...row, ...(was !== undefined && { was: was && JSON.stringify(was) }) })
}

/** Whoever began the batch as they are now, with the roles they have now; none where they may not work here any more. */
export async function findActor(db: Db, id: string): Promise<Person | undefined> {
  return db('people').where({ id }).whereNull('disabled_at').first('id', 'name', 'email', 'roles')
}

export async function listWorking(db: Db): Promise<string[]> {
  return db('batches').where({ state: 'working' }).pluck('id')
}

/** What was not possible when the batch was planned is not tried: its outcome is that reason. */
export async function settleRefused(tx: Db, batch_id: string): Promise<void> {
  await tx('batch_items')
    .where({ batch_id })
    .whereNull('outcome')
    .whereNotNull('refusal')
    .update({ outcome: 'refused', reason: tx.ref('refusal'), at: new Date() })
}

/** Has what failed wait again, with the text that it has now; how many there are. */
export async function waitAgain(tx: Db, batch_id: string): Promise<number> {
  const { rows } = await tx.raw<{ rows: unknown[] }>(
    `UPDATE batch_items SET outcome = NULL, reason = NULL, refusal = NULL, at = NULL, content_sha256 = articles.head_sha256
     FROM articles WHERE articles.id = article_id AND batch_id = :batch_id AND (outcome IN ('refused', 'failed') OR outcome IS NULL) RETURNING ordinal`,
    { batch_id },
  )
  return rows.length
}

/** What an undoing goes through: the articles that the batch changed, with what it needs to know of each. */
export async function listUndoable(tx: Db, batch_id: string): Promise<Pick<Item, 'article_id' | 'was'>[]> {
  return tx('batch_items').where({ batch_id, outcome: 'done' }).whereNotNull('was').orderBy('ordinal').select('article_id', 'was')
}

/** The batch that took this one back, if one did. */
export async function findUndoing(db: Db, id: string): Promise<string | null> {
  const undoing = await db('batches').where({ undoes: id }).first('id')
  return undoing?.id ?? null
}
