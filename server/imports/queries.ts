import { v7 as uuid, validate } from 'uuid'
import type { Db } from '../../db/connect.ts'
import { NotFound } from '../errors.ts'
import type { Counts, ImportRow, ImportState, ItemRow } from './import.ts'
import type { Outcome } from './outcome.ts'
import type { Progress } from './progress.ts'

type NewImport = Pick<ImportRow, 'source_id' | 'landing' | 'names_identify' | 'options' | 'made_by'>

export async function insertImport(tx: Db, made: NewImport): Promise<ImportRow> {
  const row = { id: uuid(), ...made, state: 'planning', options: JSON.stringify(made.options), created_at: new Date() }
  const [inserted] = await tx<ImportRow>('imports')
    .insert(row as never)
    .returning('*')
  if (!inserted) throw new Error('The import was not stored.')
  return inserted
}

export async function findImport(db: Db, id: string): Promise<ImportRow> {
  const found = validate(id) ? await db<ImportRow>('imports').where({ id }).first() : undefined
  if (!found) throw new NotFound('There is no such import.')
  return found
}

/** Moves an import on where it still stands in one of `from`; false where somebody was faster. */
export async function moveImport(
  db: Db,
  { id, from, ...changes }: { id: string; from: readonly ImportState[]; state: ImportState } & Partial<ImportRow>,
): Promise<boolean> {
  const row = Object.fromEntries(
    Object.entries(changes).map(([name, value]) => [name, name === 'counts' || name === 'progress' ? JSON.stringify(value) : value]),
  )
  return (await db<ImportRow>('imports').where({ id }).whereIn('state', from).update(row)) === 1
}

/** The import, held until the transaction ends: nobody cancels it meanwhile. */
export async function holdImport(tx: Db, id: string): Promise<Pick<ImportRow, 'state'>> {
  const held = await tx<ImportRow>('imports').where({ id }).forShare().first('state')
  if (!held) throw new NotFound('There is no such import.')
  return held
}

/** Says how far the work is; false where the import is no longer in the state in which the work began. */
export async function noteProgress(db: Db, { id, state }: Pick<ImportRow, 'id' | 'state'>, progress: Progress): Promise<boolean> {
  const noted = { progress: JSON.stringify(progress) as never, worked_on_at: new Date() }
  return (await db<ImportRow>('imports').where({ id, state }).update(noted)) === 1
}

/** The imports that a worker should be at. */
export async function listAtWork(db: Db): Promise<Pick<ImportRow, 'id'>[]> {
  return db<ImportRow>('imports').whereIn('state', ['planning', 'running']).orderBy('id').limit(1000).select('id')
}

export type ListedImport = ImportRow & { source: string; person: string | null; files: number; first_file: string }
export type Cursor = { before?: string | undefined; after?: string | undefined }
export const importsOnPage = 50

const filesOf = `
  (SELECT count(*)::int FROM uploads WHERE import_id = imports.id) AS files,
  (SELECT name FROM uploads WHERE import_id = imports.id AND ordinal = 1) AS first_file
`

/** A page of imports, the newest first, and one row more where there are others. `before` and `after` are ids. */
export async function listImports(db: Db, { before, after }: Cursor): Promise<ListedImport[]> {
  const rows = db('imports')
    .join('sources', 'sources.id', 'imports.source_id')
    .leftJoin('people', 'people.id', 'imports.made_by')
    .select('imports.*', 'sources.name as source', 'people.name as person', db.raw(filesOf))
    .limit(importsOnPage + 1)
  if (before) rows.where('imports.id', '<', before)
  if (after) return (await rows.where('imports.id', '>', after).orderBy('imports.id')).reverse()
  return rows.orderBy('imports.id', 'desc')
}

export type NewItem = Omit<ItemRow, 'outcome' | 'reason' | 'article_id' | 'done_at'>

export async function insertItems(tx: Db, items: readonly NewItem[]): Promise<void> {
  if (items.length === 0) return
  await tx('import_items').insert(items.map((item) => ({ ...item, first_marks: JSON.stringify(item.first_marks) })))
}

/** Lets a plan go that was broken off half-way. */
export async function deleteItems(db: Db, import_id: string): Promise<void> {
  await db('import_items').where({ import_id }).delete()
}

