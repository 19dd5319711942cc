import { v7 as uuid } from 'uuid'
import type { Db } from '../../db/connect.ts'
import { listMarks } from './mark-queries.ts'
import { cutsOf } from './marks.ts'
import { cutParagraphs, textOf } from './paragraph.ts'
import { findArticle, findRevision } from './queries.ts'
import { findRelease, insertRelease, listTagsOf, takeExportNumber } from './release-queries.ts'

type Freeze = { article_id: string; release_id?: string; by: { id: string }; change: 'published' | 'retagged' | 'reinstated' }

/**
 * Freezes what readers get: the clean copy of the head (published), or the live copy with the tags of now (retagged, reinstated).
 * Call it last in the transaction, after the event (see takeExportNumber).
 */
export async function freezeRelease(tx: Db, { article_id, release_id = uuid(), by, change }: Freeze): Promise<string> {
  const copy = change === 'published' ? await headCopy(tx, article_id, by) : await liveCopy(tx, article_id)
  const release = { ...copy, id: release_id, tags: await listTagsOf(tx, article_id) }
  await insertRelease(tx, release)
  await tx('articles').where({ id: article_id }).update({ live_release_id: release_id })
  return takeExportNumber(tx, { article_id, release_id, change })
}

async function headCopy(tx: Db, article_id: string, by: { id: string }) {
  const article = await findArticle(tx, article_id)
  const head = await findRevision(tx, article.head_revision_id)
  const marks = await listMarks(tx, article_id)
  const paragraphs = cutParagraphs(head.paragraphs, cutsOf(marks))
  const { source_id, slug, language, direction, correction, head_sha256, forced_by } = article
  const { title, standfirst, byline } = head
  const decisions = marks.map(({ article_id: _, closed_at: __, closed_because: ___, ...mark }) => ({
    ...mark,
    text_sha256: mark.text_sha256.toString('hex'),
  }))
  const words = { title, standfirst, byline, language, direction, paragraphs, clean_copy: textOf(paragraphs) }
  return {
    article_id,
    revision_id: head.id,
    source_id,
    ...words,
    decisions,
    content_sha256: head_sha256,
    correction,
    slug,
    unreviewed: forced_by !== null,
    published_by: by.id,
    published_at: new Date(),
  }
}

// Whoever tags it anew did not publish it: when and by whom stays, and with it who counts as a contributor since.
async function liveCopy(tx: Db, article_id: string) {
  const { live_release_id, forced_by } = await findArticle(tx, article_id)
  if (!live_release_id) throw new Error(`The article ${article_id} has no release to tag anew.`)
  const { number: _, ...release } = await findRelease(tx, live_release_id)
  return { ...release, unreviewed: forced_by !== null }
}
