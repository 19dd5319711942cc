import type { Db } from '../../db/connect.ts'
import { freezeRelease } from '../articles/freeze-release.ts'
import { lockArticle } from '../articles/queries.ts'
import { Forbidden } from '../errors.ts'
import { recordEvent } from '../history/record-event.ts'
import type { Person } from '../users/permissions.ts'
import { deleteArticleTag } from './queries.ts'
import { whyNotTag } from './tag.ts'

/** Takes a tag off an article; a live article gets a release without it. */
export async function untagArticle(db: Db, { article_id, tag_id, by }: { article_id: string; tag_id: string; by: Person }): Promise<void> {
  await db.transaction(async (tx) => {
    const article = await lockArticle(tx, article_id)
    const refusal = whyNotTag(article, by)
    if (refusal) throw new Forbidden(refusal)
    const tag = await deleteArticleTag(tx, { article_id, tag_id })
    if (!tag) return
    await recordEvent(tx, { stream: `article:${article_id}`, person: by, says: 'untagged', details: { tag_id, tag: tag.name } })
    if (article.publication === 'live') await freezeRelease(tx, { article_id, by, change: 'retagged' })
  })
}
