import type { Db } from '../../db/connect.ts'
import { countForced } from '../policy/queries.ts'
import type { Figures } from './figures.ts'
import { countAges, countByDay, countCuts, type Happened, saveFigures } from './queries.ts'

const oneDay = 24 * 60 * 60_000
const shownDays = 30
const mostSources = 12
const verbs = { submitted: ['submitted'], approved: ['approved'], published: ['published', 'published unreviewed'] } as const

/** Counts what the desk shows of the whole house, as one moment saw it, so that its page need not. */
export async function countFigures(db: Db, now: Date): Promise<void> {
  const figures = await db.transaction(
    async (tx): Promise<Figures> => {
      // It reads the whole archive, and nobody waits for it.
      await tx.raw("SET LOCAL statement_timeout = '10min'")
      const since = new Date(dayOf(now) - (shownDays - 1) * oneDay)
      const happened = await countByDay(tx, { says: Object.values(verbs).flat(), since })
      const forced = await countForced(tx, new Date(now.getTime() - 90 * oneDay))
      return {
        days: daysSince(since, happened),
        ages: await countAges(tx, now),
        ...(await countCuts(tx, { sources: mostSources })),
        forced,
      }
    },
    { isolationLevel: 'repeatable read', readOnly: true },
  )
  await saveFigures(db, figures, now)
}

function dayOf(moment: Date): number {
  return Math.floor(moment.getTime() / oneDay) * oneDay
}

// A day on which nothing happened is a day, too.
function daysSince(since: Date, happened: readonly Happened[]): Figures['days'] {
  return Array.from({ length: shownDays }, (_, i) => {
    const day = new Date(since.getTime() + i * oneDay).toISOString().slice(0, 10)
    const of = (says: readonly string[]) =>
      happened.filter((one) => one.day === day && says.includes(one.says)).reduce((sum, { n }) => sum + n, 0)
    return { day, submitted: of(verbs.submitted), approved: of(verbs.approved), published: of(verbs.published) }
  })
}
