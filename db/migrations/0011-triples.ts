import type { Knex } from 'knex'

export const name = '0011-triples'

/** Three characters in a row of a script that writes no blanks are found by themselves, which the index is to know of every article that has them. */
export async function up(db: Knex): Promise<void> {
  await db.raw(`INSERT INTO article_search_dirty (article_id, since)
    SELECT DISTINCT article_id, now() FROM article_search WHERE tsv @@ 'qz0:*'::tsquery ON CONFLICT DO NOTHING`)
}
