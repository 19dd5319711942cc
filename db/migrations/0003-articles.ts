import type { Knex } from 'knex'

export const name = '0003-articles'

export async function up(db: Knex): Promise<void> {
  await db.raw(originals)
  await db.raw(articles)
  await db.raw(cleaning)
  await db.raw(publishing)
  await db.raw(work)
  for (const table of ['blobs', 'originals', 'revisions', 'decisions', 'approvals', 'releases', 'export_log']) {
    await db.raw(`
      CREATE TRIGGER ${table}_append_only BEFORE UPDATE OR DELETE ON ${table} FOR EACH ROW EXECUTE FUNCTION refuse_change();
      CREATE TRIGGER ${table}_not_truncated BEFORE TRUNCATE ON ${table} EXECUTE FUNCTION refuse_change();
    `)
  }
}

const originals = `
  CREATE TABLE sources (
    id uuid PRIMARY KEY,
    name text NOT NULL CHECK (name <> ''),
    slug text NOT NULL UNIQUE,
    language text,
    own_names text[] NOT NULL DEFAULT '{}',
    feeds text[] NOT NULL DEFAULT '{}',
    may_be_read boolean NOT NULL DEFAULT false,
    may_be_exported boolean NOT NULL DEFAULT true,
    created_at timestamptz(3) NOT NULL
  );
  CREATE UNIQUE INDEX sources_name ON sources (lower(name));

  CREATE TABLE blobs (
    sha256 bytea PRIMARY KEY CHECK (octet_length(sha256) = 32),
    bytes bytea NOT NULL
  );

  CREATE TABLE originals (
    id uuid PRIMARY KEY,
    blob_sha256 bytea NOT NULL REFERENCES blobs,
    encoding text NOT NULL,
    encoding_found_by text NOT NULL CHECK (encoding_found_by IN ('byte order mark', 'valid UTF-8', 'guess', 'given')),
    bom boolean NOT NULL,
    lossy boolean NOT NULL DEFAULT false,
    decoded text NOT NULL,
    file text,
    entry text,
    line int,
    url text,
    came_in_at timestamptz(3) NOT NULL
  );
  CREATE INDEX originals_blob ON originals (blob_sha256);
`

const articles = `
  CREATE TABLE articles (
    id uuid PRIMARY KEY,
    source_id uuid NOT NULL REFERENCES sources,
    original_id uuid REFERENCES originals,
    slug text NOT NULL UNIQUE,
    title_confirmed boolean NOT NULL,
    stage text NOT NULL CHECK (stage IN ('draft', 'review', 'published', 'spiked')),
    publication text NOT NULL CHECK (publication IN ('none', 'live', 'withdrawn', 'killed')),
    head_revision_id uuid NOT NULL,
    proposed_revision_id uuid,
    head_sha256 bytea NOT NULL,
    live_release_id uuid,
    lock_version int NOT NULL DEFAULT 1,
    language text,
    direction text NOT NULL CHECK (direction IN ('ltr', 'rtl')),
    submission int NOT NULL DEFAULT 0,
    submitted_by uuid REFERENCES people,
    submitted_at timestamptz(3),
    assignee_id uuid REFERENCES people,
    due_at timestamptz(3),
    priority int NOT NULL DEFAULT 0,
    origin_url text,
    origin_published_at timestamptz(3),
    section text,
    place text,
    rights_line text,
    correction jsonb,
    returned_sha256 bytea,
    words int NOT NULL DEFAULT 0,
    cuts int NOT NULL DEFAULT 0,
    checks int NOT NULL DEFAULT 0,
    created_at timestamptz(3) NOT NULL,
    updated_at timestamptz(3) NOT NULL,
    CHECK (
      publication = 'killed'
      OR stage IN ('draft', 'review')
      OR (stage = 'published' AND publication IN ('live', 'withdrawn'))
      OR (stage = 'spiked' AND publication = 'none')
    ),
    CHECK ((publication = 'none') = (live_release_id IS NULL))
  );
  CREATE INDEX articles_updated ON articles (updated_at DESC, id DESC);
  CREATE INDEX articles_stage ON articles (stage, updated_at DESC, id DESC);
  CREATE INDEX articles_publication ON articles (publication, updated_at DESC, id DESC) WHERE publication <> 'none';
  CREATE INDEX articles_source ON articles (source_id, updated_at DESC, id DESC);
  CREATE INDEX articles_language ON articles (language, updated_at DESC, id DESC);
  CREATE INDEX articles_queue ON articles (submitted_at, id) WHERE stage = 'review';
  CREATE INDEX articles_titles ON articles (created_at, id) WHERE stage = 'draft' AND NOT title_confirmed;
  CREATE INDEX articles_assignee ON articles (assignee_id, updated_at DESC, id DESC) WHERE assignee_id IS NOT NULL;

  CREATE TABLE article_slugs (
    slug text PRIMARY KEY,
    article_id uuid NOT NULL REFERENCES articles DEFERRABLE INITIALLY DEFERRED
  );
  CREATE INDEX article_slugs_article ON article_slugs (article_id);

  CREATE TABLE revisions (
    id uuid PRIMARY KEY,
    article_id uuid NOT NULL REFERENCES articles DEFERRABLE INITIALLY DEFERRED,
    number int NOT NULL,
    title text NOT NULL,
    standfirst text NOT NULL DEFAULT '',
    byline text NOT NULL DEFAULT '',
    language text,
    paragraphs jsonb NOT NULL,
    saved_by uuid REFERENCES people,
    saved_at timestamptz(3) NOT NULL,
    UNIQUE (article_id, number)
  );
  ALTER TABLE articles ADD FOREIGN KEY (head_revision_id) REFERENCES revisions DEFERRABLE INITIALLY DEFERRED;
  ALTER TABLE articles ADD FOREIGN KEY (proposed_revision_id) REFERENCES revisions;

  CREATE TABLE article_identities (
    source_id uuid NOT NULL REFERENCES sources,
    scheme text NOT NULL CHECK (scheme IN ('external_id', 'url', 'name', 'content')),
    value_sha256 bytea NOT NULL,
    article_id uuid NOT NULL REFERENCES articles,
    PRIMARY KEY (source_id, scheme, value_sha256)
  );
  CREATE INDEX article_identities_article ON article_identities (article_id);
  CREATE INDEX article_identities_value ON article_identities (value_sha256) WHERE scheme = 'content';
`

