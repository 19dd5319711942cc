import type { Db } from '../../db/connect.ts'
import { isUuid } from '../../db/is-uuid.ts'
import { NotFound } from '../errors.ts'
import { hitsOf, readWords } from '../search/queries.ts'
import type { Decided, LabText } from './hits.ts'

/** So many articles are read for one try, the latest first. */
const mostRead = 2_000
const mostCounted = 10_000

type Within = { sources: readonly string[]; languages: readonly string[] }

/** The articles to read: which, and of how many that may hold a hit. */
export type Candidates = { ids: string[]; count: number }

/** The latest articles that hold these words, in what is kept of them or in what is cut. */
export async function findHolding(db: Db, words: string, within: Within): Promise<Candidates | null> {
  const query = await readWords(db, { words, scope: 'head' })
  if (query.readings.length === 0) return null
  return db.transaction(async (tx) => {
    // The planner does not know what reading a long tsvector costs, and would read them all.
    await tx.raw('SET LOCAL enable_seqscan = off')
    const hits = hitsOf(tx, query).union(hitsOf(tx, { ...query, scope: 'cut' }))
    const left = narrowed(tx('articles').join(hits.as('hits'), 'hits.article_id', 'articles.id'), within)
      .limit(mostCounted + 1)
      .distinct('articles.id')
    const ids = tx.raw('coalesce((array_agg(id::text ORDER BY id DESC))[1:?], ?::text[]) AS ids', [mostRead, '{}'])
    const row = await tx(left.as('left')).first(tx.raw('count(*)::int AS count'), ids)
    return row ?? { ids: [], count: 0 }
  })
}

/** The latest articles, where no word says which may hold a hit. */
export async function findLatest(db: Db, within: Within): Promise<Candidates> {
  const ids: string[] = await narrowed(db('articles'), within).orderBy('articles.id', 'desc').limit(mostRead).pluck('articles.id')
  return { ids, count: ids.length < mostRead ? ids.length : await countArticles(db) }
}

// biome-ignore lint/suspicious/noExplicitAny: a builder of any rows.
function narrowed(articles: any, { sources, languages }: Within) {
  if (sources.length > 0) articles.whereIn('articles.source_id', sources)
  if (languages.length > 0) articles.whereRaw("split_part(lower(articles.language), '-', 1) = ANY(?)", [[...languages]])
  return articles
}

export async function countArticles(db: Db): Promise<number> {
  const row = await db('articles').first(db.raw('count(*)::int AS n'))
  return row?.n ?? 0
}

export async function listTexts(db: Db, ids: readonly string[]): Promise<LabText[]> {
  return db('articles')
    .join('revisions', 'revisions.id', 'articles.head_revision_id')
    .join('sources', 'sources.id', 'articles.source_id')
    .whereIn('articles.id', ids)
    .orderBy('articles.id', 'desc')
    .select('articles.id as article_id', 'source_id', 'sources.name as source', 'articles.language', 'publication', 'paragraphs')
}

/** What people have decided in these articles. */
export async function listDecided(db: Db, ids: readonly string[]): Promise<Decided[]> {
  return db('decided_marks')
    .join('people', 'people.id', 'decided_by')
    .whereIn('article_id', ids)
    .whereNull('closed_at')
    .select('article_id', 'paragraph_id', 'start_at', 'end_at', 'verdict', 'decided_at', 'people.name as person_name')
}

export type ListedRule = {
  id: string
  name: string
  version: number
  state: 'draft' | 'active' | 'retired'
  definition: unknown
  active_version: number | null
  broke: boolean
  retired_because: string | null
  marked: number
  kept: number
  last_at: Date | null
}

/** Every house rule with its last version, and how often it has marked and been overruled; by name. */
export async function listRules(db: Db): Promise<ListedRule[]> {
  const { rows } = await db.raw<{ rows: ListedRule[] }>(
    `SELECT rules.id, name, latest.version, latest.state, latest.definition, active.version AS active_version, latest.broke,
       latest.retired_because, coalesce(marked, 0) AS marked, coalesce(kept, 0) AS kept, last_at
     FROM rules
     JOIN LATERAL (SELECT * FROM rule_versions WHERE rule_id = rules.id ORDER BY version DESC LIMIT 1) AS latest ON true
     LEFT JOIN rule_versions AS active ON active.rule_id = rules.id AND active.state = 'active'
     LEFT JOIN (SELECT rule, count(*)::int AS marked, max(created_at) AS last_at,
                  count(*) FILTER (WHERE verdict = 'keep' AND decided_by IS NOT NULL)::int AS kept
                FROM decided_marks WHERE rule LIKE 'house/%' GROUP BY rule) AS marks ON marks.rule = 'house/' || rules.id
     ORDER BY lower(name) LIMIT 3000`,
  )
  return rows
}

export type LabRule = {
  id: string
  name: string
  version: number
  state: 'draft' | 'active' | 'retired'
  definition: unknown
  made_by: string | null
  author: string | null
  retired_because: string | null
  active: { version: number; definition: unknown } | null
}

/** A house rule with its last version and the active one. */
export async function findRule(db: Db, id: string): Promise<LabRule> {
  const versions = isUuid(id)
    ? await db('rule_versions')
        .join('rules', 'rules.id', 'rule_id')
        .leftJoin('people', 'people.id', 'made_by')
        .where({ rule_id: id })
        .orderBy('version', 'desc')
        .select('rule_versions.*', 'rules.name', 'people.name as author')
    : []
  const [last] = versions
  if (!last) throw new NotFound('There is no such rule.')
  const active = versions.find(({ state }: { state: string }) => state === 'active') ?? null
  return { ...last, id, active }
}
