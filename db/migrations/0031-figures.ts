import type { Knex } from 'knex'

export const name = '0031-figures'

/** What a job counts every few minutes, so that no page does: one row for each page that shows figures. */
export async function up(db: Knex): Promise<void> {
  await db.raw(`
    CREATE TABLE figures (
      name text PRIMARY KEY,
      at timestamptz(3) NOT NULL,
      figures jsonb NOT NULL
    )
  `)
}
