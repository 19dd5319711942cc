import type { Db } from '../../db/connect.ts'
import type { Landed } from './next-steps.ts'

/** Where the articles stand now that an import brought or renewed. */
export async function countLanded(db: Db, import_id: string): Promise<Landed> {
  const landed = await db('articles')
    .whereIn('id', db('import_items').where({ import_id }).whereIn('outcome', ['created', 'updated']).select('article_id'))
    .select(db.raw("count(*) FILTER (WHERE stage = 'review')::int AS review"))
    .select(db.raw("count(*) FILTER (WHERE stage = 'draft' AND NOT title_confirmed)::int AS titles"))
    .select(db.raw("count(*) FILTER (WHERE stage = 'draft' AND title_confirmed)::int AS drafts"))
    .first()
  return landed ?? { review: 0, titles: 0, drafts: 0 }
}
