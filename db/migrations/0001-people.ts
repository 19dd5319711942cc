import type { Knex } from 'knex'

export const name = '0001-people'

export async function up(db: Knex): Promise<void> {
  await db.raw(`
    CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
      IF current_setting('cleancopy.purge', true) = 'on' THEN
        IF TG_OP = 'DELETE' THEN RETURN OLD; ELSE RETURN NEW; END IF;
      END IF;
      RAISE EXCEPTION '% is append-only: % refused', TG_TABLE_NAME, TG_OP USING ERRCODE = 'restrict_violation';
    END $$;

    CREATE TABLE settings (key text PRIMARY KEY, value text NOT NULL);

    CREATE TABLE people (
      id uuid PRIMARY KEY,
      name text NOT NULL CHECK (name <> ''),
      email text NOT NULL CHECK (email <> ''),
      password_hash text,
      roles text[] NOT NULL DEFAULT '{}'
        CHECK (roles <@ ARRAY['viewer', 'author', 'editor', 'reviewer', 'publisher', 'administrator']),
      disabled_at timestamptz(3),
      created_at timestamptz(3) NOT NULL,
      password_changed_at timestamptz(3)
    );
    CREATE UNIQUE INDEX people_email ON people (lower(email));

    CREATE TABLE access_links (
      id uuid PRIMARY KEY,
      purpose text NOT NULL CHECK (purpose IN ('first', 'invite', 'reset')),
      person_id uuid REFERENCES people,
      token_sha256 bytea NOT NULL UNIQUE,
      made_by uuid REFERENCES people,
      created_at timestamptz(3) NOT NULL,
      expires_at timestamptz(3) NOT NULL,
      used_at timestamptz(3),
      CHECK ((purpose = 'first') = (person_id IS NULL))
    );
    CREATE INDEX access_links_person ON access_links (person_id);

    CREATE TABLE sign_in_attempts (
      id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
      account text NOT NULL,
      address text NOT NULL,
      at timestamptz(3) NOT NULL
    );
    CREATE INDEX sign_in_attempts_account ON sign_in_attempts (account, at);
    CREATE INDEX sign_in_attempts_address ON sign_in_attempts (address, at);

    CREATE TABLE sessions (
      sid text PRIMARY KEY,
      sess json NOT NULL,
      expire timestamptz(3) NOT NULL,
      person_id uuid GENERATED ALWAYS AS ((sess -> 'passport' ->> 'user')::uuid) STORED
    );
    CREATE INDEX sessions_expire ON sessions (expire);
    CREATE INDEX sessions_person ON sessions (person_id);

    CREATE TABLE policy (
      "only" boolean PRIMARY KEY DEFAULT true CHECK ("only"),
      four_eyes boolean NOT NULL,
      approvals_needed int NOT NULL CHECK (approvals_needed BETWEEN 0 AND 5),
      verdicts jsonb NOT NULL DEFAULT '{}',
      version int NOT NULL DEFAULT 1
    );
    INSERT INTO policy (four_eyes, approvals_needed) VALUES (false, 1);
  `)
}
