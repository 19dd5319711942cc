import { setTimeout as wait } from 'node:timers/promises'
import { removeFolder, temporaryFolder } from '../cluster.ts'
import { endPrograms } from '../db/program.ts'
import { type Desk, openDesk, uploadedTo } from './newsdesk.ts'

type Wishes = { kills: number; articles: number; seed?: number }
type Count = { items: number; articles: number; originals: number; events: number; doubled: number; atWork: number; lost: number }
export type Survived = { kills: Record<string, number>; imports: number; count: Count; seconds: number }

/**
 * Kills the house, its worker and its database at random moments of imports, and counts after each kill: what an item says is in, is in, once.
 * Goes on with imports of so many articles until it has killed so often, then lets all of them end.
 */
export async function killed({ kills, articles, seed = 1 }: Wishes): Promise<Survived> {
  const begun = performance.now()
  const folder = await temporaryFolder()
  const next = seeded(seed)
  const done: Record<string, number> = { app: 0, worker: 0, database: 0 }
  try {
    const desk = await openDesk(folder)
    let imports = 0
    for (let left = kills; left > 0; ) {
      const id = await broughtIn(desk, `batch${++imports}`, articles)
      while (left > 0 && (await stateOf(desk, id)) !== 'finished') {
        await wait(200 + next() * 2_500)
        const whom = (['app', 'worker', 'database'] as const)[Math.floor(next() * 3)] ?? 'app'
        if (!(await kill(desk, whom))) continue
        done[whom] = (done[whom] ?? 0) + 1
        left--
        whole(await counted(desk), 'after a kill')
        await runPlanned(desk)
      }
    }
    while ((await counted(desk)).atWork > 0) {
      await wait(300)
      await runPlanned(desk)
    }
    const count = whole(await counted(desk), 'at the end')
    if (count.items !== imports * articles || count.articles !== count.items)
      throw new Error(`Not everything is in: ${JSON.stringify(count)}`)
    return { kills: done, imports, count, seconds: Math.round((performance.now() - begun) / 1000) }
  } finally {
    await endPrograms()
    await removeFolder(folder)
  }
}

/** Uploads so many articles as one file; brings the id of the import. */
export async function broughtIn(desk: Desk, name: string, articles: number): Promise<string> {
  return uploadedTo(desk.address, name, articles)
}

export async function runPlanned(desk: Desk): Promise<void> {
  const planned = await desk.asked((db) => db('imports').where({ state: 'planned' }).pluck('id'))
  // Whoever is killed while it answers, is asked again in the next round.
  for (const id of planned)
    await desk
      .ada()
      .post(`/imports/${id}/run`)
      .catch(() => {})
}

async function kill(desk: Desk, whom: 'app' | 'worker' | 'database'): Promise<boolean> {
  const pid = (await desk.pids())[whom]
  if (!pid) return false
  try {
    process.kill(pid, 'SIGKILL')
  } catch {
    return false
  }
  if (whom !== 'app') return true
  await desk.program.ended
  await desk.begin()
  return true
}

async function stateOf(desk: Desk, id: string): Promise<string> {
  return desk.asked(async (db) => (await db('imports').where({ id }).first('state')).state)
}

export async function counted(desk: Desk): Promise<Count> {
  return desk.asked(async (db) => {
    const { rows } = await db.raw<{ rows: [Count] }>(`
      WITH done AS (SELECT article_id FROM import_items JOIN imports ON imports.id = import_id WHERE outcome IS NOT NULL AND made_by IS NOT NULL),
        stored AS (SELECT articles.id, original_id FROM articles JOIN originals ON originals.id = original_id WHERE file LIKE 'batch%')
      SELECT (SELECT count(*)::int FROM done) AS items,
        (SELECT count(*)::int FROM stored) AS articles,
        (SELECT count(*)::int FROM originals WHERE file LIKE 'batch%') AS originals,
        (SELECT count(*)::int FROM events JOIN stored ON stream = 'article:' || stored.id WHERE says = 'imported') AS events,
        (SELECT count(*)::int - count(DISTINCT article_id)::int FROM done) AS doubled,
        (SELECT count(*)::int FROM imports WHERE state IN ('planning', 'planned', 'running') AND made_by IS NOT NULL) AS "atWork",
        (SELECT count(*)::int FROM done LEFT JOIN stored ON stored.id = article_id WHERE stored.id IS NULL) AS lost`)
    return rows[0]
  })
}

/** What is said to be in, is in: each once, with its original and its event. */
export function whole(count: Count, when: string): Count {
  const { items, articles, originals, events, doubled, lost } = count
  if (doubled > 0 || lost > 0 || new Set([items, articles, originals, events]).size > 1)
    throw new Error(`Not whole ${when}: ${JSON.stringify(count)}`)
  return count
}

/** The same kills every time, as far as time allows. */
function seeded(seed: number): () => number {
  let state = seed
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return state / 2 ** 32
  }
}
