import { z } from 'zod'
import { may, type Person } from '../users/permissions.ts'
import { addressOf, ListAddress } from './article-list.ts'

export type SavedView = { id: string; person_id: string; name: string; query: string; is_shared: boolean }

/** How many views one person may keep. */
export const mostViews = 50

export const ViewForm = z.object({
  name: z.string('Give the view a name.').trim().min(1, 'Give the view a name.').max(60, 'Keep the name under 60 characters.'),
  shared: z
    .string()
    .optional()
    .transform((ticked) => ticked === 'yes'),
})

/** What a view keeps of an address: its filters without the place in the list; null where it filters nothing, or wrongly. */
export function viewQuery(query: string): string | null {
  const read = ListAddress.safeParse(Object.fromEntries(new URLSearchParams(query)))
  if (!read.success) return null
  const { before: _, after: __, ...filters } = read.data
  return addressOf('', filters) || null
}

/** Why this person may not change or delete this view, as a sentence, or null. */
export function whyNotChange(view: SavedView, person: Person): string | null {
  return view.person_id === person.id || (view.is_shared && may(person, 'people.manage'))
    ? null
    : 'This view is a colleague’s. Save one of your own.'
}
