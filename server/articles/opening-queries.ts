import type { Knex } from 'knex'
import type { Db } from '../../db/connect.ts'

/** Notes which text of an article a person has before them, as part of the question that brings it; the same text again costs no write. */
export function noteOpening(db: Db, opened: { article_id: string; person_id: string }): Knex.Raw {
  return db.raw(
    `INSERT INTO openings (person_id, article_id, head_sha256, at)
     SELECT :person_id::uuid, id, head_sha256, now() FROM articles WHERE id = :article_id
     ON CONFLICT (article_id, person_id) DO UPDATE SET head_sha256 = excluded.head_sha256, at = excluded.at
     WHERE openings.head_sha256 <> excluded.head_sha256`,
    opened,
  )
}

/** Which of these articles the person has opened since they last changed. */
export async function listOpened(db: Db, { person_id, ids }: { person_id: string; ids: readonly string[] }): Promise<Set<string>> {
  const opened: string[] = await db('openings')
    .join('articles', 'articles.id', 'openings.article_id')
    .where({ person_id })
    .whereRaw('article_id = ANY (?::uuid[]) AND openings.head_sha256 = articles.head_sha256', [[...ids]])
    .pluck('article_id')
  return new Set(opened)
}
