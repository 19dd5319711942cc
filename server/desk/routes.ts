import type { Db } from '../../db/connect.ts'
import { kinds } from '../cleaning/kinds.ts'
import { ages, type Figures, share } from '../figures/figures.ts'
import { findFigures } from '../figures/queries.ts'
import { sharesOf } from '../policy/policy.ts'
import { countTabs, mostCounted } from '../review/tab-queries.ts'
import { shownTabs, type TabName, tabOf } from '../review/tabs.ts'
import type { Person } from '../users/permissions.ts'
import { page } from '../web/page.ts'
import { type Room, room } from '../web/routes.ts'
import { type Bar, bars, type LineChart, throughput } from './charts.ts'

declare module '../web/page.ts' {
  interface Views {
    'desk/desk': DeskPage
  }
  interface Partials {
    'desk/_bars': { of: string; value: string; note?: string; tone: 'cut' | 'check' | 'keep' | 'plain'; bars: readonly Bar[] }
  }
}

type Waiting = { name: TabName; label: string; count: string; says: string; isAlarm: boolean; isEmpty: boolean }
type DeskPage = {
  waiting: Waiting[]
  oldest: Date | null
  /** What the house did, as it was last counted; null before the first time. */
  house: House | null
}
type House = {
  at: Date
  days: Figures['days']
  chart: LineChart
  isQuiet: boolean
  ages: Bar[]
  kinds: Bar[]
  restored: Bar[]
  sources: Bar[]
  forced: string
  unreviewed: number
}

export function deskRoutes(db: Db): Room {
  const routes = room()

  routes.get('/desk', 'article.read', async (req, res) => {
    const [counts, { at, figures, oldest }] = await Promise.all([countTabs(db, req.person), findFigures(db)])
    const house = at && figures ? houseOf(figures, at) : null
    page(res, 'desk/desk', { title: 'Desk', waiting: waitingFor(req.person, counts, res.locals.waiting?.review ?? 0), oldest, house })
  })

  return routes
}

// The queue is counted for the frame already, and further.
function waitingFor(person: Person, counts: Record<TabName, number>, review: number): Waiting[] {
  return shownTabs(person, counts, 'all').map((name) => {
    const { label, empty, isAlarm = false } = tabOf(name)
    const n = name === 'all' ? review : counts[name]
    const most = name === 'all' ? 1000 : mostCounted
    const count = n >= most ? `${(name === 'all' ? most : most - 1).toLocaleString('en')}+` : String(n)
    return {
      name,
      label: name === 'all' ? 'In review' : label,
      count,
      says: n === 0 ? empty : '',
      isAlarm: isAlarm && n > 0,
      isEmpty: n === 0,
    }
  })
}

function houseOf(figures: Figures, at: Date): House {
  const { days, forced } = figures
  const restored = figures.kinds.filter(({ looked_at }) => looked_at > 0)
  return {
    at,
    days,
    chart: throughput(days),
    isQuiet: days.every(({ submitted, approved, published }) => submitted + approved + published === 0),
    ages: bars(
      ages.map(({ days: from, label }) => ({ label, value: figures.ages.find((age) => age.days === from)?.articles ?? 0, note: '' })),
    ),
    kinds: bars(figures.kinds.filter(({ cuts }) => cuts > 0).map(({ kind, cuts }) => ({ label: labelOf(kind), value: cuts, note: '' }))),
    restored: percentages(restored),
    sources: bars(
      figures.sources.map(({ name, cuts, articles }) => ({ label: name, value: cuts, note: `in ${articles.toLocaleString('en')}` })),
    ),
    forced: sharesOf(forced),
    unreviewed: forced.waiting,
  }
}

// A share is as long as it is of all, not of the largest.
function percentages(kinds: Figures['kinds']): Bar[] {
  return kinds
    .map(({ kind, looked_at, restored }) => ({
      label: labelOf(kind),
      value: restored,
      length: Math.round((1000 * restored) / looked_at) / 10,
      note: `${share(restored, looked_at)} of ${looked_at.toLocaleString('en')}`,
    }))
    .toSorted((a, b) => b.length - a.length)
}

function labelOf(kind: string): string {
  return (kinds as Record<string, { label: string }>)[kind]?.label ?? kind.replaceAll('-', ' ')
}
