import type { Db } from '../../db/connect.ts'
import type { Person } from '../users/permissions.ts'
import { deleteDraft } from './draft-queries.ts'
import { findArticle } from './queries.ts'

/** Lets go what a person was writing: their own choice, so nothing keeps it. */
export async function dropDraft(db: Db, { article_id, by }: { article_id: string; by: Person }): Promise<void> {
  await db.transaction(async (tx) => {
    const { id } = await findArticle(tx, article_id)
    await deleteDraft(tx, { article_id: id, person_id: by.id })
  })
}
