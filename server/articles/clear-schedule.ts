import type { Db } from '../../db/connect.ts'
import type { ArticleRow } from '../../db/tables.ts'
import { recordEvent } from '../history/record-event.ts'
import { insertNotice } from '../notices/queries.ts'
import { findRevision } from './queries.ts'

type Cleared = { article: ArticleRow; because: string }

export const offSchedule = { scheduled_at: null, scheduled_zone: null, scheduled_by: null }

/** Takes an article off the schedule because something came between, and tells whoever had scheduled it. */
export async function clearSchedule(tx: Db, { article, because }: Cleared): Promise<void> {
  await tx('articles').where({ id: article.id }).update(offSchedule)
  const details = { at: article.scheduled_at?.toISOString(), because }
  await recordEvent(tx, { stream: `article:${article.id}`, person: null, says: 'unscheduled', details })
  await tellScheduler(tx, { article, because })
}

/** Says on the next page of whoever scheduled it that it will not go live by itself. */
export async function tellScheduler(tx: Db, { article, because }: Cleared): Promise<void> {
  if (!article.scheduled_by) return
  const { title } = await findRevision(tx, article.head_revision_id)
  const text = `“${title}” is no longer scheduled: ${because}.`
  await insertNotice(tx, { person_id: article.scheduled_by, article_id: article.id, text })
}
