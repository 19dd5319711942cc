import type { Db } from '../../db/connect.ts'
import type { Person } from '../users/permissions.ts'
import { type Filters, stateNames } from './article-list.ts'
import { findSourceBySlug, findTagBySlug, type ListFilter } from './list-queries.ts'

type Resolved = { filter: ListFilter; errors: Record<string, string> }

/** The filters of an address with ids in the place of names. A name that nothing has is said at its field: an empty list would hide it. */
export async function resolveFilter(
  db: Db,
  { state, source, tag, language, assignee, import: import_id }: Filters,
  { id }: Person,
): Promise<Resolved> {
  const from = source ? await findSourceBySlug(db, source) : undefined
  const tagged = tag ? await findTagBySlug(db, tag) : undefined
  const name = stateNames.find((one) => one === state)
  return {
    filter: {
      ...(name && { state: name }),
      ...(from && { source_id: from.id }),
      ...(tagged && { tag_id: tagged.id }),
      ...(language && { language }),
      ...(import_id && { import_id }),
      ...(assignee && { assignee_id: assignee === 'me' ? id : null }),
    },
    errors: {
      ...(source && !from && { source: `There is no source “${source}”. Choose one of the list.` }),
      ...(tag && !tagged && { tag: `There is no tag “${tag}”. Choose one of the list.` }),
    },
  }
}
