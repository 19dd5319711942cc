import type { Db } from '../../db/connect.ts'
import { listOpened } from '../articles/opening-queries.ts'
import { planArticleIn } from '../articles/plan-article.ts'
import { lockArticle } from '../articles/queries.ts'
import { findSituation } from '../articles/situation-queries.ts'
import { takeStepIn } from '../articles/take-step.ts'
import { Conflict, Forbidden } from '../errors.ts'
import { tagArticle } from '../tags/tag-article.ts'
import { untagArticle } from '../tags/untag-article.ts'
import type { Person } from '../users/permissions.ts'
import { actOf } from './acts.ts'
import type { Batch, Item } from './batch.ts'
import { whyUnopened } from './may-act.ts'

type Done = { batch: Batch; item: Item; by: Person }

/** Does the act of a batch to one article, inside a transaction. Gives what its undoing needs to know; null where nothing changed. */
export async function doItem(tx: Db, { batch, item, by }: Done): Promise<Item['was']> {
  const { step } = actOf(batch.act)
  const { article_id } = item
  if (batch.act === 'tag') return tagArticle(tx, { article_id, name: batch.options.tag ?? '', by })
  if (batch.act === 'untag') return untagged(tx, { batch, item, by })
  if (batch.act === 'assign') return planArticleIn(tx, { article_id, plan: { assignee_id: batch.options.assignee_id ?? null }, by })
  if (batch.act === 'unassign') return assignedBefore(tx, { batch, item, by })
  if (!step) throw new Error(`Nobody has said how to ${batch.act}.`)
  if (batch.act === 'approve') await refuseUnopened(tx, article_id, by)
  const content_sha256 = item.content_sha256.toString('hex')
  await takeStepIn(tx, { article: article_id, step, by, content_sha256, comment: batch.options.comment })
  return {}
}

// Held first, so that nobody changes the text between the look and the approval.
async function refuseUnopened(tx: Db, article_id: string, by: Person): Promise<void> {
  await lockArticle(tx, article_id)
  const opened = await listOpened(tx, { person_id: by.id, ids: [article_id] })
  const refusal = whyUnopened(await findSituation(tx, article_id), opened.has(article_id))
  if (refusal) throw new Forbidden(refusal)
}

async function untagged(tx: Db, { item, by }: Done): Promise<null> {
  await untagArticle(tx, { article_id: item.article_id, tag_id: String(item.was?.['tag_id']), by })
  return null
}

async function assignedBefore(tx: Db, { batch, item, by }: Done): Promise<null> {
  const { assignee_id } = await lockArticle(tx, item.article_id)
  if (assignee_id !== (batch.options.assignee_id ?? null)) throw new Conflict('Somebody gave it to another person since.')
  await planArticleIn(tx, { article_id: item.article_id, plan: { assignee_id: (item.was?.['assignee_id'] as string | null) ?? null }, by })
  return null
}
