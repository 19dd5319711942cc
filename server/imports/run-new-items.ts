import { type Db, isDatabaseDown } from '../../db/connect.ts'
import { createArticles } from '../articles/create-article.ts'
import type { Arrival } from './arrivals.ts'
import { insertIdentities, isAnyKnown } from './identity-queries.ts'
import { finishNewItems, lockWaiting } from './queries.ts'
import { type Job, land, newArticleOf, type Ready } from './run-item.ts'

type New = Omit<Job, 'arrival'> & { arrivals: readonly Arrival[] }

/**
 * Does items that are new by the plan in one transaction, all or none; false where one of them is not so plain, or any failed: then each
 * is to be done by itself.
 */
export async function runNewItems(db: Db, job: New): Promise<boolean> {
  try {
    return await db.transaction((tx) => runTogether(tx, job))
  } catch (error) {
    if (isDatabaseDown(error)) throw error
    return false
  }
}

async function runTogether(tx: Db, { made, by, arrivals }: New): Promise<boolean> {
  const items = await lockWaiting(tx, { import_id: made.id, ordinals: arrivals.map(({ ordinal }) => ordinal) })
  const byOrdinal = new Map(arrivals.map((arrival) => [arrival.ordinal, arrival]))
  const ready = items.flatMap((item): Ready[] => {
    const arrival = byOrdinal.get(item.ordinal)
    return arrival?.failure === null && item.planned === 'created' && item.fingerprint.equals(arrival.fingerprint) ? [arrival] : []
  })
  if (ready.length < items.length) return false
  if (ready.length === 0) return true
  const coming = ready.map(({ source, identities, fingerprint }) => ({ source_id: source.id, identities, fingerprint }))
  if (await isAnyKnown(tx, coming)) return false
  const created = await createArticles(
    tx,
    ready.map((arrival) => newArticleOf(made, arrival)),
  )
  const articles = ready.map((arrival, at) => ({ arrival, article_id: created[at]?.id ?? '' }))
  await insertIdentities(
    tx,
    articles.map(({ arrival, article_id }) => ({ source_id: arrival.source.id, article_id, identities: arrival.identities })),
  )
  const done = []
  for (const { arrival, article_id } of articles) {
    const reason = [await land(tx, article_id, { made, arrival, by }), ...arrival.notes].filter(Boolean).join(' ') || null
    done.push({ ordinal: arrival.ordinal, article_id, reason })
  }
  await finishNewItems(tx, made.id, done)
  return true
}