const cleaning = `
  CREATE TABLE marks (
    id uuid PRIMARY KEY,
    article_id uuid NOT NULL REFERENCES articles,
    paragraph_id text NOT NULL,
    text_sha256 bytea NOT NULL,
    start_at int NOT NULL,
    end_at int NOT NULL,
    kind text NOT NULL,
    because text NOT NULL,
    score real NOT NULL,
    rule text NOT NULL,
    rule_version int NOT NULL,
    engine_version text NOT NULL,
    group_id uuid,
    made_by uuid REFERENCES people,
    created_at timestamptz(3) NOT NULL,
    closed_at timestamptz(3),
    closed_because text,
    CHECK (start_at >= 0 AND start_at < end_at),
    CHECK ((closed_at IS NULL) = (closed_because IS NULL))
  );
  CREATE INDEX marks_open ON marks (article_id) WHERE closed_at IS NULL;
  CREATE INDEX marks_article ON marks (article_id);

  CREATE TABLE decisions (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    mark_id uuid NOT NULL REFERENCES marks,
    verdict text NOT NULL CHECK (verdict IN ('cut', 'check', 'keep')),
    person_id uuid REFERENCES people,
    at timestamptz(3) NOT NULL
  );
  CREATE INDEX decisions_mark ON decisions (mark_id, (person_id IS NOT NULL) DESC, id DESC);

  CREATE VIEW decided_marks AS
    SELECT marks.*, decision.verdict, decision.person_id AS decided_by, decision.at AS decided_at
    FROM marks CROSS JOIN LATERAL (
      SELECT verdict, person_id, at FROM decisions WHERE mark_id = marks.id ORDER BY (person_id IS NOT NULL) DESC, id DESC LIMIT 1
    ) AS decision;

  CREATE TABLE house_lines (
    source_id uuid NOT NULL REFERENCES sources,
    print bigint NOT NULL,
    articles int NOT NULL,
    PRIMARY KEY (source_id, print)
  );

  CREATE TABLE rules (
    id uuid PRIMARY KEY,
    name text NOT NULL,
    version int NOT NULL,
    state text NOT NULL CHECK (state IN ('draft', 'active', 'retired')),
    definition jsonb NOT NULL,
    made_by uuid REFERENCES people,
    created_at timestamptz(3) NOT NULL,
    UNIQUE (name, version)
  );
`

