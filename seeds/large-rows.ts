import { createHash } from 'node:crypto'
import { v7 as uuid } from 'uuid'
import type { PolicyRow, SourceRow } from '../db/tables.ts'
import { headOf } from '../server/articles/head.ts'
import { cutsOf, findMarks, type NewMark } from '../server/articles/marks.ts'
import { cutParagraphs, paragraphsOf, textOf } from '../server/articles/paragraph.ts'
import { chained } from '../server/history/record-event.ts'
import { directionOf } from '../server/words/language.ts'
import { slugOf } from '../server/words/slug.ts'
import { type PlantedTag, stateOf } from './large-live.ts'
import { seeded, wordsOf } from './large-text.ts'
import { type Tongue, tongues } from './large-words.ts'

/** What synthetic articles stand on; `publisher` is in whose name they are live. */
export type Ground = { sources: readonly SourceRow[]; policy: PolicyRow; tags: readonly PlantedTag[]; publisher: string }

export type Rows = ReturnType<typeof rowsOf>

/** Everything that is stored of one synthetic article, by table. */
export function rowsOf(number: number, ground: Ground) {
  const random = seeded(number)
  const { tongue, source } = ownerOf(random, ground.sources)
  const { title, text } = wordsOf(tongue, number, random)
  const { language } = tongue
  const words = { title, standfirst: '', byline: '', language, paragraphs: paragraphsOf(text, 1) }
  const marks = findMarks(words.paragraphs, { language, source: source.name, source_id: source.id, policy: ground.policy, rules: null })
  const tags = ground.tags.filter(({ of }) => random() * 1000 < of)
  // Work on articles does not come in the order in which they came in.
  const at = new Date(Date.UTC(2026, 0, 1) + number * 1000 + Math.floor(random() * 100_000_000))
  const ids = { id: uuid(), revision_id: uuid(), original_id: uuid(), release_id: uuid() }
  const slug = `${slugOf(title)}-${number}`
  return stored({
    ...ids,
    slug,
    at,
    source_id: source.id,
    language,
    text,
    words,
    marks,
    tags,
    state: stateOf(random),
    publisher: ground.publisher,
  })
}

function ownerOf(random: () => number, sources: readonly SourceRow[]): { tongue: Tongue; source: SourceRow } {
  let left = random() * tongues.reduce((sum, { weight }) => sum + weight, 0)
  const found = tongues.findIndex(({ weight }) => {
    left -= weight
    return left < 0
  })
  return { tongue: tongues[found] as Tongue, source: sources[found] as SourceRow }
}

type Words = Parameters<typeof headOf>[0]
type Made = Record<
  'id' | 'revision_id' | 'original_id' | 'release_id' | 'slug' | 'source_id' | 'language' | 'text' | 'publisher',
  string
> & {
  at: Date
  words: Words
  marks: NewMark[]
  tags: readonly PlantedTag[]
  state: ReturnType<typeof stateOf>
}

function stored(made: Made) {
  const { id, revision_id, slug, at, words, marks, text } = made
  const bytes = Buffer.from(text)
  const sha256 = createHash('sha256').update(bytes).digest()
  const original = { encoding: 'UTF-8', encoding_found_by: 'valid UTF-8', bom: false, lossy: false, decoded: text, came_in_at: at }
  const head = headOf(words, marks, null)
  const event = eventOf(made, head)
  return {
    blobs: [{ sha256, bytes }],
    originals: [{ id: made.original_id, blob_sha256: sha256, ...original, file: `${slug}.txt` }],
    articles: [articleOf(made, head)],
    article_slugs: [{ slug, article_id: id }],
    revisions: [{ id: revision_id, article_id: id, number: 1, ...words, saved_by: null, saved_at: at }],
    marks: marks.map(({ verdict: __, ...mark }) => ({ ...mark, article_id: id, created_at: at })),
    decisions: marks.map(({ id: mark_id, verdict }) => ({ mark_id, verdict, at })),
    article_tags: made.tags.map((tag) => ({ article_id: id, tag_id: tag.id })),
    streams: [{ name: event.stream, number: 1, sha256: event.sha256 }],
    events: [event],
    article_search_dirty: [{ article_id: id, since: at }],
    releases: made.state.publication === 'none' ? [] : [releaseOf(made, head)],
  }
}

type Head = ReturnType<typeof headOf>

function articleOf({ id, revision_id, original_id, release_id, slug, source_id, language, text, at, state }: Made, head: Head) {
  const { stage, publication, title_confirmed } = state
  return {
    id,
    source_id,
    original_id,
    slug,
    head_revision_id: revision_id,
    live_release_id: publication === 'none' ? null : release_id,
    language,
    direction: directionOf(language, text),
    ...{ stage, publication, title_confirmed },
    submission: stage === 'review' ? 1 : 0,
    submitted_at: stage === 'review' ? at : null,
    spiked_from: stage === 'spiked' ? 'draft' : null,
    ...head,
    lock_version: 1,
    priority: 0,
    created_at: at,
    updated_at: at,
  }
}

function eventOf({ id, original_id, revision_id }: Made, { head_sha256, cuts, checks }: Head) {
  const details = { original_id, revision_id, content_sha256: head_sha256.toString('hex'), cuts, checks }
  return chained({ stream: `article:${id}`, person: null, says: 'imported', details }, { number: 0, sha256: null })
}

function releaseOf({ id, release_id, revision_id, source_id, slug, at, words, marks, tags, publisher, text, language }: Made, head: Head) {
  const paragraphs = cutParagraphs(words.paragraphs, cutsOf(marks))
  return {
    id: release_id,
    article_id: id,
    number: 1,
    revision_id,
    source_id,
    decisions: [],
    ...words,
    direction: directionOf(language, text),
    paragraphs,
    clean_copy: textOf(paragraphs),
    content_sha256: head.head_sha256,
    tags: tags.map((tag) => ({ id: tag.id, name: tag.name, slug: tag.slug })),
    slug,
    unreviewed: false,
    published_by: publisher,
    published_at: at,
  }
}
