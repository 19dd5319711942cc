import type { Knex } from 'knex'
import type { Db } from '../../db/connect.ts'
import { isUuid } from '../../db/is-uuid.ts'
import type { EventRow } from '../../db/tables.ts'
import type { Cursor } from './audit-address.ts'

/** `person_id` null is what the system did; `until` is the first moment that is out. */
export type AuditFilter = { person_id?: string | null; says?: string; stream?: string; from?: Date; until?: Date }

export type Audited = Pick<EventRow, 'id' | 'stream' | 'number' | 'at' | 'says' | 'details' | 'sha256'> & {
  person_name: string | null
  /** The title of the article, or the name of the person or source, that its stream is about. */
  about: string | null
}

type Asked = { filter: AuditFilter; before?: Cursor | undefined; after?: Cursor | undefined; limit: number }

/** One page of what happened, newest first, and whether there is more on either side. */
export async function listAudit(db: Db, asked: Asked): Promise<{ events: Audited[]; newer: boolean; older: boolean }> {
  const rows: Audited[] = await told(db, pageOf(db, asked))
  const more = rows.length > asked.limit
  if (isBackwards(asked)) return { events: rows.slice(-asked.limit), newer: more, older: rows.length > 0 }
  return { events: rows.slice(0, asked.limit), newer: asked.before !== undefined && rows.length > 0, older: more }
}

function isBackwards({ before, after }: Asked): boolean {
  return after !== undefined && before === undefined
}

// Which events these are is told by an index alone; what they are about is looked up for the page.
function pageOf(db: Db, asked: Asked): Knex.QueryBuilder {
  const { filter, before, after, limit } = asked
  const [side, order] = isBackwards(asked) ? ['>', 'asc'] : ['<', 'desc']
  const cursor = before ?? after
  return db('events')
    .modify((events) => {
      if (filter.person_id !== undefined) events.where({ person_id: filter.person_id })
      if (filter.says) events.where({ says: filter.says })
      if (filter.stream) events.where({ stream: filter.stream })
      if (filter.from) events.where('at', '>=', filter.from)
      if (filter.until) events.where('at', '<', filter.until)
      if (cursor) events.whereRaw(`(at, id) ${side} (?::timestamptz, ?::bigint)`, [cursor.at, cursor.id])
    })
    .orderBy([
      { column: 'at', order },
      { column: 'id', order },
    ])
    .limit(limit + 1)
}

function told(db: Db, page: Knex.QueryBuilder): Knex.QueryBuilder {
  return db(page.as('page'))
    .joinRaw(`CROSS JOIN LATERAL (SELECT split_part(stream, ':', 1) AS room,
      CASE WHEN stream ~ ':[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$' THEN split_part(stream, ':', 2)::uuid END AS of_id) AS subject`)
    .leftJoin('people', 'people.id', 'page.person_id')
    .select('page.id', 'stream', 'number', 'at', 'says', 'details', 'sha256', 'people.name as person_name', db.raw(`${about} AS about`))
    .orderBy([
      { column: 'at', order: 'desc' },
      { column: 'page.id', order: 'desc' },
    ])
}

const about = `CASE room
  WHEN 'article' THEN (SELECT title FROM articles JOIN revisions ON revisions.id = head_revision_id WHERE articles.id = of_id)
  WHEN 'person' THEN (SELECT person.name FROM people AS person WHERE person.id = of_id)
  WHEN 'source' THEN (SELECT name FROM sources WHERE sources.id = of_id) END`

/** Everyone whose acts the audit may tell, by alphabet. */
export async function listNames(db: Db): Promise<{ id: string; name: string }[]> {
  return db('people').orderByRaw('lower(name), id').limit(500).select('id', 'name')
}

/** The article of this id, or of this slug, today's or an earlier one. */
export async function findArticleNamed(db: Db, named: string): Promise<string | undefined> {
  if (isUuid(named)) return (await db('articles').where({ id: named }).first('id'))?.id
  return (await db('article_slugs').where({ slug: named }).first('article_id'))?.article_id
}
