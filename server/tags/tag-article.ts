import type { Db } from '../../db/connect.ts'
import { freezeRelease } from '../articles/freeze-release.ts'
import { lockArticle } from '../articles/queries.ts'
import { Forbidden, Invalid } from '../errors.ts'
import { recordEvent } from '../history/record-event.ts'
import type { Person } from '../users/permissions.ts'
import { countTagsOf, findOrInsertTag, hasTag, insertArticleTag } from './queries.ts'
import { mostTags, tagSlug, whyNotTag } from './tag.ts'

/** Puts a tag on an article, making the tag where it is new; a live article gets a release with it. Gives the tag where it came on. */
export async function tagArticle(
  db: Db,
  { article_id, name, by }: { article_id: string; name: string; by: Person },
): Promise<{ tag_id: string } | null> {
  return await db.transaction(async (tx) => {
    const article = await lockArticle(tx, article_id)
    const refusal = whyNotTag(article, by)
    if (refusal) throw new Forbidden(refusal)
    const tag = await findOrInsertTag(tx, { name, slug: tagSlug(name) })
    if (await hasTag(tx, { article_id, tag_id: tag.id })) return null
    if ((await countTagsOf(tx, article_id)) >= mostTags)
      throw new Invalid(`An article carries at most ${mostTags} tags. Take one off first.`)
    await insertArticleTag(tx, { article_id, tag_id: tag.id })
    await recordEvent(tx, { stream: `article:${article_id}`, person: by, says: 'tagged', details: { tag_id: tag.id, tag: tag.name } })
    if (article.publication === 'live') await freezeRelease(tx, { article_id, by, change: 'retagged' })
    return { tag_id: tag.id }
  })
}
