import type { Db } from '../../db/connect.ts'
import type { DraftRow } from '../../db/tables.ts'

type Whose = Pick<DraftRow, 'article_id' | 'person_id'>

/** What this person was writing and has not saved yet. */
export async function findDraft(db: Db, { article_id, person_id }: Whose): Promise<DraftRow | undefined> {
  return db('drafts').where({ article_id, person_id }).first()
}

export async function upsertDraft(tx: Db, draft: DraftRow): Promise<void> {
  const row = { ...draft, words: JSON.stringify(draft.words) }
  await tx('drafts').insert(row).onConflict(['person_id', 'article_id']).merge()
}

export async function deleteDraft(tx: Db, { article_id, person_id }: Whose): Promise<void> {
  await tx('drafts').where({ article_id, person_id }).delete()
}
