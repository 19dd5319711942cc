import { type Db, isDatabaseDown } from '../../db/connect.ts'
import { recordEvent } from '../history/record-event.ts'
import { type Arrival, arrivalsOf } from './arrivals.ts'
import { type Tick, tickOf, type Work } from './import-work.ts'
import { countItems, findFirstWaiting, finishItem, listNew, lockItem, moveImport } from './queries.ts'
import { type Job, runItem } from './run-item.ts'
import { runNewItems } from './run-new-items.ts'
import { inGroups } from './together.ts'

/** Does the items that wait, each in a transaction of its own, and closes the import. */
export async function runItems(db: Db, work: Work): Promise<void> {
  const { made } = work
  const first = await findFirstWaiting(db, made.id)
  if (first !== null) {
    const total = made.progress.of ?? first
    const tick = tickOf(db, work, { done: first - 1, share: (first - 1) / total, of: total })
    await runArrivals(db, work, { first, after: (done) => tick(done, done / total) })
  }
  await closeImport(db, work)
}

type Course = { first: number; after: (done: number) => ReturnType<Tick> }

async function runArrivals(db: Db, work: Work, { first, after }: Course): Promise<void> {
  const arrivals = arrivalsOf(db, work.made, { from: first, meter: { read: 0, of: 0 } })
  const atWork: Promise<number>[] = []
  try {
    for await (const group of inGroups(arrivals, newOnes(db, work.made.id))) {
      // Whatever is not new waits for all before it; of what is new one group is stored while the next is read and cleaned.
      while (atWork.length > (group.joined ? 1 : 0)) await after((await atWork.shift()) ?? first)
      const done = runGroup(db, work, group)
      done.catch(() => {})
      atWork.push(done)
    }
    for (const done of atWork) await after(await done)
  } finally {
    // A run that was cancelled is over when what it had begun is in: until then nobody can say how much that is.
    await Promise.allSettled(atWork)
  }
}

async function runGroup(db: Db, work: Work, { arrivals, joined }: Group): Promise<number> {
  if (!joined || !(await runNewItems(db, { ...work, arrivals }))) for (const arrival of arrivals) await runSafely(db, { ...work, arrival })
  return arrivals.at(-1)?.ordinal ?? 0
}

type Group = { arrivals: Arrival[]; joined: boolean }

const window = 1_000

function newOnes(db: Db, import_id: string): (ordinal: number) => Promise<boolean> {
  let known = { from: 0, ordinals: new Set<number>() }
  return async (ordinal) => {
    const from = ordinal - (ordinal % window)
    if (known.from !== from || known.ordinals.size === 0)
      known = { from, ordinals: new Set(await listNew(db, { import_id, from, to: from + window })) }
    return known.ordinals.has(ordinal)
  }
}

async function runSafely(db: Db, { fault, ...job }: Job & Pick<Work, 'fault'>): Promise<void> {
  try {
    await runItem(db, job)
  } catch (error) {
    if (isDatabaseDown(error)) throw error
    fault(error)
    await failItem(db, job)
  }
}

async function failItem(db: Db, { made, arrival: { ordinal } }: Job): Promise<void> {
  const reason = 'An error of Cleancopy itself stopped this item; the others went on. Import it again when that is mended.'
  await db.transaction(async (tx) => {
    const item = await lockItem(tx, { import_id: made.id, ordinal })
    if (item.outcome === null) await finishItem(tx, { import_id: made.id, ordinal, outcome: 'failed', reason, article_id: null })
  })
}

async function closeImport(db: Db, { made: { id, source_id }, by }: Work): Promise<void> {
  await db.transaction(async (tx) => {
    const { counts, waiting } = await countItems(tx, id)
    if (waiting > 0) throw new Error(`Import ${id} still has ${waiting} items that were not reached.`)
    const closed = await moveImport(tx, { id, from: ['running'], state: 'finished', finished_at: new Date(), counts })
    if (closed) await recordEvent(tx, { stream: `import:${id}`, person: by, says: 'finished an import', details: { source_id, counts } })
  })
}
