import type pg from 'pg'

export type Table = { name: string; columns: string[] }
/** What a table must be, and is, in a backup: rows and the SHA-256 of its rows as COPY writes them. */
export type Kept = { rows: number; bytes: number; sha256: string }

export type Head = { cleancopy: 'backup'; version: 1; at: string; postgres: string; migrations: string[] }
export type Manifest = { tables: Record<string, Kept>; sequences: Record<string, string> }

/** knex keeps its own tables: they say what the schema is, which a backup says in its head. */
const ours = "relnamespace = 'public'::regnamespace AND relname NOT LIKE 'knex%'"

/** Every table with the columns that are stored by somebody: what is generated comes by itself. Lower ones first, so that references hold. */
export async function listTables(client: pg.ClientBase): Promise<Table[]> {
  const { rows: tables } = await client.query<Table>(`
    SELECT relname AS name, array_agg(attname::text ORDER BY attnum) AS columns
    FROM pg_class JOIN pg_attribute ON attrelid = pg_class.oid
    WHERE ${ours} AND relkind = 'r' AND attnum > 0 AND NOT attisdropped AND attgenerated = '' GROUP BY relname ORDER BY relname`)
  // A deferred reference is looked at when all is there, and one to the table itself when the table is.
  const { rows: needs } = await client.query<{ name: string; needs: string }>(`
    SELECT referring.relname AS name, referred.relname AS needs
    FROM pg_constraint JOIN pg_class AS referring ON referring.oid = conrelid JOIN pg_class AS referred ON referred.oid = confrelid
    WHERE contype = 'f' AND NOT condeferred AND conrelid <> confrelid`)
  return inOrder(tables, needs)
}

function inOrder(tables: Table[], needs: { name: string; needs: string }[]): Table[] {
  const known = new Set(tables.map(({ name }) => name))
  const done = new Set<string>()
  const isReady = ({ name }: Table) => needs.every((one) => one.name !== name || done.has(one.needs) || !known.has(one.needs))
  const ordered: Table[] = []
  while (ordered.length < tables.length) {
    const next = tables.find((table) => !done.has(table.name) && isReady(table))
    if (!next) throw new Error(`The tables refer to one another in a circle: ${[...known].filter((name) => !done.has(name)).join(', ')}.`)
    done.add(next.name)
    ordered.push(next)
  }
  return ordered
}

export async function listMigrations(client: pg.ClientBase): Promise<string[]> {
  const { rows } = await client.query<{ name: string }>('SELECT name FROM knex_migrations ORDER BY id')
  return rows.map(({ name }) => name)
}

/** The numbers that were given out last, where any was. */
export async function listSequences(client: pg.ClientBase): Promise<Record<string, string>> {
  const { rows } = await client.query<{ name: string; last: string }>(`
    SELECT sequencename AS name, last_value::text AS last FROM pg_sequences
    WHERE schemaname = 'public' AND sequencename NOT LIKE 'knex%' AND last_value IS NOT NULL ORDER BY sequencename`)
  return Object.fromEntries(rows.map(({ name, last }) => [name, last]))
}

export function copied({ name, columns }: Table): string {
  return `${quoted(name)} (${columns.map(quoted).join(', ')})`
}

export function quoted(name: string): string {
  return `"${name.replaceAll('"', '""')}"`
}

/** How values are written as text, on every server the same. */
export const plainly = `SET statement_timeout = 0; SET idle_in_transaction_session_timeout = 0; SET lock_timeout = 0; SET client_encoding = 'UTF8';
  SET TimeZone = 'UTC'; SET DateStyle = 'ISO, YMD'; SET IntervalStyle = 'iso_8601'; SET extra_float_digits = 1; SET bytea_output = 'hex'; SET search_path = public`
