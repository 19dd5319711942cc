/** What the desk shows of the whole house, as a job counted it. */
export type Figures = {
  /** What happened on each of the last thirty days, oldest first. */
  days: { day: string; submitted: number; approved: number; published: number }[]
  /** How long what is in review has waited. */
  ages: { days: number; articles: number }[]
  kinds: KindFigures[]
  /** The sources with the most cuts. */
  sources: { name: string; cuts: number; articles: number }[]
  forced: { published: number; forced: number; waiting: number }
}

/** How much of a kind is cut; of what a rule cut in articles that people looked at, how much they put back. */
export type KindFigures = { kind: string; cuts: number; looked_at: number; restored: number }

/** The days from which a wait is counted as that long. */
export const ages = [
  { days: 0, label: 'Less than a day' },
  { days: 1, label: '1 to 2 days' },
  { days: 3, label: '3 to 6 days' },
  { days: 7, label: '7 to 29 days' },
  { days: 30, label: '30 days or more' },
] as const

const percents = new Intl.NumberFormat('en', { style: 'percent', maximumFractionDigits: 1 })

/** 0.125 as 12.5%; nothing of nothing is no share. */
export function share(part: number, whole: number): string {
  return whole === 0 ? '–' : percents.format(part / whole)
}

// Below this many the share says more about chance than about the rule.
const enough = 5

/** How often editors put back what a rule of this kind cut, in a few words; null where too little was looked at. */
export function keptWords({ looked_at, restored }: Pick<KindFigures, 'looked_at' | 'restored'>): string | null {
  if (looked_at < enough) return null
  if (restored === 0) return `editors kept none of ${looked_at}`
  return `editors kept ${restored} of ${looked_at} (${share(restored, looked_at)})`
}
