import type { Db } from '../../db/connect.ts'
import { isUuid } from '../../db/is-uuid.ts'
import { NotFound } from '../errors.ts'
import type { SavedView } from './saved-view.ts'

export type ShownView = SavedView & { owner: string }

/** The views of this person and those that colleagues share, by name; theirs first. */
export async function listViews(db: Db, person_id: string): Promise<ShownView[]> {
  return db('saved_views')
    .join('people', 'people.id', 'saved_views.person_id')
    .where('person_id', person_id)
    .orWhere('is_shared', true)
    .orderByRaw('person_id <> ?, lower(saved_views.name)', [person_id])
    .limit(200)
    .select('saved_views.id', 'person_id', 'saved_views.name', 'query', 'is_shared', 'people.name as owner')
}

/** The view, held until the transaction ends. */
export async function lockView(tx: Db, id: string): Promise<SavedView> {
  const view = isUuid(id) ? await tx('saved_views').where({ id }).forUpdate().first() : undefined
  if (!view) throw new NotFound('There is no such view. Perhaps it was deleted.')
  return view
}

export async function countViews(db: Db, person_id: string): Promise<number> {
  const [row] = await db('saved_views').where({ person_id }).count('* as n')
  return Number(row?.['n'])
}

/** Whether another view of this person has this name already. */
export async function isNameTaken(db: Db, { person_id, name, but }: { person_id: string; name: string; but?: string }): Promise<boolean> {
  const taken = await db('saved_views').where({ person_id }).whereRaw('lower(name) = lower(?)', [name]).first('id')
  return taken !== undefined && taken.id !== but
}
