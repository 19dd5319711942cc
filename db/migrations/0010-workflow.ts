import type { Knex } from 'knex'

export const name = '0010-workflow'

/** What the policy lets through and asks, when a text goes live by itself, who has it in hand, and what went live unapproved. */
export async function up(db: Knex): Promise<void> {
  await db.raw(`
    ALTER TABLE policy
      ADD COLUMN needs_decided_marks boolean NOT NULL DEFAULT false,
      ADD COLUMN needs_tags boolean NOT NULL DEFAULT false,
      ADD COLUMN needs_confirmed_title boolean NOT NULL DEFAULT true,
      ADD COLUMN force_publish boolean NOT NULL DEFAULT false,
      ADD COLUMN upload_days int NOT NULL DEFAULT 7 CHECK (upload_days BETWEEN 1 AND 90);

    ALTER TABLE articles
      ADD COLUMN scheduled_at timestamptz(3),
      ADD COLUMN scheduled_zone text,
      ADD COLUMN scheduled_by uuid REFERENCES people,
      ADD COLUMN claimed_by uuid REFERENCES people,
      ADD COLUMN claimed_until timestamptz(3),
      ADD COLUMN forced_by uuid REFERENCES people,
      ADD COLUMN forced_with uuid[],
      ADD CHECK (num_nulls(scheduled_at, scheduled_zone, scheduled_by) IN (0, 3)),
      ADD CHECK (scheduled_at IS NULL OR (stage = 'review' AND publication <> 'killed')),
      ADD CHECK (num_nulls(claimed_by, claimed_until) IN (0, 2)),
      ADD CHECK (claimed_by IS NULL OR stage = 'review'),
      ADD CHECK (num_nulls(forced_by, forced_with) IN (0, 2)),
      ADD CHECK (forced_by IS NULL OR publication <> 'none');
    CREATE INDEX articles_scheduled ON articles (scheduled_at, id) WHERE scheduled_at IS NOT NULL;
    CREATE INDEX articles_claimed ON articles (claimed_by, submitted_at, id) WHERE claimed_by IS NOT NULL;
    CREATE INDEX articles_unreviewed ON articles (updated_at, id) WHERE forced_by IS NOT NULL;
    CREATE INDEX articles_returned ON articles (updated_at, id) WHERE stage = 'draft' AND returned_sha256 IS NOT NULL;
    CREATE INDEX articles_due ON articles (due_at, id) WHERE due_at IS NOT NULL AND stage IN ('draft', 'review');
    CREATE INDEX releases_published ON releases (published_at) INCLUDE (unreviewed);

    -- Why readers no longer get it: one of a few words, never what somebody wrote.
    ALTER TABLE export_log ADD COLUMN reason text;

    CREATE TABLE notices (
      id uuid PRIMARY KEY,
      person_id uuid NOT NULL REFERENCES people,
      article_id uuid REFERENCES articles,
      text text NOT NULL CHECK (text <> ''),
      created_at timestamptz(3) NOT NULL
    );
    CREATE INDEX notices_person ON notices (person_id, created_at);
  `)
}
