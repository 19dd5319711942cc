import type { Knex } from 'knex'

export const name = '0041-cut-words'

/** The words of cut paragraphs are indexed too, by themselves: a house rule is tried on everything that ever came in. */
export async function up(db: Knex): Promise<void> {
  await db.raw(`
    ALTER TABLE article_search DROP CONSTRAINT article_search_scope_check;
    ALTER TABLE article_search ADD CONSTRAINT article_search_scope_check CHECK (scope IN ('head', 'live', 'cut'));
    CREATE INDEX article_search_tsv_cut ON article_search USING gin (tsv) WITH (fastupdate = off) WHERE scope = 'cut';
    INSERT INTO article_search_dirty (article_id, since) SELECT id, now() FROM articles WHERE cuts > 0 ON CONFLICT DO NOTHING;
    -- How often a house rule has marked, and how often a person has kept what it marked.
    CREATE INDEX marks_house_rule ON marks (rule) WHERE rule LIKE 'house/%';
  `)
}
