import type { Db } from '../../db/connect.ts'
import { insertRows } from '../../db/insert-rows.ts'
import type { Identity, Scheme } from './identity.ts'
import type { Before, Known, KnownArticle } from './outcome.ts'

type Asked = { import_id: string; source_id: string; identities: readonly Identity[] }

/** The articles that share an identity with a record: any of them in its source, the same text in every source. */
export async function listKnown(db: Db, { import_id, source_id, identities }: Asked): Promise<Known[]> {
  const schemes = identities.map(({ scheme }) => scheme)
  const values = identities.map(({ value_sha256 }) => value_sha256)
  const content = identities.find(({ scheme }) => scheme === 'content')?.value_sha256 ?? null
  const { rows } = await db.raw<{ rows: KnownRow[] }>(known, { import_id, source_id, schemes, values, content })
  return rows.map(({ scheme, here_file, here_entry, here_line, ...article }) => {
    return { scheme, article: { ...article, here: here_file === null ? null : { file: here_file, entry: here_entry, line: here_line } } }
  })
}

type KnownRow = Omit<KnownArticle, 'here'> & {
  scheme: Scheme
  here_file: string | null
  here_entry: string | null
  here_line: number | null
}

const known = `
  WITH hits AS (
    SELECT identity.scheme, identity.source_id, identity.article_id
    FROM unnest(:schemes::text[], :values::bytea[]) AS asked (scheme, value)
    JOIN article_identities AS identity
      ON identity.source_id = :source_id AND identity.scheme = asked.scheme AND identity.value_sha256 = asked.value
    UNION
    SELECT scheme, source_id, article_id FROM article_identities WHERE scheme = 'content' AND value_sha256 = :content
  )
  SELECT hits.scheme, hits.source_id, hits.article_id, sources.name AS source_name,
    ARRAY(SELECT DISTINCT scheme FROM article_identities WHERE article_id = hits.article_id) AS schemes,
    here.file AS here_file, here.entry AS here_entry, here.line AS here_line
  FROM hits
  JOIN sources ON sources.id = hits.source_id
  LEFT JOIN LATERAL (
    SELECT file, entry, line FROM import_items
    WHERE import_id = :import_id AND article_id = hits.article_id
    ORDER BY ordinal LIMIT 1
  ) AS here ON true
  ORDER BY hits.article_id
`

/** The first item that brought the very same bytes for the same source. */
export async function findBefore(db: Db, { import_id, fingerprint }: { import_id: string; fingerprint: Buffer }): Promise<Before | null> {
  const item = await db('import_items')
    .where({ fingerprint })
    .whereRaw(`outcome IN ('created', 'updated', 'duplicate')`)
    .orderBy('done_at')
    .first('import_id', 'article_id', 'file', 'entry', 'line')
  if (!item) return null
  const { article_id, file, entry, line } = item
  return { article: { article_id }, here: item.import_id === import_id ? { file, entry, line } : null }
}

type Remembered = { source_id: string; article_id: string; identities: readonly Identity[] }

/** Makes new articles known by their identities. A unique violation says that another import was faster. */
export async function insertIdentities(tx: Db, articles: readonly Remembered[]): Promise<void> {
  const rows = articles.flatMap(({ source_id, article_id, identities }) => rowsOf(source_id, article_id, identities))
  await insertRows(tx, 'article_identities', rows)
}

/** Whether any of these records may be known already: by an identity, the same text in any source, or its very bytes. */
export async function isAnyKnown(db: Db, coming: readonly (Omit<Asked, 'import_id'> & { fingerprint: Buffer })[]): Promise<boolean> {
  const asked = coming.flatMap(({ source_id, identities }) => identities.map((identity) => ({ ...identity, source_id })))
  const { rows } = await db.raw<{ rows: { known: boolean }[] }>(
    `SELECT EXISTS (
         SELECT FROM unnest(:sources::uuid[], :schemes::text[], :values::bytea[]) AS asked (source_id, scheme, value)
         JOIN article_identities AS identity ON identity.source_id = asked.source_id AND identity.scheme = asked.scheme AND identity.value_sha256 = asked.value)
       OR EXISTS (SELECT FROM article_identities WHERE scheme = 'content' AND value_sha256 = ANY (:contents::bytea[]))
       OR EXISTS (SELECT FROM import_items WHERE fingerprint = ANY (:fingerprints::bytea[]) AND outcome IN ('created', 'updated', 'duplicate')) AS known`,
    {
      sources: asked.map(({ source_id }) => source_id),
      schemes: asked.map(({ scheme }) => scheme),
      values: asked.map(({ value_sha256 }) => value_sha256),
      contents: asked.filter(({ scheme }) => scheme === 'content').map(({ value_sha256 }) => value_sha256),
      fingerprints: coming.map(({ fingerprint }) => fingerprint),
    },
  )
  return rows[0]?.known ?? true
}

/** Adds the identities that a known article did not have yet; what is another's stays another's. */
export async function addIdentities(tx: Db, { source_id, article_id, identities }: Remembered): Promise<void> {
  await tx('article_identities')
    .insert(rowsOf(source_id, article_id, identities))
    .onConflict(['source_id', 'scheme', 'value_sha256'])
    .ignore()
}

// In one order for everybody, so that two imports of the same thing wait for each other instead of locking each other out.
function rowsOf(source_id: string, article_id: string, identities: readonly Identity[]) {
  return identities.map((identity) => ({ source_id, article_id, ...identity }))
}
