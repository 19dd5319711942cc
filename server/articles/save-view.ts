import { v7 as uuid } from 'uuid'
import type { Db } from '../../db/connect.ts'
import { Invalid } from '../errors.ts'
import { recordEvent } from '../history/record-event.ts'
import type { Person } from '../users/permissions.ts'
import { mostViews, viewQuery } from './saved-view.ts'
import { countViews, isNameTaken } from './view-queries.ts'

type Named = { name: string; query: string; shared: boolean; by: Person }

/** Keeps the filters of an address under a name, for this person or for the house. Gives the query that it keeps. */
export async function saveView(db: Db, { name, query, shared, by }: Named): Promise<string> {
  const kept = viewQuery(query)
  if (!kept) throw new Invalid('Choose a filter or type some words first: all articles need no view.')
  await db.transaction(async (tx) => {
    await tx.raw("SELECT pg_advisory_xact_lock(hashtext('views ' || ?))", [by.id])
    if (await isNameTaken(tx, { person_id: by.id, name })) throw new Invalid('You have a view of this name. Choose another name.')
    if ((await countViews(tx, by.id)) >= mostViews) throw new Invalid(`You have ${mostViews} views. Delete one first.`)
    const view = { id: uuid(), person_id: by.id, name, query: kept, is_shared: shared, created_at: new Date() }
    await tx('saved_views').insert(view)
    await recordEvent(tx, { stream: `person:${by.id}`, person: by, says: 'saved a view', details: { view_id: view.id, name, shared } })
  })
  return kept
}
