import type { Knex } from 'knex'

export const name = '0011-side-by-side'

/** A phrase is found by what stands side by side, which the index is to know of every article. */
export async function up(db: Knex): Promise<void> {
  await db.raw('INSERT INTO article_search_dirty (article_id, since) SELECT id, now() FROM articles ON CONFLICT DO NOTHING')
}
