import type { Db } from '../../db/connect.ts'
import type { Person } from '../users/permissions.ts'
import { deleteDraft, upsertDraft } from './draft-queries.ts'
import { formTextOf } from './edited-text.ts'
import { listMarks } from './mark-queries.ts'
import { findArticle, findRevision } from './queries.ts'

type Typed = { article_id: string; text: string; lock_version: number; by: Person }

/** Keeps what a person is typing, for them alone. What stands in the article already needs no keeping. */
export async function saveDraft(db: Db, { article_id, text, lock_version, by }: Typed): Promise<void> {
  await db.transaction(async (tx) => {
    const article = await findArticle(tx, article_id)
    const { paragraphs } = await findRevision(tx, article.head_revision_id)
    const whose = { article_id, person_id: by.id }
    const typed = text.replace(/\r\n?/g, '\n')
    if (typed === formTextOf(paragraphs, await listMarks(tx, article_id))) return deleteDraft(tx, whose)
    await upsertDraft(tx, { ...whose, base_lock_version: lock_version, words: { text: typed }, saved_at: new Date() })
  })
}
