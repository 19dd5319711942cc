import type { ArticleRow } from '../../db/tables.ts'
import { may, type Permission, type Person } from '../users/permissions.ts'

/** How late what was to go live by itself may be before the desk raises an alarm. */
export const graceMinutes = 2

type Placed = Pick<ArticleRow, 'submitted_at' | 'created_at' | 'updated_at' | 'scheduled_at' | 'due_at'>

type Tab = {
  label: string
  /** Said where it is empty. */
  empty: string
  order: string
  /** The moment by which it is ordered. */
  at: (article: Placed) => Date | null
  needs?: Permission
  /** Whether it holds what is in review, so that a person goes on to what waits for them. */
  isReview?: true
  /** Whether it is shown while it is empty, too. */
  isAlways?: true
  isAlarm?: true
}

const submitted = ({ submitted_at }: Placed) => submitted_at
const updated = ({ updated_at }: Placed) => updated_at

/** What the queue can be narrowed to; the address keeps which. */
const tabs = {
  all: { label: 'Review', empty: 'Nothing waits for review.', order: 'oldest first', at: submitted, isReview: true, isAlways: true },
  waiting: {
    label: 'For me',
    empty: 'Nothing here waits for you.',
    order: 'oldest first',
    at: submitted,
    needs: 'article.review',
    isReview: true,
    isAlways: true,
  },
  mine: {
    label: 'Mine',
    empty: 'Nothing was given to you. You have claimed nothing.',
    order: 'oldest first',
    at: ({ submitted_at, created_at }) => submitted_at ?? created_at,
    needs: 'article.comment',
    isReview: true,
    isAlways: true,
  },
  unclaimed: {
    label: 'Unclaimed',
    empty: 'Everything in review is claimed.',
    order: 'oldest first',
    at: submitted,
    isReview: true,
    isAlways: true,
  },
  overdue: { label: 'Overdue', empty: 'Nothing is overdue.', order: 'most overdue first', at: earliest, isAlarm: true },
  returned: { label: 'Changes requested', empty: 'No draft waits for changes.', order: 'longest waiting first', at: updated },
  scheduled: { label: 'Scheduled', empty: 'Nothing is scheduled.', order: 'next first', at: ({ scheduled_at }) => scheduled_at },
  unreviewed: { label: 'Unreviewed', empty: 'Everything that is live was approved.', order: 'oldest first', at: updated },
} as const satisfies Record<string, Tab>

export type TabName = keyof typeof tabs
export const tabNames = Object.keys(tabs) as [TabName, ...TabName[]]

export function tabOf(name: TabName): Tab {
  return tabs[name]
}

/** The tabs that a person is shown: those of their roles, and of the rarer ones those that hold something. */
export function shownTabs(person: Person, counts: Record<TabName, number>, current: TabName): TabName[] {
  return tabNames.filter((name) => {
    const { needs, isAlways } = tabOf(name)
    if (needs && !may(person, needs)) return false
    return isAlways || counts[name] > 0 || name === current
  })
}

function earliest({ due_at, scheduled_at }: Placed): Date | null {
  const moments = [due_at, scheduled_at].filter((moment) => moment !== null)
  return moments.toSorted((a, b) => a.getTime() - b.getTime())[0] ?? null
}
