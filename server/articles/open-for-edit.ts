import type { Db } from '../../db/connect.ts'
import type { ArticleRow, RevisionRow } from '../../db/tables.ts'
import { Stale } from '../errors.ts'
import type { Person } from '../users/permissions.ts'
import { refuseEdit } from './may-edit.ts'
import { findRevision, listAuthors, lockArticle } from './queries.ts'

type Asked = { article_id: string; lock_version: number; by: Person }

/** The article, held for this person to change its words: as they saw it, and theirs to change. `lineBreak` is the one its text uses. */
export async function openForEdit(
  tx: Db,
  { article_id, lock_version, by }: Asked,
): Promise<{ article: ArticleRow; head: RevisionRow; lineBreak: string }> {
  const article = await lockArticle(tx, article_id)
  if (article.lock_version !== lock_version) throw new Stale('Someone changed this article while you were writing.')
  refuseEdit({ ...article, authors: await listAuthors(tx, article_id) }, by)
  const head = await findRevision(tx, article.head_revision_id)
  return { article, head, lineBreak: head.paragraphs.find(({ end }) => end !== '')?.end ?? '\n' }
}
