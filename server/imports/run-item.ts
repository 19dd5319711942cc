import type { Db } from '../../db/connect.ts'
import { createArticle, type NewArticle, type NewOriginal } from '../articles/create-article.ts'
import { takeStepIn } from '../articles/take-step.ts'
import { updateArticle } from '../articles/update-article.ts'
import { Refusal } from '../errors.ts'
import type { Person } from '../users/permissions.ts'
import type { Arrival } from './arrivals.ts'
import { addIdentities, findBefore, insertIdentities, listKnown } from './identity-queries.ts'
import { type ImportRow, type ItemRow, pastedName } from './import.ts'
import { landingOf } from './landing.ts'
import { type Decided, outcomeOf } from './outcome.ts'
import { finishItem, lockItem } from './queries.ts'

export type Job = { made: ImportRow; arrival: Arrival; by: Person | null }
export type Ready = Arrival & { failure: null }

const attempts = 5

/** Does one item of an import in one transaction, once, by what is known now; where that is not what was planned, it says so. */
export async function runItem(db: Db, job: Job): Promise<void> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await db.transaction((tx) => runOnce(tx, job))
    } catch (error) {
      if (attempt === attempts || !isRace(error)) throw error
    }
  }
}

// Another import made the same article known first, or each waited for the other: decided again, it sees the other's work.
function isRace(error: unknown): boolean {
  const { code, constraint } = error as { code?: string; constraint?: string }
  return code === '40P01' || code === '40001' || (code === '23505' && constraint === 'article_identities_pkey')
}

async function runOnce(tx: Db, { made, arrival, by }: Job): Promise<void> {
  const place = { import_id: made.id, ordinal: arrival.ordinal }
  const item = await lockItem(tx, place)
  if (item.outcome !== null) return
  if (!item.fingerprint.equals(arrival.fingerprint)) throw new Error(`Item ${item.ordinal} of import ${made.id} is not what was planned.`)
  if (arrival.failure !== null) return finishItem(tx, { ...place, outcome: 'failed', reason: arrival.failure, article_id: null })
  const coming = { import_id: made.id, source_id: arrival.source.id, fingerprint: arrival.fingerprint, identities: arrival.identities }
  const decided = outcomeOf(coming, await listKnown(tx, coming), await findBefore(tx, coming))
  const { article_id, says } = await carryOut(tx, decided, { made, arrival, by })
  const reason = [sinceThePlan(item, decided), decided.reason, ...says, ...arrival.notes].filter(Boolean).join(' ') || null
  await finishItem(tx, { ...place, outcome: decided.outcome, reason, article_id })
}

function sinceThePlan({ planned }: ItemRow, { outcome }: Decided): string {
  return planned === outcome ? '' : `The plan said ${planned}; since then the archive has changed.`
}

type Done = { article_id: string | null; says: string[] }

async function carryOut(tx: Db, decided: Decided, job: Job & { arrival: Ready }): Promise<Done> {
  if (decided.outcome === 'created') return create(tx, job)
  const article_id = decided.article?.article_id ?? null
  if (decided.outcome !== 'updated' || article_id === null) return { article_id, says: [] }
  return { article_id, says: [await update(tx, article_id, job)] }
}

async function create(tx: Db, job: Job & { arrival: Ready }): Promise<Done> {
  const { arrival, made, by } = job
  const { id } = await createArticle(tx, newArticleOf(made, arrival))
  await insertIdentities(tx, [{ source_id: arrival.source.id, article_id: id, identities: arrival.identities }])
  return { article_id: id, says: [await land(tx, id, { made, arrival, by })] }
}

/** The article that an item brings. */
export function newArticleOf(made: ImportRow, arrival: Ready): NewArticle {
  const { record, source, title } = arrival
  const { standfirst, byline, language = null, url = null, published_at = null } = record
  return {
    source,
    original: originalOf(arrival),
    shapes: record.shapes,
    title: title.title,
    title_confirmed: title.title_confirmed,
    ...(standfirst === undefined ? {} : { standfirst }),
    ...(byline === undefined ? {} : { byline }),
    language,
    origin_url: url,
    origin_published_at: published_at,
    by: null,
    // Whoever pasted a text may have typed it: it counts as theirs, and another approves it.
    pasted_by: arrival.file === pastedName ? made.made_by : null,
    details: detailsOf(made, arrival),
  }
}

/** Submits a new article where its import says so, and brings the sentence why it did not. */
export async function land(tx: Db, article_id: string, { made, arrival, by }: Job & { arrival: Ready }): Promise<string> {
  const { landing, note } = landingOf(made.landing, arrival.title, by)
  return landing === 'draft' || !by ? note : submit(tx, article_id, by)
}

// A savepoint, so that an article that may not go to review yet is still stored.
async function submit(tx: Db, article: string, by: Person): Promise<string> {
  try {
    await tx.transaction((inner) => takeStepIn(inner, { article, step: 'submit', by }))
    return ''
  } catch (error) {
    if (error instanceof Refusal) return `Lands as a draft: ${error.message}`
    throw error
  }
}

async function update(tx: Db, article_id: string, { made, arrival }: Job & { arrival: Ready }): Promise<string> {
  const { record, source, title, identities } = arrival
  const { standfirst, byline } = record
  const taken = await updateArticle(tx, {
    article_id,
    original: originalOf(arrival),
    shapes: record.shapes,
    ...(title.title_confirmed ? { title: title.title } : {}),
    ...(standfirst === undefined ? {} : { standfirst }),
    ...(byline === undefined ? {} : { byline }),
    details: detailsOf(made, arrival),
  })
  await addIdentities(tx, { source_id: source.id, article_id, identities })
  return adoption[taken]
}

const adoption = {
  adopted: 'Nobody had worked on the article, so this is its text now.',
  proposed: 'People have worked on the article, so this text waits there as a proposal.',
}

function originalOf({ record, ...arrival }: Ready): NewOriginal {
  const { text, ...how } = record.decoded
  return { bytes: record.bytes, decoded: text, ...how, ...placeOf(arrival), ...(record.url ? { url: record.url } : {}) }
}

function detailsOf({ id }: ImportRow, arrival: Arrival): Record<string, unknown> {
  return { import_id: id, ...placeOf(arrival) }
}

function placeOf({ file, entry, line }: Pick<Arrival, 'file' | 'entry' | 'line'>) {
  return { file, ...(entry === null ? {} : { entry }), ...(line === null ? {} : { line }) }
}
