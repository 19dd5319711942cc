import type { Db } from '../../db/connect.ts'

export type Standing = {
  imports: { state: string; n: number }[]
  /** How many articles wait for a reviewer, and for how many seconds the first of them does. */
  queue: { n: number; seconds: number }
  /** How many jobs wait for a worker, and for how many seconds the first of them does. */
  jobs: { n: number; seconds: number }
  /** How many articles wait for the search index, and for how many seconds the first of them does. */
  search: { n: number; seconds: number }
}

/** How the house stands, for whoever watches over it. */
export async function findStanding(db: Db): Promise<Standing> {
  const imports: Standing['imports'] = await db('imports').groupBy('state').select('state', db.raw('count(*)::int AS n'))
  const waiting = (since: string) => [db.raw('count(*)::int AS n'), db.raw(`${secondsSince} AS seconds`, { since, now: new Date() })]
  const queue = await db('articles').where({ stage: 'review' }).first(waiting('submitted_at'))
  const search = await db('article_search_dirty').first(waiting('since'))
  return { imports, queue, search, jobs: await findJobs(db) }
}

// Made by whoever first names work for later, so it may not be there yet. What is named for a day to come does not wait for a worker.
async function findJobs(db: Db): Promise<Standing['jobs']> {
  const { rows } = await db.raw<{ rows: [{ isThere: boolean }] }>(`SELECT to_regclass('pgboss.job') IS NOT NULL AS "isThere"`)
  if (!rows[0].isThere) return { n: 0, seconds: 0 }
  const since = db.raw(`${secondsSince} AS seconds`, { since: 'start_after', now: new Date() })
  const soon = new Date(Date.now() + 60_000)
  const jobs = db('pgboss.job').whereIn('state', ['created', 'retry']).where('start_after', '<', soon)
  return jobs.first(db.raw('count(*)::int AS n'), since)
}

const secondsSince = 'greatest(0, coalesce(extract(epoch FROM :now::timestamptz - min(:since:)), 0))::float8'