/** The item, held until the transaction ends: it is done once, whoever runs the import. */
export async function lockItem(tx: Db, { import_id, ordinal }: Pick<ItemRow, 'import_id' | 'ordinal'>): Promise<ItemRow> {
  const item = await tx<ItemRow>('import_items').where({ import_id, ordinal }).forUpdate().first()
  if (!item) throw new Error(`The plan of import ${import_id} has no item ${ordinal}.`)
  return item
}

export type DoneItem = Pick<ItemRow, 'import_id' | 'ordinal' | 'article_id' | 'reason'> & { outcome: Outcome }

export async function finishItem(tx: Db, { import_id, ordinal, ...done }: DoneItem): Promise<void> {
  await tx('import_items')
    .where({ import_id, ordinal })
    .update({ ...done, done_at: new Date() })
}

/** The items of these ordinals that are not done, held until the transaction ends, in their order. */
export async function lockWaiting(tx: Db, { import_id, ordinals }: { import_id: string; ordinals: readonly number[] }): Promise<ItemRow[]> {
  return tx<ItemRow>('import_items').where({ import_id, outcome: null }).whereIn('ordinal', ordinals).orderBy('ordinal').forUpdate()
}

/** Several new articles at once, each with what its report says. */
export async function finishNewItems(
  tx: Db,
  import_id: string,
  done: readonly (Pick<DoneItem, 'ordinal' | 'reason'> & { article_id: string })[],
): Promise<void> {
  await tx.raw(
    `UPDATE import_items SET outcome = 'created', article_id = done.article_id, reason = done.reason, done_at = :now
     FROM json_to_recordset(:done) AS done (ordinal int, article_id uuid, reason text)
     WHERE import_items.import_id = :import_id AND import_items.ordinal = done.ordinal`,
    { import_id, done: JSON.stringify(done), now: new Date() },
  )
}

/** The ordinal of the first item that waits to be run; null where all are done. */
export async function findFirstWaiting(db: Db, import_id: string): Promise<number | null> {
  const item = await db('import_items').where({ import_id }).whereNull('outcome').orderBy('ordinal').first('ordinal')
  return item?.ordinal ?? null
}

/** Which items in this stretch of the plan are new articles. */
export async function listNew(db: Db, { import_id, from, to }: { import_id: string; from: number; to: number }): Promise<number[]> {
  return db('import_items').where({ import_id, planned: 'created' }).where('ordinal', '>=', from).where('ordinal', '<', to).pluck('ordinal')
}

/** How many items stand where: by their outcome, before the run by the planned one; `done` are those run, `waiting` is how many are not. */
export async function countItems(db: Db, import_id: string): Promise<{ counts: Counts; done: Counts; waiting: number }> {
  const rows = await db('import_items')
    .where({ import_id })
    .groupByRaw('1')
    .select(
      db.raw('coalesce(outcome, planned) AS is'),
      db.raw('count(*)::int AS n'),
      db.raw('count(*) FILTER (WHERE outcome IS NULL)::int AS waits'),
    )
  const counts = Object.fromEntries(rows.map(({ is, n }) => [is, n]))
  const done = Object.fromEntries(rows.map(({ is, n, waits }) => [is, n - waits]))
  return { counts, done, waiting: rows.reduce((sum, { waits }) => sum + waits, 0) }
}

export type ListedItem = ItemRow & { article_title: string | null; article_id_shown: string | null }
export const itemsOnPage = 100

type AskedItems = { import_id: string; outcome?: Outcome | undefined; from?: number | undefined; isStopped: boolean }

/** A page of items in their order, and one row more where there are others; only those of one outcome, where asked. */
export async function listItems(db: Db, { import_id, outcome, from = 1, isStopped }: AskedItems): Promise<ListedItem[]> {
  const items = db('import_items')
    .leftJoin('articles', 'articles.id', db.raw('coalesce(import_items.article_id, import_items.planned_article_id)'))
    .leftJoin('revisions', 'revisions.id', 'articles.head_revision_id')
    .where({ import_id })
    .where('ordinal', '>=', from)
    .orderBy('ordinal')
    .limit(itemsOnPage + 1)
    .select('import_items.*', 'articles.id as article_id_shown', 'revisions.title as article_title')
  if (!outcome) return items
  return isStopped ? items.where({ outcome }) : items.whereRaw('coalesce(outcome, planned) = ?', [outcome])
}
