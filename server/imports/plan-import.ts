import type { Db } from '../../db/connect.ts'
import { Forbidden, Invalid } from '../errors.ts'
import { recordEvent } from '../history/record-event.ts'
import { findOrMakeSource } from '../sources/make-source.ts'
import { may, type Person } from '../users/permissions.ts'
import { type Arrival, arrivalsOf } from './arrivals.ts'
import { type Foresight, foresight } from './foresight.ts'
import { findBefore, listKnown } from './identity-queries.ts'
import type { Counts, ImportRow, Landing } from './import.ts'
import { landingOf } from './landing.ts'
import { outcomeOf } from './outcome.ts'
import { insertImport, insertItems, type NewItem, setCounts } from './queries.ts'
import { claimUploads } from './upload-queries.ts'

export type PlannedImport = {
  source: { name: string; language?: string | null }
  landing: Landing
  /** Whether a file's name says which article it is. */
  names_identify: boolean
  /** The title of a pasted text. */
  title?: string
  uploads: readonly string[]
  /** null is the system, for the seed articles. */
  by: Person | null
}

/** The dry run: keeps what would become of each item, with its reason and first marks, and stores no article. */
export async function planImport(db: Db, { by, uploads, title, source, ...wished }: PlannedImport): Promise<ImportRow> {
  if (by && !may(by, 'article.import')) throw new Forbidden('Your roles do not include importing articles.')
  if (uploads.length === 0) throw new Invalid('Choose a file or paste a text first.')
  return db.transaction(async (tx) => {
    const { id: source_id } = await findOrMakeSource(tx, { ...source, by })
    const made = await insertImport(tx, { source_id, ...wished, options: title ? { title } : {}, made_by: by?.id ?? null })
    const claimed = await claimUploads(tx, made.id, uploads)
    if (claimed < uploads.length) throw new Invalid('Some of the files are no longer kept. Choose them again.')
    const counts = await planItems(tx, made, by)
    await setCounts(tx, made.id, counts)
    const details = { source_id, landing: made.landing, files: uploads.length, counts }
    await recordEvent(tx, { stream: `import:${made.id}`, person: by, says: 'planned an import', details })
    return { ...made, counts }
  })
}

const batch = 100

async function planItems(tx: Db, made: ImportRow, by: Person | null): Promise<Counts> {
  const counts: Counts = {}
  const ahead = foresight()
  let items: NewItem[] = []
  for await (const arrival of arrivalsOf(tx, made)) {
    const item = await planned(tx, arrival, { made, by, ahead })
    counts[item.planned] = (counts[item.planned] ?? 0) + 1
    items.push(item)
    if (items.length < batch) continue
    await insertItems(tx, items)
    items = []
  }
  await insertItems(tx, items)
  return counts
}

type Planning = { made: ImportRow; by: Person | null; ahead: Foresight }

async function planned(tx: Db, arrival: Arrival, { made, by, ahead }: Planning): Promise<NewItem> {
  const { ordinal, file, entry, line, fingerprint } = arrival
  const item = { import_id: made.id, ordinal, file, entry, line, fingerprint, title: null, planned_article_id: null, first_marks: [] }
  if (arrival.failure !== null) return { ...item, planned: 'failed', planned_reason: arrival.failure }
  const { source, identities, title, marks, notes } = arrival
  const coming = { source_id: source.id, source_name: source.name, file, entry, line, fingerprint, identities }
  const known = await listKnown(tx, { import_id: made.id, ...coming })
  const before = await findBefore(tx, { import_id: made.id, fingerprint })
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
    first_marks: isNew || decided.outcome === 'updated' ? marks : [],
  }
}
