import type { Knex } from 'knex'
import { v7 as uuid } from 'uuid'
import type { ArticleRow, MarkRow, SourceRow } from '../../db/tables.ts'
import { createArticle } from '../../server/articles/create-article.ts'
import { listMarks } from '../../server/articles/mark-queries.ts'
import { takeStep } from '../../server/articles/take-step.ts'
import { writeArticle } from '../../server/articles/write-article.ts'
import type { Person } from '../../server/users/permissions.ts'

export const ferryText = [
  'The harbour’s oldest ferry went back into service on Thursday after eleven months in dry dock.',
  'Engineers said the vessel now burns a third less fuel and crosses in near silence.',
  'Also Read: Island Traders Welcome New Cold Store',
  'A Quieter Crossing',
  '“You can hear the gulls again,” said the ferry’s captain, who has worked the route for nineteen years.',
  'The refit cost was met by the county, and the yard kept on all forty of its apprentices.',
  'Follow Coast Courier on WhatsApp and X for breaking stories as they happen.',
].join('\n')

export const cleanFerryText = ferryText
  .split('\n')
  .filter((_, line) => line !== 2 && line !== 6)
  .join('\n')

export async function coastCourier(db: Knex): Promise<SourceRow> {
  const known = await db<SourceRow>('sources').where({ slug: 'coast-courier' }).first()
  if (known) return known
  const [made] = await db<SourceRow>('sources')
    .insert({ id: uuid(), name: 'Coast Courier', slug: 'coast-courier', language: 'en', created_at: new Date() })
    .returning('*')
  if (!made) throw new Error('The source was not made.')
  return made
}

/** An article that came in by an import: nobody is its contributor. */
export async function imported(db: Knex, { title = 'Harbour ferry returns', text = ferryText } = {}): Promise<string> {
  const source = await coastCourier(db)
  const original = {
    bytes: Buffer.from(text),
    decoded: text,
    encoding: 'utf-8',
    encoding_found_by: 'valid UTF-8' as const,
    bom: false,
    lossy: false,
  }
  const { id } = await db.transaction((tx) => createArticle(tx, { source, original, title, title_confirmed: true, by: null }))
  return id
}

/** An article that this person wrote by hand. */
export async function written(
  db: Knex,
  { by, text = ferryText, title = 'Harbour ferry returns' }: { by: Person; text?: string; title?: string },
): Promise<string> {
  const source = await coastCourier(db)
  const { id } = await db.transaction((tx) => writeArticle(tx, { source, title, standfirst: '', byline: '', language: 'en', text, by }))
  return id
}

export async function inReview(db: Knex, by: Person, text = ferryText): Promise<string> {
  const id = await imported(db, { text })
  await takeStep(db, { article: id, step: 'submit', by })
  return id
}

export async function live(db: Knex, { by, approver, publisher }: { by: Person; approver: Person; publisher: Person }): Promise<string> {
  const id = await inReview(db, by)
  await takeStep(db, { article: id, step: 'approve', by: approver })
  await takeStep(db, { article: id, step: 'publish', by: publisher })
  return id
}

export async function rowOf(db: Knex, id: string): Promise<ArticleRow> {
  const row = await db<ArticleRow>('articles').where({ id }).first()
  if (!row) throw new Error('The article is missing.')
  return row as ArticleRow
}

export async function marksOf(db: Knex, id: string): Promise<MarkRow[]> {
  return listMarks(db, id)
}

/** The verbs of an article's events, oldest first. */
export async function saysOf(db: Knex, id: string): Promise<string[]> {
  return db('events')
    .where({ stream: `article:${id}` })
    .orderBy('number')
    .pluck('says')
}

export async function switchFourEyes(db: Knex, four_eyes: boolean): Promise<void> {
  await db('policy').update({ four_eyes })
}
