import type { Knex } from 'knex'

export const name = '0009-found'

/** What makes pages and searches quick in a large archive. */
export async function up(db: Knex): Promise<void> {
  await db.raw(`
    -- A phrase is looked up in the words themselves, of thousands of articles: unpacking each would take most of the time.
    ALTER TABLE article_search ALTER tsv SET STORAGE EXTERNAL;
    INSERT INTO article_search_dirty (article_id, since) SELECT id, now() FROM articles ON CONFLICT DO NOTHING;

    CREATE STATISTICS article_search_configurations ON (configuration || '') FROM article_search;

    CREATE INDEX articles_live_release ON articles (live_release_id) WHERE live_release_id IS NOT NULL;

    -- Each filter's own index knows the other filters too: a pair that hardly any article has is looked for there, not in the articles.
    DROP INDEX articles_stage, articles_publication, articles_source, articles_language;
    CREATE INDEX articles_stage ON articles (stage, updated_at DESC, id DESC) INCLUDE (publication, source_id, language);
    CREATE INDEX articles_publication ON articles (publication, updated_at DESC, id DESC) INCLUDE (stage, source_id, language)
      WHERE publication <> 'none';
    CREATE INDEX articles_source ON articles (source_id, updated_at DESC, id DESC) INCLUDE (stage, publication, language);
    CREATE INDEX articles_language ON articles (language, updated_at DESC, id DESC) INCLUDE (stage, publication, source_id);
  `)
}
