import type { Knex } from 'knex'

export const name = '0030-audit'

/** The audit is read by person and by kind in order of time; checkpoints hold the heads that moved since the one before, a row each. */
export async function up(db: Knex): Promise<void> {
  await db.raw(`
    DROP INDEX events_person;
    CREATE INDEX events_person ON events (person_id, at, id);
    CREATE INDEX events_says ON events (says, at, id);

    ALTER TABLE checkpoints
      DROP COLUMN heads,
      ADD COLUMN number int NOT NULL UNIQUE,
      ADD COLUMN canonical text NOT NULL,
      ADD COLUMN previous_sha256 bytea;

    CREATE TABLE checkpoint_heads (
      checkpoint int NOT NULL REFERENCES checkpoints (number) DEFERRABLE INITIALLY DEFERRED,
      stream text COLLATE "C" NOT NULL,
      number int NOT NULL,
      sha256 bytea NOT NULL,
      PRIMARY KEY (stream, number)
    );
    CREATE INDEX checkpoint_heads_of ON checkpoint_heads (checkpoint, stream, number);
    CREATE TRIGGER checkpoint_heads_append_only BEFORE UPDATE OR DELETE ON checkpoint_heads FOR EACH ROW EXECUTE FUNCTION refuse_change();
    CREATE TRIGGER checkpoint_heads_not_truncated BEFORE TRUNCATE ON checkpoint_heads EXECUTE FUNCTION refuse_change();
  `)
}
