import type { Db } from '../../db/connect.ts'
import type { SourceRow } from '../../db/tables.ts'
import { Conflict, Forbidden } from '../errors.ts'
import { recordEvent } from '../history/record-event.ts'
import { may, type Person } from '../users/permissions.ts'
import { findSourceNamed, insertSource } from './queries.ts'
import { sourceSlug } from './source.ts'

/** `by` is null where the system makes it, for the seed articles. */
export type NewSource = { name: string; language?: string | null; by: Person | null }

/** Adds a publisher whose articles come in. */
export async function makeSource(db: Db, source: NewSource): Promise<SourceRow> {
  return db.transaction(async (tx) => {
    if (await findSourceNamed(tx, source.name)) throw new Conflict(`There is a source called “${source.name}” already.`)
    return findOrMakeSource(tx, source)
  })
}

/** The source of that name, made if it is new. Call it inside a transaction. */
export async function findOrMakeSource(tx: Db, { name, language = null, by }: NewSource): Promise<SourceRow> {
  const known = await findSourceNamed(tx, name)
  if (known) return known
  if (by && !may(by, 'source.manage')) throw new Forbidden('Your roles do not include adding a source. Take one of those that are there.')
  const made = await insertUnderFreeSlug(tx, { name, language })
  if (!made) return findOrMakeSource(tx, { name, language, by })
  await recordEvent(tx, { stream: `source:${made.id}`, person: by, says: 'made a source', details: { name, language } })
  return made
}

// Two names may have one slug; one name made twice at once is made once.
async function insertUnderFreeSlug(tx: Db, { name, language }: { name: string; language: string | null }): Promise<SourceRow | null> {
  for (let taken = 0; taken < 100; taken++) {
    const made = await insertSource(tx, { name, language, slug: sourceSlug(name, taken) })
    if (made || (await findSourceNamed(tx, name))) return made
  }
  throw new Conflict(`A hundred sources are called like “${name}”. Take another name.`)
}