const publishing = `
  CREATE TABLE approvals (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    article_id uuid NOT NULL REFERENCES articles,
    submission int NOT NULL,
    content_sha256 bytea NOT NULL,
    person_id uuid NOT NULL REFERENCES people,
    policy jsonb NOT NULL,
    at timestamptz(3) NOT NULL,
    UNIQUE (article_id, submission, content_sha256, person_id)
  );

  CREATE TABLE releases (
    id uuid PRIMARY KEY,
    article_id uuid NOT NULL REFERENCES articles,
    number int NOT NULL,
    revision_id uuid NOT NULL REFERENCES revisions,
    source_id uuid NOT NULL REFERENCES sources,
    decisions jsonb NOT NULL,
    title text NOT NULL,
    standfirst text NOT NULL,
    byline text NOT NULL,
    language text,
    direction text NOT NULL,
    paragraphs jsonb NOT NULL,
    clean_copy text NOT NULL,
    content_sha256 bytea NOT NULL,
    correction jsonb,
    tags jsonb NOT NULL,
    slug text NOT NULL,
    unreviewed boolean NOT NULL DEFAULT false,
    published_by uuid NOT NULL REFERENCES people,
    published_at timestamptz(3) NOT NULL,
    UNIQUE (article_id, number)
  );
  ALTER TABLE articles ADD FOREIGN KEY (live_release_id) REFERENCES releases DEFERRABLE INITIALLY DEFERRED;

  CREATE TABLE export_clock (
    "only" boolean PRIMARY KEY DEFAULT true CHECK ("only"),
    n bigint NOT NULL
  );
  INSERT INTO export_clock (n) VALUES (0);

  CREATE TABLE export_log (
    number bigint PRIMARY KEY,
    article_id uuid NOT NULL REFERENCES articles,
    release_id uuid NOT NULL REFERENCES releases,
    change text NOT NULL CHECK (change IN ('published', 'retagged', 'withdrawn', 'reinstated', 'killed')),
    at timestamptz(3) NOT NULL
  );
  CREATE INDEX export_log_article ON export_log (article_id, number);
  CREATE UNIQUE INDEX export_log_release ON export_log (release_id) WHERE change IN ('published', 'retagged');
`

const work = `
  CREATE TABLE tags (
    id uuid PRIMARY KEY,
    name text NOT NULL CHECK (name <> ''),
    slug text NOT NULL UNIQUE,
    created_at timestamptz(3) NOT NULL
  );
  CREATE TABLE article_tags (
    article_id uuid NOT NULL REFERENCES articles,
    tag_id uuid NOT NULL REFERENCES tags,
    PRIMARY KEY (article_id, tag_id)
  );
  CREATE INDEX article_tags_tag ON article_tags (tag_id, article_id);

  CREATE TABLE comments (
    id uuid PRIMARY KEY,
    article_id uuid NOT NULL REFERENCES articles,
    parent_id uuid REFERENCES comments,
    paragraph_id text,
    revision_id uuid REFERENCES revisions,
    text text NOT NULL CHECK (text <> ''),
    blocking boolean NOT NULL DEFAULT false,
    person_id uuid NOT NULL REFERENCES people,
    created_at timestamptz(3) NOT NULL,
    resolved_by uuid REFERENCES people,
    resolved_at timestamptz(3)
  );
  CREATE INDEX comments_article ON comments (article_id, created_at, id);
  CREATE INDEX comments_parent ON comments (parent_id) WHERE parent_id IS NOT NULL;

  CREATE TABLE drafts (
    person_id uuid NOT NULL REFERENCES people,
    article_id uuid NOT NULL REFERENCES articles,
    base_lock_version int NOT NULL,
    words jsonb NOT NULL,
    saved_at timestamptz(3) NOT NULL,
    PRIMARY KEY (person_id, article_id)
  );

  CREATE TABLE article_search (
    article_id uuid NOT NULL REFERENCES articles,
    scope text NOT NULL CHECK (scope IN ('head', 'live')),
    configuration text NOT NULL,
    tsv tsvector NOT NULL,
    PRIMARY KEY (article_id, scope)
  );
  CREATE INDEX article_search_tsv ON article_search USING gin (tsv);
  CREATE TABLE article_search_dirty (
    article_id uuid PRIMARY KEY REFERENCES articles,
    since timestamptz(3) NOT NULL
  );
`
