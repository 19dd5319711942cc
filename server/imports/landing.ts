import { may, type Person } from '../users/permissions.ts'
import type { Landing } from './import.ts'
import type { Title } from './title.ts'

/** Whether a new article goes to review at once, and why not where that was wished for. */
export function landingOf(wished: Landing, { title_confirmed }: Title, by: Person | null): { landing: Landing; note: string } {
  if (wished === 'draft') return { landing: 'draft', note: '' }
  if (!by || !may(by, 'article.submit')) return { landing: 'draft', note: 'Lands as a draft: whoever runs the import may not submit.' }
  if (!title_confirmed) return { landing: 'draft', note: 'Lands as a draft: its title is only suggested.' }
  return { landing: 'review', note: '' }
}
