import { v7 as uuid } from 'uuid'
import type { Db } from '../db/connect.ts'
import type { PersonRow, Publication, Stage } from '../db/tables.ts'
import { insertPerson } from '../server/users/queries.ts'
import { type LargeTag, largeTags } from './large-words.ts'

type State = { stage: Stage; publication: Publication; title_confirmed: boolean }

/** Where a synthetic article stands: of a hundred, twenty wait for review, forty are live, and some drafts have no title of their own. */
export function stateOf(random: () => number): State {
  const of = random() * 100
  const state = (stage: Stage, publication: Publication = 'none') => ({ stage, publication, title_confirmed: true })
  if (of < 20) return state('review')
  if (of < 60) return state('published', 'live')
  if (of < 61) return state('published', 'withdrawn')
  if (of < 62) return state('spiked')
  return { ...state('draft'), title_confirmed: of > 64 }
}

export type PlantedTag = LargeTag & { id: string; slug: string }

/** The tags that synthetic articles carry. */
export async function plantTags(db: Db): Promise<PlantedTag[]> {
  const tags = largeTags.map((tag) => ({ ...tag, slug: tag.name.toLowerCase() }))
  for (const { name, slug } of tags) await db('tags').insert({ id: uuid(), name, slug, created_at: new Date() }).onConflict('slug').ignore()
  const ids = new Map(
    await db('tags')
      .select('slug', 'id')
      .then((rows) => rows.map(({ slug, id }): [string, string] => [slug, id])),
  )
  return tags.map((tag) => ({ ...tag, id: ids.get(tag.slug) ?? '' }))
}

/** In whose name synthetic articles are live: somebody who cannot sign in. */
export async function plantPublisher(db: Db): Promise<string> {
  const email = 'archive@synthetic.invalid'
  const known: PersonRow | undefined = await db('people').where({ email }).first()
  if (known) return known.id
  const now = new Date()
  const person = { id: uuid(), name: 'Synthetic archive', email, roles: [], password_hash: null }
  await insertPerson(db, { ...person, disabled_at: now, created_at: now, password_changed_at: null })
  return person.id
}

/** Gives releases their export numbers, in order; the last statement of their transaction, as the clock asks. */
export async function numberReleases(
  tx: Db,
  releases: readonly { id: string; article_id: string }[],
  withdrawn: ReadonlySet<string>,
): Promise<void> {
  const log = releases.flatMap(({ id, article_id }) => {
    const row = { article_id, release_id: id }
    return [{ ...row, change: 'published' }, ...(withdrawn.has(id) ? [{ ...row, change: 'withdrawn' }] : [])]
  })
  if (log.length === 0) return
  const { rows } = await tx.raw<{ rows: { n: string }[] }>('UPDATE export_clock SET n = n + ? RETURNING n', [log.length])
  const first = Number(rows[0]?.n) - log.length
  await tx('export_log').insert(log.map((row, index) => ({ number: first + index + 1, ...row, at: new Date() })))
}
