import type { Db } from '../../db/connect.ts'
import { takeIn, type WishedImport } from './begin-import.ts'
import { carryThrough } from './carry-on-import.ts'
import type { ImportRow } from './import.ts'

/** The dry run at once, by whoever asks: keeps what would become of each item, with its reason and first marks, and stores no article. */
export async function planImport(db: Db, wished: WishedImport): Promise<ImportRow> {
  const { id } = await db.transaction((tx) => takeIn(tx, wished))
  return await carryThrough(db, { import_id: id, state: 'planning', fault: rethrown, signal: AbortSignal.any([]) })
}

function rethrown(error: unknown): never {
  throw error
}
