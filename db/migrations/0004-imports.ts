import type { Knex } from 'knex'

export const name = '0004-imports'

export async function up(db: Knex): Promise<void> {
  await db.raw(`
    CREATE TABLE imports (
      id uuid PRIMARY KEY,
      source_id uuid NOT NULL REFERENCES sources,
      landing text NOT NULL CHECK (landing IN ('draft', 'review')),
      state text NOT NULL CHECK (state IN ('planned', 'running', 'finished', 'failed', 'cancelled')),
      names_identify boolean NOT NULL DEFAULT false,
      options jsonb NOT NULL DEFAULT '{}',
      counts jsonb NOT NULL DEFAULT '{}',
      made_by uuid REFERENCES people,
      run_by uuid REFERENCES people,
      failure text,
      created_at timestamptz(3) NOT NULL,
      started_at timestamptz(3),
      finished_at timestamptz(3)
    );
    CREATE INDEX imports_created ON imports (created_at DESC, id DESC);
    CREATE INDEX imports_running ON imports (id) WHERE state = 'running';

    CREATE TABLE uploads (
      id uuid PRIMARY KEY,
      import_id uuid REFERENCES imports,
      ordinal int NOT NULL,
      name text NOT NULL,
      bytes bigint NOT NULL,
      came_in_at timestamptz(3) NOT NULL,
      UNIQUE (import_id, ordinal)
    );
    CREATE INDEX uploads_came_in ON uploads (came_in_at);
    CREATE TABLE upload_chunks (
      upload_id uuid NOT NULL REFERENCES uploads ON DELETE CASCADE,
      number int NOT NULL,
      bytes bytea NOT NULL,
      PRIMARY KEY (upload_id, number)
    );

    CREATE TABLE import_items (
      import_id uuid NOT NULL REFERENCES imports,
      ordinal int NOT NULL,
      file text NOT NULL,
      entry text,
      line int,
      fingerprint bytea NOT NULL,
      title text,
      planned text NOT NULL CHECK (planned IN ('created', 'updated', 'unchanged', 'duplicate', 'failed')),
      planned_reason text,
      planned_article_id uuid REFERENCES articles,
      first_marks jsonb NOT NULL DEFAULT '[]',
      outcome text CHECK (outcome IN ('created', 'updated', 'unchanged', 'duplicate', 'failed')),
      reason text,
      article_id uuid REFERENCES articles,
      done_at timestamptz(3),
      PRIMARY KEY (import_id, ordinal)
    );
    CREATE INDEX import_items_waiting ON import_items (import_id, ordinal) WHERE outcome IS NULL;
    CREATE INDEX import_items_fingerprint ON import_items (fingerprint) WHERE outcome IN ('created', 'updated', 'duplicate');
    CREATE INDEX import_items_article ON import_items (article_id) WHERE article_id IS NOT NULL;
  `)
}
