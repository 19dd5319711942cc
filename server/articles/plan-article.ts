import type { Db } from '../../db/connect.ts'
import type { ArticleRow } from '../../db/tables.ts'
import { Conflict, Forbidden, Invalid } from '../errors.ts'
import { recordEvent } from '../history/record-event.ts'
import { may, type Person } from '../users/permissions.ts'
import { type Plan, whyNotPlan } from './plan.ts'
import { findAssignable } from './plan-queries.ts'
import { lockArticle } from './queries.ts'

type Planned = { article_id: string; plan: Partial<Plan>; by: Person }

/** Gives an article to somebody, says by when and how soon; whoever gets it is told. What is the same already is left alone. */
export async function planArticle(db: Db, planned: Planned): Promise<void> {
  await db.transaction(async (tx) => void (await planArticleIn(tx, planned)))
}

/** The same inside a transaction: what the plan was before, of what changed; null where nothing did. */
export async function planArticleIn(tx: Db, { article_id, plan, by }: Planned): Promise<Partial<Plan> | null> {
  if (!may(by, 'article.assign')) throw new Forbidden('Your roles do not include giving articles to people.')
  const article = await lockArticle(tx, article_id)
  const refusal = whyNotPlan(article)
  if (refusal) throw new Conflict(refusal)
  const { columns, facts, was } = await changedPlan(tx, { article, plan })
  if (Object.keys(columns).length === 0) return null
  await tx('articles').where({ id: article_id }).update(columns)
  await recordEvent(tx, { stream: `article:${article_id}`, person: by, says: 'planned', details: facts })
  return was
}

type Change = { article: ArticleRow; plan: Partial<Plan> }

/** The columns that a plan changes, and what its event tells of it, by which whoever gets the article anew is told. */
export async function changedPlan(
  tx: Db,
  { article, plan }: Change,
): Promise<{ columns: Partial<Plan>; facts: Record<string, unknown>; was: Partial<Plan> }> {
  const columns: Partial<Plan> = {}
  const facts: Record<string, unknown> = {}
  if (plan.assignee_id !== undefined && plan.assignee_id !== article.assignee_id) {
    columns.assignee_id = plan.assignee_id
    facts['assignee_id'] = plan.assignee_id
    facts['assignee'] = plan.assignee_id ? await nameOf(tx, plan.assignee_id) : null
  }
  if (plan.due_at !== undefined && plan.due_at?.getTime() !== article.due_at?.getTime()) {
    columns.due_at = plan.due_at
    facts['due_at'] = plan.due_at?.toISOString() ?? null
  }
  if (plan.priority !== undefined && plan.priority !== article.priority) {
    columns.priority = plan.priority
    facts['priority'] = plan.priority
  }
  const names = Object.keys(columns) as (keyof Plan)[]
  return { columns, facts, was: Object.fromEntries(names.map((name) => [name, article[name]])) }
}

async function nameOf(tx: Db, to: string): Promise<string> {
  const person = await findAssignable(tx, to)
  if (!person) throw new Invalid('This person cannot be given articles. Choose one of the list.')
  return person.name
}
