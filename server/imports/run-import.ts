import type { Db } from '../../db/connect.ts'
import { finishImport, type Run } from './finish-import.ts'
import { startImport } from './start-import.ts'

/** Follows the plan of an import item by item, each in a transaction of its own. Broken off anywhere, it goes on where it was. */
export async function runImport(db: Db, run: Run): Promise<void> {
  await startImport(db, run)
  await finishImport(db, run)
}
