import type { Knex } from 'knex'

export const name = '0040-house-rules'

/** House rules: each has versions, of which at most one is active and at most one a draft. */
export async function up(db: Knex): Promise<void> {
  await db.raw(`
    -- Nothing was ever stored in it: a rule had no place for its versions.
    DROP TABLE rules;
    CREATE TABLE rules (
      id uuid PRIMARY KEY,
      name text NOT NULL CHECK (name <> ''),
      created_at timestamptz(3) NOT NULL
    );
    CREATE UNIQUE INDEX rules_name ON rules (lower(name));

    CREATE TABLE rule_versions (
      rule_id uuid NOT NULL REFERENCES rules,
      version int NOT NULL CHECK (version > 0),
      state text NOT NULL CHECK (state IN ('draft', 'active', 'retired')),
      definition jsonb NOT NULL,
      made_by uuid REFERENCES people,
      made_at timestamptz(3) NOT NULL,
      switched_on_by uuid REFERENCES people,
      switched_on_at timestamptz(3),
      retired_by uuid REFERENCES people,
      retired_at timestamptz(3),
      retired_because text,
      -- Set where it broke at work and was switched off by itself.
      broke boolean NOT NULL DEFAULT false,
      PRIMARY KEY (rule_id, version),
      CHECK ((state = 'retired') = (retired_at IS NOT NULL)),
      CHECK (state <> 'active' OR switched_on_at IS NOT NULL)
    );
    CREATE UNIQUE INDEX rule_versions_active ON rule_versions (rule_id) WHERE state = 'active';
    CREATE UNIQUE INDEX rule_versions_draft ON rule_versions (rule_id) WHERE state = 'draft';

    -- Another with every change of the active rules, so that whoever has them ready knows whether they still hold; null while there are none.
    ALTER TABLE policy ADD active_rules uuid;
  `)
}
