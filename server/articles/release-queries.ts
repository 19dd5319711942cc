import type { Db } from '../../db/connect.ts'
import type { ReleaseRow } from '../../db/tables.ts'
import { NotFound } from '../errors.ts'

export async function findRelease(db: Db, id: string): Promise<ReleaseRow> {
  const release = await db('releases').where({ id }).first()
  if (!release) throw new NotFound('There is no such release.')
  return release
}

export async function insertRelease(tx: Db, release: Omit<ReleaseRow, 'number'>): Promise<void> {
  const last = await tx('releases').where({ article_id: release.article_id }).max('number as number').first()
  const { decisions, paragraphs, tags, correction } = release
  await tx('releases').insert({
    ...release,
    number: (last?.['number'] ?? 0) + 1,
    decisions: JSON.stringify(decisions),
    paragraphs: JSON.stringify(paragraphs),
    tags: JSON.stringify(tags),
    correction: correction && JSON.stringify(correction),
  })
}

export async function listTagsOf(db: Db, article_id: string): Promise<ReleaseRow['tags']> {
  return db('tags')
    .join('article_tags', 'tags.id', 'article_tags.tag_id')
    .where({ article_id })
    .orderBy('slug')
    .select('tags.id', 'tags.name', 'tags.slug')
}

export type Change = 'published' | 'retagged' | 'withdrawn' | 'reinstated' | 'killed'

/**
 * Gives a change of what readers get its export number. It must be the transaction's last statement: the clock's row is held until
 * the commit, so that the order of numbers is the order of commits.
 */
export async function takeExportNumber(
  tx: Db,
  change: { article_id: string; release_id: string; change: Change; reason?: string },
): Promise<string> {
  const { rows } = await tx.raw<{ rows: { number: string }[] }>(
    `WITH clock AS (UPDATE export_clock SET n = n + 1 RETURNING n)
     INSERT INTO export_log (number, article_id, release_id, change, reason, at)
     SELECT n, :article_id, :release_id, :change, :reason, :at FROM clock RETURNING number`,
    { reason: null, ...change, at: new Date() },
  )
  return rows[0]?.number ?? '0'
}
