import { type Db, oftenAsked } from '../../db/connect.ts'
import { ages, type Figures, type KindFigures } from './figures.ts'

/** What the job counted last, and since when the article at the head of the queue waits. */
export async function findFigures(db: Db): Promise<{ at: Date | null; figures: Figures | null; oldest: Date | null }> {
  const row = await db
    .select(
      db('figures').where({ name: 'desk' }).select('at').as('at'),
      db('figures').where({ name: 'desk' }).select('figures').as('figures'),
      db('articles').where({ stage: 'review' }).orderBy('submitted_at').limit(1).select('submitted_at').as('oldest'),
    )
    .first()
    .options(oftenAsked)
  return row
}

/** How often editors keep what is cut of each kind, by its name. */
export async function listKindFigures(db: Db): Promise<KindFigures[]> {
  const row = await db('figures').where({ name: 'desk' }).first(db.raw("figures -> 'kinds' AS kinds"))
  return row?.kinds ?? []
}

export async function saveFigures(db: Db, figures: Figures, at: Date): Promise<void> {
  await db('figures')
    .insert({ name: 'desk', at, figures: JSON.stringify(figures) })
    .onConflict('name')
    .merge()
}

export type Happened = { day: string; says: string; n: number }

export async function countByDay(db: Db, { says, since }: { says: readonly string[]; since: Date }): Promise<Happened[]> {
  return db('events')
    .whereIn('says', says)
    .where('at', '>=', since)
    .groupByRaw('1, 2')
    .select(db.raw("to_char(at AT TIME ZONE 'UTC', 'YYYY-MM-DD') AS day"), 'says', db.raw('count(*)::int AS n'))
}

/** How many articles in review have waited so long, for each of the spans. */
export async function countAges(db: Db, now: Date): Promise<Figures['ages']> {
  const { rows } = await db.raw<{ rows: { span: number; n: number }[] }>(
    `SELECT width_bucket(greatest(0, extract(epoch FROM :now::timestamptz - submitted_at))::float8 / 86400, :days::float8[]) AS span, count(*)::int AS n
     FROM articles WHERE stage = 'review' GROUP BY 1`,
    { now, days: ages.map(({ days }) => days) },
  )
  return ages.map(({ days }, i) => ({ days, articles: rows.find(({ span }) => span === i + 1)?.n ?? 0 }))
}

// One pass over the decisions: what the rules said first, and what holds now. A person's last one holds; else the last of all.
const decided = `decided AS (
  SELECT mark_id, bool_or(person_id IS NULL AND verdict = 'cut') AS cut_by_rule, bool_or(person_id IS NOT NULL) AS by_person,
    (array_agg(verdict ORDER BY (person_id IS NOT NULL) DESC, id DESC))[1] AS verdict
  FROM decisions GROUP BY mark_id)`
const standing = `standing AS (
  SELECT marks.kind, articles.source_id, articles.id AS article_id, decided.verdict = 'cut' AS is_cut,
    decided.cut_by_rule AND (by_person OR articles.live_release_id IS NOT NULL) AS is_looked_at,
    decided.cut_by_rule AND by_person AND decided.verdict = 'keep' AS is_restored
  FROM marks JOIN decided ON decided.mark_id = marks.id JOIN articles ON articles.id = marks.article_id
  WHERE marks.closed_at IS NULL)`

/** Cuts by kind, and by source the largest of them. */
export async function countCuts(db: Db, { sources }: { sources: number }): Promise<Pick<Figures, 'kinds' | 'sources'>> {
  const { rows } = await db.raw<{ rows: [Pick<Figures, 'kinds' | 'sources'>] }>(
    `WITH ${decided}, ${standing},
     kinds AS (SELECT kind, count(*) FILTER (WHERE is_cut)::int AS cuts, count(*) FILTER (WHERE is_looked_at)::int AS looked_at,
         count(*) FILTER (WHERE is_restored)::int AS restored FROM standing GROUP BY kind),
     sources AS (SELECT sources.name, counted.cuts, counted.articles FROM (
         SELECT source_id, count(*)::int AS cuts, count(DISTINCT article_id)::int AS articles FROM standing WHERE is_cut
         GROUP BY source_id ORDER BY cuts DESC, source_id LIMIT :sources) AS counted JOIN sources ON sources.id = counted.source_id)
     SELECT coalesce((SELECT json_agg(kinds ORDER BY cuts DESC, kind) FROM kinds), '[]') AS kinds,
       coalesce((SELECT json_agg(sources ORDER BY cuts DESC, name) FROM sources), '[]') AS sources`,
    { sources },
  )
  return rows[0]
}
