import type { Knex } from 'knex'

export const name = '0033-heads'

/** The heads of checkpoints are looked up among streams and events by an index, which holds only where all write their names in one order. */
export async function up(db: Knex): Promise<void> {
  await db.raw(`
    DROP INDEX checkpoint_heads_of;
    ALTER TABLE checkpoint_heads ALTER COLUMN stream TYPE text COLLATE "default";
    CREATE INDEX checkpoint_heads_of ON checkpoint_heads (checkpoint, stream COLLATE "C", number);
  `)
}
