import type { Knex } from 'knex'

export const name = '0012-scopes'

/** Whoever searches the heads does not walk through the live copies, and the other way round. */
export async function up(db: Knex): Promise<void> {
  await db.raw(`
    DROP INDEX article_search_tsv;
    CREATE INDEX article_search_tsv_head ON article_search USING gin (tsv) WITH (fastupdate = off) WHERE scope = 'head';
    CREATE INDEX article_search_tsv_live ON article_search USING gin (tsv) WITH (fastupdate = off) WHERE scope = 'live';
  `)
}
