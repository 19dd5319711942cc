import type { Db } from '../../db/connect.ts'
import type { ArticleRow } from '../../db/tables.ts'
import { Conflict, Refusal } from '../errors.ts'
import type { Person } from '../users/permissions.ts'
import { clearSchedule } from './clear-schedule.ts'
import { lockArticle } from './queries.ts'
import { takeStepIn } from './take-step.ts'

/** Publishes what is due, each once however many ask at the same time; what may not be published any more leaves the schedule, and that is said. */
export async function publishDue(db: Db, now: Date): Promise<void> {
  const due: string[] = await db('articles').where('scheduled_at', '<=', now).orderBy(['scheduled_at', 'id']).limit(10_000).pluck('id')
  const faults: unknown[] = []
  for (const id of due) await publishOne(db, id, now).catch((fault) => faults.push(fault))
  if (faults.length > 0) throw new AggregateError(faults, 'Some of what was due could not be published; it is tried again.')
}

async function publishOne(db: Db, id: string, now: Date): Promise<void> {
  try {
    await db.transaction(async (tx) => {
      const article = await lockArticle(tx, id)
      if (isDue(article, now)) await takeStepIn(tx, { article: id, step: 'publish', by: await findScheduler(tx, article) })
    })
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    await giveUp(db, id, { now, because: error.message.replace(/\.$/, '') })
  }
}

async function giveUp(db: Db, id: string, { now, because }: { now: Date; because: string }): Promise<void> {
  await db.transaction(async (tx) => {
    const article = await lockArticle(tx, id)
    if (isDue(article, now)) await clearSchedule(tx, { article, because })
  })
}

function isDue({ scheduled_at }: ArticleRow, now: Date): boolean {
  return scheduled_at !== null && scheduled_at <= now
}

// Who scheduled it publishes it, if they still may.
async function findScheduler(tx: Db, { scheduled_by }: ArticleRow): Promise<Person> {
  const person = await tx<Person>('people')
    .where({ id: scheduled_by ?? '', disabled_at: null } as object)
    .first('id', 'name', 'email', 'roles')
  if (!person) throw new Conflict('Whoever scheduled it is no longer here.')
  return person
}
