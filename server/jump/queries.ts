import type { Db } from '../../db/connect.ts'

type Named = { name: string; slug: string }

/** Sources whose name holds these letters, those that begin with them first. */
export async function listSourcesNamed(db: Db, letters: string, limit: number): Promise<Named[]> {
  return db('sources')
    .whereRaw('strpos(lower(name), lower(?)) > 0', [letters])
    .orderByRaw('strpos(lower(name), lower(?)) > 1, lower(name)', [letters])
    .limit(limit)
    .select('name', 'slug')
}

/** Tags whose slug begins so. */
export async function listTagsNamed(db: Db, start: string, limit: number): Promise<Named[]> {
  return start === '' ? [] : db('tags').whereRaw('starts_with(slug, ?)', [start]).orderBy('slug').limit(limit).select('name', 'slug')
}
