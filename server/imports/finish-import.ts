import { type Db, isDatabaseDown } from '../../db/connect.ts'
import { recordEvent } from '../history/record-event.ts'
import type { Person } from '../users/permissions.ts'
import { type Arrival, arrivalsOf } from './arrivals.ts'
import type { ImportRow } from './import.ts'
import { countItems, findFirstWaiting, findImport, finishItem, lockItem, moveImport } from './queries.ts'
import { runItem } from './run-item.ts'

export type Run = {
  import_id: string
  /** Who runs it and submits what goes to review; null is the system, which submits nothing. */
  by: Person | null
  /** Told of an error of ours that an item met: the item fails with a sentence, the others go on. */
  fault: (error: unknown) => void
}

/** Does the items that wait and closes the import. Two at it at once do each item once between them. */
export async function finishImport(db: Db, { import_id, by, fault }: Run): Promise<void> {
  const made = await findImport(db, import_id)
  const first = await findFirstWaiting(db, import_id)
  if (first !== null) {
    for await (const arrival of arrivalsOf(db, made)) {
      if (arrival.ordinal >= first) await runSafely(db, { made, arrival, by, fault })
    }
  }
  await closeImport(db, made, by)
}

type Job = { made: ImportRow; arrival: Arrival; by: Person | null }

async function runSafely(db: Db, { fault, ...job }: Job & { fault: Run['fault'] }): Promise<void> {
  try {
    await runItem(db, job)
  } catch (error) {
    if (isDatabaseDown(error)) throw error
    fault(error)
    await failItem(db, job)
  }
}

async function failItem(db: Db, { made, arrival: { ordinal } }: Job): Promise<void> {
  const reason = 'An error of Cleancopy itself stopped this item; the others went on. Import it again when that is mended.'
  await db.transaction(async (tx) => {
    const item = await lockItem(tx, { import_id: made.id, ordinal })
    if (item.outcome === null) await finishItem(tx, { import_id: made.id, ordinal, outcome: 'failed', reason, article_id: null })
  })
}

async function closeImport(db: Db, { id, source_id }: ImportRow, by: Person | null): Promise<void> {
  await db.transaction(async (tx) => {
    const { counts, waiting } = await countItems(tx, id)
    if (waiting > 0) return
    const closed = await moveImport(tx, { id, from: ['running'], state: 'finished', finished_at: new Date(), counts })
    if (closed) await recordEvent(tx, { stream: `import:${id}`, person: by, says: 'finished an import', details: { source_id, counts } })
  })
}
