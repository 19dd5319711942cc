import type { Knex } from 'knex'

export const name = '0021-bulk'

/** Acts on many articles at once, with what became of each; who has opened which text; and whether approving unopened is allowed. */
export async function up(db: Knex): Promise<void> {
  await db.raw(`
    ALTER TABLE policy ADD COLUMN approve_unopened boolean NOT NULL DEFAULT false;

    CREATE TABLE openings (
      person_id uuid NOT NULL REFERENCES people,
      article_id uuid NOT NULL REFERENCES articles,
      head_sha256 bytea NOT NULL,
      at timestamptz(3) NOT NULL,
      PRIMARY KEY (article_id, person_id)
    );

    CREATE TABLE batches (
      id uuid PRIMARY KEY,
      act text NOT NULL,
      options jsonb NOT NULL DEFAULT '{}',
      filter text,
      state text NOT NULL CHECK (state IN ('planned', 'working', 'finished', 'cancelled', 'discarded')),
      made_by uuid NOT NULL REFERENCES people,
      undoes uuid REFERENCES batches,
      created_at timestamptz(3) NOT NULL,
      started_at timestamptz(3),
      finished_at timestamptz(3)
    );
    CREATE INDEX batches_made ON batches (made_by, created_at);
    CREATE UNIQUE INDEX batches_undoes ON batches (undoes) WHERE undoes IS NOT NULL;
    CREATE INDEX batches_working ON batches (id) WHERE state = 'working';

    CREATE TABLE batch_items (
      batch_id uuid NOT NULL REFERENCES batches,
      ordinal int NOT NULL,
      article_id uuid NOT NULL REFERENCES articles,
      content_sha256 bytea NOT NULL,
      refusal text,
      outcome text CHECK (outcome IN ('done', 'refused', 'failed')),
      reason text,
      was jsonb,
      at timestamptz(3),
      PRIMARY KEY (batch_id, ordinal),
      UNIQUE (batch_id, article_id)
    );
    CREATE INDEX batch_items_article ON batch_items (article_id);
  `)
}
