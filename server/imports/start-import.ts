import type { Db } from '../../db/connect.ts'
import { Conflict, Forbidden } from '../errors.ts'
import { recordEvent } from '../history/record-event.ts'
import type { Queue } from '../jobs/queue.ts'
import { may, type Person } from '../users/permissions.ts'
import { totalOf } from './outcome.ts'
import { notBegun } from './progress.ts'
import { findImport, moveImport } from './queries.ts'

type Started = { import_id: string; by: Person | null }

/** Says that the import runs now, once; a worker then does it item by item. */
export async function startImport(db: Db, { queue, ...started }: Started & { queue: Queue }): Promise<void> {
  await queue.ready()
  await db.transaction(async (tx) => {
    await startIn(tx, started)
    await queue.enqueue(tx, 'carry-on-import', { import_id: started.import_id })
  })
}

/** The same for whoever does it at once. Call it inside a transaction. */
export async function startIn(tx: Db, { import_id, by }: Started): Promise<void> {
  if (by && !may(by, 'article.import')) throw new Forbidden('Your roles do not include importing articles.')
  const planned = await findImport(tx, import_id)
  const run = { state: 'running', run_by: by?.id ?? null, started_at: new Date(), progress: notBegun(totalOf(planned.counts)) } as const
  if (await moveImport(tx, { id: import_id, from: ['planned'], ...run }))
    return recordEvent(tx, { stream: `import:${import_id}`, person: by, says: 'ran an import' })
  const { state, started_at } = await findImport(tx, import_id)
  if (state === 'planning') throw new Conflict('This import is still being planned. Run it when you have seen the plan.')
  if (state === 'running') throw new Conflict('This import runs already.')
  if (state === 'finished') throw new Conflict('This import has run already; its report says what became of each item.')
  throw new Conflict(`This import was ${started_at ? 'stopped' : 'discarded'}, so there is nothing to run. Import the files again.`)
}
