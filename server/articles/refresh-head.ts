import type { Db } from '../../db/connect.ts'
import type { ArticleRow, RevisionRow } from '../../db/tables.ts'
import { clearSchedule } from './clear-schedule.ts'
import { headOf } from './head.ts'
import { listMarks } from './mark-queries.ts'
import { findRevision, markForSearch } from './queries.ts'

type Changes = Partial<Pick<ArticleRow, 'title_confirmed' | 'language' | 'direction' | 'stage' | 'original_id' | 'proposed_revision_id'>>

/** Recomputes what the article's row says of its head after a save or a verdict; every change takes the next lock version. */
export async function refreshHead(
  tx: Db,
  article: ArticleRow,
  head: RevisionRow | null,
  changes: Changes = {},
): Promise<{ before: string; after: string }> {
  const revision = head ?? (await findRevision(tx, article.head_revision_id))
  const next = headOf(revision, await listMarks(tx, article.id), article.correction)
  await tx('articles')
    .where({ id: article.id })
    .update({ ...changes, ...next, head_revision_id: revision.id, lock_version: article.lock_version + 1, updated_at: new Date() })
  await markForSearch(tx, article.id)
  if (article.scheduled_at && !next.head_sha256.equals(article.head_sha256))
    await clearSchedule(tx, { article, because: 'the text changed' })
  return { before: article.head_sha256.toString('hex'), after: next.head_sha256.toString('hex') }
}
