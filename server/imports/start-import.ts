import type { Db } from '../../db/connect.ts'
import { Conflict, Forbidden } from '../errors.ts'
import { recordEvent } from '../history/record-event.ts'
import { may } from '../users/permissions.ts'
import type { Run } from './finish-import.ts'
import { findImport, moveImport } from './queries.ts'

/** Says that the import runs now, once; whoever calls next goes on with it. */
export async function startImport(db: Db, { import_id, by }: Omit<Run, 'fault'>): Promise<void> {
  if (by && !may(by, 'article.import')) throw new Forbidden('Your roles do not include importing articles.')
  await db.transaction(async (tx) => {
    const moved = await moveImport(tx, {
      id: import_id,
      from: ['planned'],
      state: 'running',
      run_by: by?.id ?? null,
      started_at: new Date(),
    })
    if (moved) return recordEvent(tx, { stream: `import:${import_id}`, person: by, says: 'ran an import' })
    const { state } = await findImport(tx, import_id)
    if (state === 'finished') throw new Conflict('This import has run already; its report says what became of each item.')
    if (state !== 'running') throw new Conflict('This import was discarded, so there is nothing to run. Import the files again.')
  })
}
