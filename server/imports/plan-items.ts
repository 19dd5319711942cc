import type { Db } from '../../db/connect.ts'
import { recordEvent } from '../history/record-event.ts'
import type { Person } from '../users/permissions.ts'
import { type Arrival, arrivalsOf, type Meter } from './arrivals.ts'
import { type Foresight, foresight } from './foresight.ts'
import { findBefore, isAnyKnown, listKnown } from './identity-queries.ts'
import type { Counts, ImportRow } from './import.ts'
import { Cancelled, type Tick, tickOf, type Work } from './import-work.ts'
import { landingOf } from './landing.ts'
import { outcomeOf } from './outcome.ts'
import { deleteItems, holdImport, insertItems, moveImport, type NewItem } from './queries.ts'
import { inGroups } from './together.ts'

/** Keeps what would become of each item, with its reason and first marks. Broken off, it begins anew: nothing but the plan is stored. */
export async function planItems(db: Db, work: Work): Promise<void> {
  const { made, by } = work
  await deleteItems(db, made.id)
  const meter: Meter = { read: 0, of: 0 }
  const tick = tickOf(db, work, { done: 0, share: 0, of: null })
  const counts = await planArrivals(db, { made, by, ahead: foresight() }, { meter, tick })
  await db.transaction(async (tx) => {
    if (!(await moveImport(tx, { id: made.id, from: ['planning'], state: 'planned', counts }))) throw new Cancelled()
    const details = { source_id: made.source_id, landing: made.landing, counts }
    await recordEvent(tx, { stream: `import:${made.id}`, person: by, says: 'planned an import', details })
  })
}

type Planning = { made: ImportRow; by: Person | null; ahead: Foresight }

async function planArrivals(db: Db, planning: Planning, { meter, tick }: { meter: Meter; tick: Tick }): Promise<Counts> {
  const counts: Counts = {}
  for await (const { arrivals } of inGroups(arrivalsOf(db, planning.made, { from: 1, meter }))) {
    const items = await plannedTogether(db, arrivals, planning)
    for (const { planned } of items) counts[planned] = (counts[planned] ?? 0) + 1
    await keep(db, planning.made, items)
    await tick(arrivals.at(-1)?.ordinal ?? 0, meter.of > 0 ? Math.min(1, meter.read / meter.of) : 0)
  }
  return counts
}

// Held, so that whoever cancels meanwhile finds the plan whole or not at all.
async function keep(db: Db, { id }: ImportRow, items: readonly NewItem[]): Promise<void> {
  await db.transaction(async (tx) => {
    if ((await holdImport(tx, id)).state !== 'planning') throw new Cancelled()
    await insertItems(tx, items)
  })
}

// Most imports bring what nobody knows: that is asked once for all of them.
async function plannedTogether(db: Db, arrivals: readonly Arrival[], planning: Planning): Promise<NewItem[]> {
  const coming = arrivals.flatMap((arrival) => {
    return arrival.failure === null ? [{ ...arrival, source_id: arrival.source.id }] : []
  })
  const mayBeKnown = coming.length > 0 && (await isAnyKnown(db, coming))
  const items: NewItem[] = []
  for (const arrival of arrivals) items.push(await planned(db, arrival, { ...planning, mayBeKnown }))
  return items
}

async function planned(db: Db, arrival: Arrival, { made, by, ahead, mayBeKnown }: Planning & { mayBeKnown: boolean }): Promise<NewItem> {
  const { ordinal, file, entry, line, fingerprint } = arrival
  const item = { import_id: made.id, ordinal, file, entry, line, fingerprint, title: null, planned_article_id: null, first_marks: [] }
  if (arrival.failure !== null) return { ...item, planned: 'failed', planned_reason: arrival.failure }
  const { source, identities, title, marks, notes } = arrival
  const coming = { source_id: source.id, source_name: source.name, file, entry, line, fingerprint, identities }
  const known = mayBeKnown ? await listKnown(db, { import_id: made.id, ...coming }) : []
  const before = mayBeKnown ? await findBefore(db, { import_id: made.id, fingerprint }) : null
  const decided = outcomeOf(coming, ahead.known(coming, known), before ?? ahead.before(coming))
  ahead.remember(coming, decided)
  const isNew = decided.outcome === 'created'
  const reasons = [decided.reason, isNew ? landingOf(made.landing, title, by).note : '', ...notes]
  return {
    ...item,
    title: title.title,
    planned: decided.outcome,
    planned_reason: reasons.filter(Boolean).join(' ') || null,
    planned_article_id: decided.article?.article_id ?? null,
    first_marks: isNew || decided.outcome === 'updated' ? marks() : [],
  }
}
