import type { Knex } from 'knex'

export const name = '0032-notifications'

/** What people are told of what others did; and which events are still to be told, written in the transaction of the event itself. */
export async function up(db: Knex): Promise<void> {
  await db.raw(`
    CREATE TABLE untold_events (
      stream text NOT NULL,
      number int NOT NULL,
      PRIMARY KEY (stream, number)
    );

    CREATE TABLE notifications (
      id uuid PRIMARY KEY,
      person_id uuid NOT NULL REFERENCES people,
      kind text NOT NULL,
      article_id uuid NOT NULL REFERENCES articles,
      by_id uuid REFERENCES people,
      stream text NOT NULL,
      number int NOT NULL,
      at timestamptz(3) NOT NULL,
      read_at timestamptz(3),
      UNIQUE (person_id, stream, number, kind)
    );
    CREATE INDEX notifications_person ON notifications (person_id, (read_at IS NOT NULL), at DESC, id DESC);
    CREATE INDEX notifications_unread ON notifications (person_id) WHERE read_at IS NULL;

    ALTER TABLE people ADD COLUMN muted text[] NOT NULL DEFAULT '{}';
  `)
}
