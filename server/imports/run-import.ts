import type { Db } from '../../db/connect.ts'
import type { Person } from '../users/permissions.ts'
import { carryThrough } from './carry-on-import.ts'
import type { Work } from './import-work.ts'
import { startIn } from './start-import.ts'

type Run = { import_id: string; by: Person | null } & Pick<Work, 'fault'>

/** Follows the plan of an import at once, by whoever asks. Broken off anywhere, the next worker goes on where it was. */
export async function runImport(db: Db, { import_id, by, fault }: Run): Promise<void> {
  await db.transaction((tx) => startIn(tx, { import_id, by }))
  await carryThrough(db, { import_id, state: 'running', fault, signal: AbortSignal.any([]) })
}
