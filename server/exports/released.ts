import type { ReleaseRow } from '../../db/tables.ts'

/** A live release as it leaves the house: all that a format may write. */
export type Released = Pick<
  ReleaseRow,
  | 'title'
  | 'standfirst'
  | 'byline'
  | 'language'
  | 'direction'
  | 'paragraphs'
  | 'clean_copy'
  | 'content_sha256'
  | 'correction'
  | 'tags'
  | 'slug'
  | 'published_at'
> & {
  article_id: string
  release_id: string
  /** The export number, a bigint. */
  number: string
  source: { name: string; slug: string }
  origin_url: string | null
}

/** One way to write releases: alone, or many as a stream. */
export type Format = {
  name: string
  label: string
  says: string
  type: string
  one(release: Released): string
  many(releases: AsyncIterable<Released>): AsyncIterable<string>
}
