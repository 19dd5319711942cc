import type { Db } from './connect.ts'

/**
 * Inserts rows of a table in one statement, however many: they go as one JSON text, since thousands of values by themselves take longer to
 * be named than to be stored. Values are as in `tables.ts`; what is a jsonb column may be any JSON. `ending` is what follows, such as
 * ON CONFLICT. All rows have the columns of the first.
 */
export async function insertRows<R extends object = never>(
  tx: Db,
  table: string,
  rows: readonly Record<string, unknown>[],
  ending = '',
): Promise<R[]> {
  const [first] = rows
  if (!first) return []
  const columns = Object.keys(first).map(() => '??')
  const names = Object.keys(first)
  const sql = `INSERT INTO ?? (${columns}) SELECT ${columns} FROM json_populate_recordset(NULL::??, ?) ${ending}`
  const inserted = await tx.raw<{ rows: R[] }>(sql, [table, ...names, ...names, table, JSON.stringify(rows.map(asJson))])
  return inserted.rows
}

function asJson(row: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(row).map(([name, value]) => [name, Buffer.isBuffer(value) ? `\\x${value.toString('hex')}` : value]),
  )
}
