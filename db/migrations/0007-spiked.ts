import type { Knex } from 'knex'

export const name = '0007-spiked'

/** Where an article stood when it was set aside, so that it can be taken up again there; and one release for each reinstatement. */
export async function up(db: Knex): Promise<void> {
  await db.raw(`
    ALTER TABLE articles ADD COLUMN spiked_from text CHECK (spiked_from IN ('draft', 'review'));
    ALTER TABLE articles ADD CHECK (spiked_from IS NULL OR stage = 'spiked');
    DROP INDEX export_log_release;
    CREATE UNIQUE INDEX export_log_release ON export_log (release_id) WHERE change IN ('published', 'retagged', 'reinstated');
  `)
}
