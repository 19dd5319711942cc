import { createHash } from 'node:crypto'
import { v7 as uuid } from 'uuid'
import type { Db } from '../db/connect.ts'
import type { SourceRow } from '../db/tables.ts'
import { headOf } from '../server/articles/head.ts'
import { findMarks } from '../server/articles/marks.ts'
import { paragraphsOf } from '../server/articles/paragraph.ts'
import { findPolicy } from '../server/articles/queries.ts'
import { chained } from '../server/history/record-event.ts'
import { findOrMakeSource } from '../server/sources/make-source.ts'
import { slugOf } from '../server/words/slug.ts'
import { type Tongue, tongues } from './large-words.ts'

const batch = 250
const system = { by: null }

/** Plants synthetic articles up to this number, in bulk; the same numbers always have the same words. */
export async function seedLarge(db: Db, { from = 0, to }: { from?: number; to: number }): Promise<void> {
  const policy = await findPolicy(db)
  const sources = await db.transaction(async (tx) => {
    const made: SourceRow[] = []
    for (const { source: name, language } of tongues) made.push(await findOrMakeSource(tx, { name, language, ...system }))
    return made
  })
  for (let first = from; first < to; first += batch) {
    const numbers = Array.from({ length: Math.min(batch, to - first) }, (_, n) => first + n)
    await plant(
      db,
      numbers.map((number) => rowsOf(number, sources, policy)),
    )
  }
  await db.raw('ANALYZE')
}

type Rows = ReturnType<typeof rowsOf>

// One statement a table, in the order in which they refer to each other.
async function plant(db: Db, articles: readonly Rows[]): Promise<void> {
  const tables = [
    'blobs',
    'originals',
    'articles',
    'article_slugs',
    'revisions',
    'marks',
    'decisions',
    'streams',
    'events',
    'article_search_dirty',
  ]
  await db.transaction(async (tx) => {
    for (const table of tables as (keyof Rows)[]) {
      const rows = articles.flatMap((article) => article[table] as object[])
      const columns = Object.keys(rows[0] ?? {}).join(', ')
      if (rows.length > 0)
        await tx.raw(`INSERT INTO ${table} (${columns}) SELECT ${columns} FROM json_populate_recordset(NULL::${table}, ?)`, [inJson(rows)])
    }
  })
}

function inJson(rows: readonly object[]): string {
  return JSON.stringify(rows, function (this: Record<string, unknown>, key, value) {
    const raw = this[key]
    return Buffer.isBuffer(raw) ? `\\x${raw.toString('hex')}` : value
  })
}

/** Everything that is stored of one synthetic article. */
function rowsOf(number: number, sources: readonly SourceRow[], policy: Awaited<ReturnType<typeof findPolicy>>) {
  const random = seeded(number)
  const at = new Date(Date.UTC(2026, 0, 1) + number * 1000)
  const tongue = tongues[number % tongues.length] as Tongue
  const source = sources[number % tongues.length] as SourceRow
  const [id, revision_id, original_id] = [uuid(), uuid(), uuid()]
  const { title, text } = wordsOf(tongue, number, random)
  const bytes = Buffer.from(text)
  const sha256 = createHash('sha256').update(bytes).digest()
  const { language } = tongue
  const words = { title, standfirst: '', byline: '', language, paragraphs: paragraphsOf(text, 1) }
  const marks = findMarks(words.paragraphs, { language, source: source.name, policy })
  const head = headOf(words, marks, null)
  const slug = `${slugOf(title)}-${number}`
  const stage =
    number % 50 === 7 ? { stage: 'review', submission: 1, submitted_at: at } : { stage: 'draft', submission: 0, submitted_at: null }
  const stream = `article:${id}`
  const details = { original_id, revision_id, content_sha256: head.head_sha256.toString('hex'), cuts: head.cuts, checks: head.checks }
  const { details: _, ...event } = { details, ...chained({ stream, person: null, says: 'imported', details }, { number: 0, sha256: null }) }
  const original = { encoding: 'UTF-8', encoding_found_by: 'valid UTF-8', bom: false, lossy: false, decoded: text, came_in_at: at }
  const article = {
    title_confirmed: true,
    publication: 'none',
    direction: 'ltr',
    lock_version: 1,
    priority: 0,
    created_at: at,
    updated_at: at,
  }
  return {
    blobs: [{ sha256, bytes }],
    originals: [{ id: original_id, blob_sha256: sha256, ...original, file: `${slug}.txt` }],
    articles: [{ id, source_id: source.id, original_id, slug, head_revision_id: revision_id, language, ...stage, ...head, ...article }],
    article_slugs: [{ slug, article_id: id }],
    revisions: [{ id: revision_id, article_id: id, number: 1, ...words, saved_by: null, saved_at: at }],
    marks: marks.map(({ verdict: __, ...mark }) => ({ ...mark, article_id: id, created_at: at })),
    decisions: marks.map(({ id: mark_id, verdict }) => ({ mark_id, verdict, at })),
    streams: [{ name: stream, number: 1, sha256: event.sha256 }],
    events: [event],
    article_search_dirty: [{ article_id: id, since: at }],
  }
}

const lines = 20

function wordsOf(tongue: Tongue, number: number, random: () => number): { title: string; text: string } {
  const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)] as T
  // Small numbers come often, great ones hardly ever: words are as unevenly spread as in a newspaper.
  const rare = () => {
    let rank = Math.floor(random() ** 4 * 40_000)
    let word = ''
    do {
      word += tongue.syllables[rank % tongue.syllables.length]
      rank = Math.floor(rank / tongue.syllables.length)
    } while (rank > 0)
    return word
  }
  const sentence = (length: number) => {
    const words = Array.from({ length }, () => (random() < 0.5 ? pick(tongue.common) : rare())).join(' ')
    return words.charAt(0).toUpperCase() + words.slice(1)
  }
  const line = () => (random() < 0.1 ? pick(tongue.promotions) : `${sentence(14)}. ${sentence(10)}.`)
  const title = sentence(6)
  return { title, text: `${Array.from({ length: lines }, line).join('\n')}\nReport ${number}.\n` }
}

// Mulberry32: small, quick, and the same on every machine.
function seeded(seed: number): () => number {
  let state = (seed + 1) * 0x9e3779b9
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}
