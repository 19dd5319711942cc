import type { Knex } from 'knex'

export const name = '0002-history'

export async function up(db: Knex): Promise<void> {
  await db.raw(`
    CREATE TABLE streams (
      name text PRIMARY KEY,
      number int NOT NULL,
      sha256 bytea
    );

    CREATE TABLE events (
      id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
      stream text NOT NULL REFERENCES streams,
      number int NOT NULL,
      at timestamptz(3) NOT NULL,
      person_id uuid REFERENCES people,
      says text NOT NULL,
      canonical text NOT NULL,
      details jsonb GENERATED ALWAYS AS (canonical::jsonb -> 'details') STORED,
      previous_sha256 bytea,
      sha256 bytea NOT NULL,
      UNIQUE (stream, number)
    );
    CREATE INDEX events_at ON events (at, id);
    CREATE INDEX events_person ON events (person_id, id);
    CREATE TRIGGER events_append_only BEFORE UPDATE OR DELETE ON events FOR EACH ROW EXECUTE FUNCTION refuse_change();
    CREATE TRIGGER events_not_truncated BEFORE TRUNCATE ON events EXECUTE FUNCTION refuse_change();

    CREATE TABLE checkpoints (
      id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
      at timestamptz(3) NOT NULL,
      heads jsonb NOT NULL,
      sha256 bytea NOT NULL
    );
    CREATE TRIGGER checkpoints_not_truncated BEFORE TRUNCATE ON checkpoints EXECUTE FUNCTION refuse_change();
    CREATE TRIGGER checkpoints_append_only BEFORE UPDATE OR DELETE ON checkpoints FOR EACH ROW EXECUTE FUNCTION refuse_change();
  `)
}
