import type { Knex } from 'knex'
import { CannotStart } from '../cannot-start.ts'

export const name = '0006-search'

export async function up(db: Knex): Promise<void> {
  await db.raw('CREATE EXTENSION IF NOT EXISTS unaccent').catch((error) => refuse(error))
  await db.raw(configuration('simple', 'simple'))
  for (const language of languages) await db.raw(configuration(language, `${language}_stem`))
  await db.raw(index)
}

// The accents fold inside the configuration: unaccent() alone is not immutable, so an index could not hold it.
function configuration(language: string, dictionary: string): string {
  return `
    CREATE TEXT SEARCH CONFIGURATION cleancopy_${language} (COPY = pg_catalog.${language});
    ALTER TEXT SEARCH CONFIGURATION cleancopy_${language} ALTER MAPPING FOR hword, hword_part, word WITH unaccent, pg_catalog.${dictionary};
  `
}

// Those that PostgreSQL 15 has; server/search/configurations.ts says which language goes with which.
const languages = [
  'arabic',
  'armenian',
  'basque',
  'catalan',
  'danish',
  'dutch',
  'english',
  'finnish',
  'french',
  'german',
  'greek',
  'hindi',
  'hungarian',
  'indonesian',
  'irish',
  'italian',
  'lithuanian',
  'nepali',
  'norwegian',
  'portuguese',
  'romanian',
  'russian',
  'serbian',
  'spanish',
  'swedish',
  'tamil',
  'turkish',
  'yiddish',
]

// The index is made of articles again and again, so it holds no article fast: whoever changes one would wait for whoever indexes it.
const index = `
  ALTER TABLE article_search DROP CONSTRAINT article_search_article_id_fkey;
  ALTER TABLE article_search ADD COLUMN shortened boolean NOT NULL DEFAULT false;
  CREATE INDEX article_search_configuration ON article_search (configuration);
  CREATE INDEX article_search_shortened ON article_search (article_id) WHERE shortened;
  CREATE INDEX article_search_dirty_since ON article_search_dirty (since);
  ALTER INDEX article_search_tsv SET (fastupdate = off);
  INSERT INTO article_search_dirty (article_id, since) SELECT id, now() FROM articles ON CONFLICT DO NOTHING;
`

function refuse(error: { code?: string; message: string }): never {
  const why = error.code === '42501' ? 'may not be made by this user' : `cannot be made (${error.message})`
  throw new CannotStart(
    `Search needs PostgreSQL’s extension "unaccent", which ${why}. Ask the administrator of the database server, with its contrib modules installed, to say in this database: CREATE EXTENSION unaccent;`,
  )
}
