import type { ArticleRow } from '../../db/tables.ts'

/** How long an article stays with whoever claimed it, unless its page is open. */
const lease = 30 * 60_000

/** The columns of a lease that begins now; nobody's ends it. */
export function leaseFrom(person: { id: string } | null, now = new Date()): Pick<ArticleRow, 'claimed_by' | 'claimed_until'> {
  return { claimed_by: person?.id ?? null, claimed_until: person && new Date(now.getTime() + lease) }
}
