import type { Db } from '../../db/connect.ts'
import type { Person } from '../users/permissions.ts'
import { personOf } from '../users/person.ts'
import { findPerson } from '../users/queries.ts'
import { finishImport, type Run } from './finish-import.ts'
import type { ImportRow } from './import.ts'
import { listRunning } from './queries.ts'

/** Finishes the imports that were broken off when the process before ended; for the start. Says how many there were. */
export async function resumeImports(db: Db, fault: Run['fault']): Promise<number> {
  const running = await listRunning(db)
  for (const made of running) await finishImport(db, { import_id: made.id, by: await runnerOf(db, made), fault })
  return running.length
}

// Who was disabled meanwhile submits nothing; what comes in then lands as drafts.
async function runnerOf(db: Db, { run_by }: ImportRow): Promise<Person | null> {
  const person = run_by ? await findPerson(db, run_by) : undefined
  return person && !person.disabled_at ? personOf(person) : null
}
