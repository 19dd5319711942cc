import type { Knex } from 'knex'
import type { Db } from '../../db/connect.ts'
import type { Released } from './released.ts'

/** What an export is narrowed to; `until` is the first moment that is out. */
export type ExportFilter = { source_id?: string; tag?: string; language?: string; from?: Date; until?: Date }

export async function findExportNumber(db: Db): Promise<string> {
  const clock: { n: string } | undefined = await db('export_clock').first('n')
  return clock?.n ?? '0'
}

type Batch = { filter: ExportFilter; after: string; through: string; limit: number }

/**
 * The next live releases in order of export number, as they stood at the number `through`: a release that was superseded since is
 * still the one that is sent, one that was withdrawn since is not.
 */
export async function listReleased(db: Db, { filter, after, through, limit }: Batch): Promise<Released[]> {
  const standing = `(articles.live_release_id = export_log.release_id OR NOT EXISTS (
    SELECT FROM export_log AS later WHERE later.article_id = export_log.article_id AND later.number > export_log.number
    AND (later.number <= ? OR later.change IN ('withdrawn', 'killed'))))`
  return narrowed(released(db), filter)
    .where('export_log.number', '>', after)
    .where('export_log.number', '<=', through)
    .where('sources.may_be_exported', true)
    .whereRaw(standing, [through])
    .orderBy('export_log.number')
    .limit(limit)
}

/** The live release of one article, if it has one, and whether its source's rights let it go. */
export async function findReleased(db: Db, article_id: string): Promise<(Released & { may_be_exported: boolean }) | undefined> {
  return released(db)
    .where('articles.id', article_id)
    .whereRaw('articles.live_release_id = export_log.release_id')
    .first('sources.may_be_exported')
}

function released(db: Db): Knex.QueryBuilder {
  const words = [
    'title',
    'standfirst',
    'byline',
    'language',
    'direction',
    'paragraphs',
    'clean_copy',
    'content_sha256',
    'correction',
    'tags',
  ]
  return db('export_log')
    .join('releases', 'releases.id', 'export_log.release_id')
    .join('articles', 'articles.id', 'export_log.article_id')
    .join('sources', 'sources.id', 'releases.source_id')
    .whereIn('export_log.change', ['published', 'retagged', 'reinstated'])
    .where('articles.publication', 'live')
    .select(
      'export_log.number',
      'releases.id as release_id',
      'articles.id as article_id',
      'articles.origin_url',
      ...[...words, 'slug', 'published_at'].map((column) => `releases.${column}`),
      db.raw(`json_build_object('name', sources.name, 'slug', sources.slug) AS source`),
    )
}

function narrowed(releases: Knex.QueryBuilder, { source_id, tag, language, from, until }: ExportFilter): Knex.QueryBuilder {
  if (source_id) releases.where('releases.source_id', source_id)
  if (tag) releases.whereRaw('releases.tags @> ?::jsonb', [JSON.stringify([{ slug: tag }])])
  if (language) releases.where('releases.language', language)
  if (from) releases.where('releases.published_at', '>=', from)
  if (until) releases.where('releases.published_at', '<', until)
  return releases
}

/** The sources whose rights keep their articles in the house. */
export async function listKeptBack(db: Db): Promise<string[]> {
  return db('sources').where({ may_be_exported: false }).orderByRaw('lower(name)').limit(50).pluck('name')
}
