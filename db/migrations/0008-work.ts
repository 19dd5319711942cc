import type { Knex } from 'knex'

export const name = '0008-work'

export async function up(db: Knex): Promise<void> {
  await db.raw(`
    ALTER TABLE imports DROP CONSTRAINT imports_state_check;
    ALTER TABLE imports ADD CONSTRAINT imports_state_check
      CHECK (state IN ('planning', 'planned', 'running', 'finished', 'failed', 'cancelled'));
    ALTER TABLE imports ADD COLUMN progress jsonb NOT NULL DEFAULT '{"done": 0, "of": null, "share": 0, "rate": null, "left": null}';
    ALTER TABLE imports ADD COLUMN worked_on_at timestamptz(3);
    DROP INDEX imports_running;
    CREATE INDEX imports_at_work ON imports (id) WHERE state IN ('planning', 'running');
  `)
}
