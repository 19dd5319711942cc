import type { Db } from '../../db/connect.ts'
import type { Direction } from '../../db/tables.ts'

export type Queued = {
  id: string
  title: string
  source: string
  cuts: number
  checks: number
  language: string | null
  direction: Direction
  submitted_at: Date | null
}
export type Place = { at: string; id: string }

/** What waits for review, oldest first, from a place onwards; one more than asked for says that there is more. */
export async function listQueue(db: Db, { after, limit }: { after: Place | null; limit: number }): Promise<Queued[]> {
  return shown(db)
    .where({ stage: 'review' })
    .modify((query) => {
      if (after) query.whereRaw('(articles.submitted_at, articles.id) > (?::timestamptz, ?::uuid)', [after.at, after.id])
    })
    .orderBy(['articles.submitted_at', 'articles.id'])
    .limit(limit)
}

/** Drafts whose title was only suggested, oldest first. */
export async function listUntitled(
  db: Db,
  { after, limit }: { after: Place | null; limit: number },
): Promise<(Queued & { created_at: Date; lock_version: number })[]> {
  return shown(db)
    .select('articles.created_at', 'articles.lock_version')
    .where({ stage: 'draft', title_confirmed: false })
    .modify((query) => {
      if (after) query.whereRaw('(articles.created_at, articles.id) > (?::timestamptz, ?::uuid)', [after.at, after.id])
    })
    .orderBy(['articles.created_at', 'articles.id'])
    .limit(limit)
}

/** The next article that waits for review after this one, else the first; null when none waits. */
export async function findNext(db: Db, { submitted_at, id }: { submitted_at: Date | null; id: string }): Promise<string | null> {
  const after = submitted_at ? { at: submitted_at.toISOString(), id } : null
  const [next] = await listQueue(db, { after, limit: 1 })
  const [first] = next ? [next] : await listQueue(db, { after: null, limit: 1 })
  return first?.id ?? null
}

/** How many wait, counted no further than one beyond what a badge shows; in order, so that the index of the queue alone is walked. */
export async function countQueue(db: Db, where: { stage: 'review' } | { stage: 'draft'; title_confirmed: false }): Promise<number> {
  const order = where.stage === 'review' ? 'submitted_at' : 'created_at'
  const some = db('articles').where(where).orderBy(order).limit(1000).select('id')
  const row = await db.count('* as n').from(some.as('some')).first()
  return Number(row?.['n'] ?? 0)
}

function shown(db: Db) {
  return db('articles')
    .join('revisions', 'revisions.id', 'articles.head_revision_id')
    .join('sources', 'sources.id', 'articles.source_id')
    .select('articles.id', 'revisions.title', 'sources.name as source', 'articles.cuts', 'articles.checks')
    .select('articles.language', 'articles.direction', 'articles.submitted_at')
}
