import { v7 as uuid } from 'uuid'
import type { Db } from '../../db/connect.ts'
import { isUuid } from '../../db/is-uuid.ts'
import type { SourceRow } from '../../db/tables.ts'

export async function findSource(db: Db, id: string): Promise<SourceRow | undefined> {
  return isUuid(id) ? db<SourceRow>('sources').where({ id }).first() : undefined
}

/** The source of that name, whatever its capitals. */
export async function findSourceNamed(db: Db, name: string): Promise<SourceRow | undefined> {
  return db<SourceRow>('sources')
    .whereRaw('lower(name) = lower(?)', [name.normalize('NFC').trim()])
    .first()
}

/** Every source by name; a house has some hundreds at most. */
export async function listSources(db: Db): Promise<SourceRow[]> {
  return db<SourceRow>('sources').orderByRaw('lower(name)').limit(1000)
}

/** Makes the source; null where its name or its slug is taken already. */
export async function insertSource(tx: Db, source: Pick<SourceRow, 'name' | 'slug' | 'language'>): Promise<SourceRow | null> {
  const [made] = await tx<SourceRow>('sources')
    .insert({ id: uuid(), ...source, created_at: new Date() })
    .onConflict()
    .ignore()
    .returning('*')
  return made ?? null
}
