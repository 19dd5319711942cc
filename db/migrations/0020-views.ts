import type { Knex } from 'knex'

export const name = '0020-views'

/** Views of the list of articles that people have named: the query of an address, theirs alone or for the house. */
export async function up(db: Knex): Promise<void> {
  await db.raw(`
    CREATE TABLE saved_views (
      id uuid PRIMARY KEY,
      person_id uuid NOT NULL REFERENCES people,
      name text NOT NULL CHECK (name <> ''),
      query text NOT NULL,
      is_shared boolean NOT NULL DEFAULT false,
      created_at timestamptz(3) NOT NULL
    );
    CREATE UNIQUE INDEX saved_views_name ON saved_views (person_id, lower(name));
    CREATE INDEX saved_views_shared ON saved_views (lower(name)) WHERE is_shared;
  `)
}
