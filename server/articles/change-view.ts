import type { Db } from '../../db/connect.ts'
import { Forbidden, Invalid } from '../errors.ts'
import { recordEvent } from '../history/record-event.ts'
import type { Person } from '../users/permissions.ts'
import { whyNotChange } from './saved-view.ts'
import { isNameTaken, lockView } from './view-queries.ts'

/** Gives a view another name, shares it or shares it no longer. */
export async function changeView(
  db: Db,
  { id, name, shared, by }: { id: string; name: string; shared: boolean; by: Person },
): Promise<void> {
  await db.transaction(async (tx) => {
    const view = await lockView(tx, id)
    const refusal = whyNotChange(view, by)
    if (refusal) throw new Forbidden(refusal)
    await tx.raw("SELECT pg_advisory_xact_lock(hashtext('views ' || ?))", [view.person_id])
    if (await isNameTaken(tx, { person_id: view.person_id, name, but: id }))
      throw new Invalid('There is another view of this name. Choose another name.')
    if (view.name === name && view.is_shared === shared) return
    await tx('saved_views').where({ id }).update({ name, is_shared: shared })
    const details = { view_id: id, name, was: view.name, shared }
    await recordEvent(tx, { stream: `person:${view.person_id}`, person: by, says: 'changed a view', details })
  })
}

/** Deletes a view; the articles in it are not touched. */
export async function deleteView(db: Db, { id, by }: { id: string; by: Person }): Promise<void> {
  await db.transaction(async (tx) => {
    const view = await lockView(tx, id)
    const refusal = whyNotChange(view, by)
    if (refusal) throw new Forbidden(refusal)
    await tx('saved_views').where({ id }).delete()
    const details = { view_id: id, name: view.name }
    await recordEvent(tx, { stream: `person:${view.person_id}`, person: by, says: 'deleted a view', details })
  })
}
