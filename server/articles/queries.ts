import { v7 as uuid } from 'uuid'
import type { Db } from '../../db/connect.ts'
import { isUuid } from '../../db/is-uuid.ts'
import type { ArticleRow, OriginalRow, PolicyRow, RevisionRow } from '../../db/tables.ts'
import { NotFound } from '../errors.ts'
import { loadRules } from '../rules/load-rules.ts'
import type { Matcher } from '../rules/matcher.ts'

export async function findArticle(db: Db, id: string): Promise<ArticleRow> {
  const article = isUuid(id) ? await db('articles').where({ id }).first() : undefined
  if (!article) throw new NotFound('There is no such article.')
  return article
}

/** The article, held until the transaction ends: whoever decides about it decides alone. */
export async function lockArticle(tx: Db, id: string): Promise<ArticleRow> {
  const article = isUuid(id) ? await tx('articles').where({ id }).forUpdate().first() : undefined
  if (!article) throw new NotFound('There is no such article.')
  return article
}

export async function findRevision(db: Db, id: string): Promise<RevisionRow> {
  const revision = isUuid(id) ? await db('revisions').where({ id }).first() : undefined
  if (!revision) throw new NotFound('There is no such revision.')
  return revision
}

/** A newer text that came in while people were at work on the article, if there is one. */
export async function findProposal(
  db: Db,
  { proposed_revision_id }: Pick<ArticleRow, 'proposed_revision_id'>,
): Promise<RevisionRow | undefined> {
  return proposed_revision_id ? findRevision(db, proposed_revision_id) : undefined
}

/** A revision of this very article; what a form names may be anything. */
export async function findOwnRevision(db: Db, { id, article_id }: { id: string; article_id: string }): Promise<RevisionRow | undefined> {
  return isUuid(id) ? db('revisions').where({ id, article_id }).first() : undefined
}

export async function findRevisionNumbered(
  db: Db,
  { article_id, number }: Pick<RevisionRow, 'article_id' | 'number'>,
): Promise<RevisionRow> {
  const revision = await db('revisions').where({ article_id, number }).first()
  if (!revision) throw new NotFound('There is no such revision of this article.')
  return revision
}

/** The original that a revision came in as, as its event says; none for what a person saved. */
export async function findOriginalOf(
  db: Db,
  { article_id, revision_id }: { article_id: string; revision_id: string },
): Promise<string | null> {
  const event: { original_id: string | null } | undefined = await db('events')
    .where({ stream: `article:${article_id}` })
    .whereRaw("details ->> 'revision_id' = ?", [revision_id])
    .orderBy('number')
    .first(db.raw("details ->> 'original_id' AS original_id"))
  return event?.original_id ?? null
}

/** Who saved which revision of an article and when, newest first. */
export async function listRevisions(
  db: Db,
  article_id: string,
): Promise<(Pick<RevisionRow, 'id' | 'number' | 'saved_at'> & { person_name: string | null })[]> {
  return db('revisions')
    .leftJoin('people', 'people.id', 'revisions.saved_by')
    .where({ article_id })
    .orderBy('number', 'desc')
    .limit(500)
    .select('revisions.id', 'number', 'saved_at', 'people.name as person_name')
}

export async function insertRevision(tx: Db, revision: Omit<RevisionRow, 'id' | 'number' | 'saved_at'>): Promise<RevisionRow> {
  const number = await nextRevisionNumber(tx, revision.article_id)
  const row = { ...revision, id: uuid(), number, saved_at: new Date() }
  await tx('revisions').insert({ ...row, paragraphs: JSON.stringify(row.paragraphs) })
  return row
}

export async function nextRevisionNumber(tx: Db, article_id: string): Promise<number> {
  const last = await tx('revisions').where({ article_id }).max('number as number').first()
  return (last?.['number'] ?? 0) + 1
}

export async function findOriginal(db: Db, id: string): Promise<OriginalRow | undefined> {
  return db('originals').where({ id }).first()
}

export async function findPolicy(db: Db): Promise<PolicyRow> {
  const policy = await db('policy').first()
  if (!policy) throw new Error('The policy row is missing.')
  return policy
}

type Cleaning = { source: string; source_id: string; policy: PolicyRow; rules: Matcher | null }

/** What the engine is told beside the text: the source, the house's policy, and its active rules. */
export async function findCleaning(db: Db, { source_id }: Pick<ArticleRow, 'source_id'>): Promise<Cleaning> {
  const source = await db('sources').where({ id: source_id }).first('name')
  const policy = await findPolicy(db)
  return { source: String(source?.name ?? ''), source_id, policy, rules: await loadRules(db, policy.active_rules) }
}

/** The mark is locked until the transaction ends, so whoever indexes meanwhile leaves the article alone and reads the change afterwards. */
export async function markForSearch(tx: Db, article_id: string): Promise<void> {
  const since = tx.raw('article_search_dirty.since')
  await tx('article_search_dirty').insert({ article_id, since: new Date() }).onConflict('article_id').merge({ since })
}

/** Who saved words of the first revision: the people who wrote the article. */
export async function listAuthors(db: Db, article_id: string): Promise<string[]> {
  return db('revisions').where({ article_id, number: 1 }).whereNotNull('saved_by').pluck('saved_by')
}

/** The names of these people, in the order of the alphabet. */
export async function listNames(db: Db, ids: readonly string[]): Promise<string[]> {
  return ids.length === 0 ? [] : db('people').whereIn('id', ids).orderByRaw('lower(name)').pluck('name')
}

/** Stores an approval of the article's head; false where this person has approved this very text in this submission. */
export async function insertApproval(
  tx: Db,
  { id, submission, head_sha256 }: ArticleRow,
  { person_id, policy }: { person_id: string; policy: object },
): Promise<boolean> {
  const approval = { article_id: id, submission, content_sha256: head_sha256, person_id, policy: JSON.stringify(policy), at: new Date() }
  const made = await tx('approvals').insert(approval).onConflict().ignore().returning('id')
  return made.length === 1
}
