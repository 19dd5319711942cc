import type { Db } from '../../db/connect.ts'
import type { ArticleRow } from '../../db/tables.ts'
import { Conflict, Forbidden, Invalid, Stale } from '../errors.ts'
import { recordEvent } from '../history/record-event.ts'
import { may, type Person } from '../users/permissions.ts'
import { offSchedule, tellScheduler } from './clear-schedule.ts'
import type { Situation } from './guards.ts'
import { doneAlready, isOpen, whyNot, whySenseless } from './may-take.ts'
import type { Plan } from './plan.ts'
import { lockArticle, markForSearch } from './queries.ts'
import type { ReasonCode } from './reasons.ts'
import { findSituation } from './situation-queries.ts'
import { afterwards, effects } from './step-effects.ts'
import type { StepRow } from './step-row.ts'
import { type StepName, stepOf } from './workflow.ts'

export type StepTaken = {
  article: string
  step: StepName
  by: Person
  /** What the person looked at; where it is given and no longer so, the step is refused. */
  lock_version?: number | undefined
  content_sha256?: string | undefined
  comment?: string | undefined
  reason?: ReasonCode | undefined
  slug?: string | undefined
  when?: { at: Date; zone: string } | undefined
  /** Whom it asks, and by when; what is not given stays as it is. */
  plan?: Partial<Pick<Plan, 'assignee_id' | 'due_at'>> | undefined
  /** That the door has just asked for the password, and it was right. */
  is_known_again?: boolean | undefined
}

/** Moves an article one step along the workflow. Throws Forbidden, Conflict or Invalid with a sentence. */
export async function takeStep(db: Db, taken: StepTaken): Promise<void> {
  await db.transaction((tx) => takeStepIn(tx, taken))
}

/** The two steps of “Approve & publish”: both or neither, two events. */
export async function approveAndPublish(db: Db, taken: Omit<StepTaken, 'step'>): Promise<void> {
  const { lock_version: _, ...again } = taken
  await db.transaction(async (tx) => {
    const article = await lockArticle(tx, taken.article)
    const { approvers } = await findSituation(tx, article.id)
    if (!approvers.includes(taken.by.id)) await takeStepIn(tx, { ...taken, step: 'approve' })
    await takeStepIn(tx, { ...(approvers.includes(taken.by.id) ? taken : again), step: 'publish' })
  })
}

/** The same inside a transaction; a step that changes what readers get must be its last act. */
export async function takeStepIn(tx: Db, taken: StepTaken): Promise<void> {
  const step = stepOf(taken.step)
  const article = await lockArticle(tx, taken.article)
  const situation = await findSituation(tx, article.id)
  refuseWhatMayNot(step, situation, taken, article)
  const comment = taken.comment?.trim() ?? ''
  refuseWhatIsMissing(step, { ...taken, comment }, article)
  const { columns = {}, ...facts } = await effects[taken.step](tx, { ...taken, article, situation, comment })
  const details = { content_sha256: situation.head_sha256, ...facts, ...(step.notes && comment && { note: comment }) }
  const moved = movedBy(step, article)
  await tx('articles')
    .where({ id: article.id })
    .update({ ...moved, ...columns })
  if (!step.aside) await markForSearch(tx, article.id)
  if (moved.scheduled_by === null && step.makes !== 'live' && article.scheduled_by !== taken.by.id)
    await tellScheduler(tx, { article, because: because(step) })
  await recordEvent(tx, { stream: `article:${article.id}`, person: taken.by, says: step.says, details })
  await afterwards[taken.step]?.(tx, { article, by: taken.by, details })
}

// Whatever moves the text or what readers see of it ends what was planned with it, and with review the lease of its reviewer.
function movedBy(step: StepRow, article: ArticleRow): Partial<ArticleRow> {
  if (step.aside) return {}
  const place = { stage: step.to ?? article.stage, publication: step.makes ?? article.publication }
  const later = step.to || (step.makes && step.makes !== 'live') ? offSchedule : {}
  const lease = place.stage === 'review' ? {} : { claimed_by: null, claimed_until: null }
  return { ...place, ...later, ...lease, lock_version: article.lock_version + 1, updated_at: new Date() }
}

function because({ done }: StepRow): string {
  return `${done.charAt(0).toLowerCase()}${done.slice(1).replace(/\.$/, '')}`
}

function refuseWhatMayNot(step: StepRow, situation: Situation, { by, lock_version, content_sha256 }: StepTaken, article: ArticleRow): void {
  if (!may(by, step.needs)) throw new Forbidden(`Your roles do not include “${step.label}”.`)
  const stale = lock_version !== undefined && lock_version !== article.lock_version
  const otherText = content_sha256 !== undefined && content_sha256 !== situation.head_sha256
  const again = doneAlready(step, situation, by)
  if (again && !otherText) throw new Conflict(again)
  if (!step.aside && (stale || otherText))
    throw new Stale('Someone changed this article after you opened it. Look at it again before you decide.')
  const reason = whyNot(step, situation, by)
  if (reason) throw isOpen(step, situation) && !whySenseless(step, situation, by) ? new Forbidden(reason) : new Conflict(reason)
}

function refuseWhatIsMissing(step: StepRow, { comment, slug, when, is_known_again }: StepTaken, article: ArticleRow): void {
  if (step.asks && !comment) throw new Invalid(`${step.asks} Say it in a few words.`)
  if (step.slug && slug !== article.slug)
    throw new Invalid(`Type the article’s own word of its address, ${article.slug}, so that no other is meant.`)
  if (step.again && !is_known_again) throw new Forbidden('Type your password again for this.')
  if (step.when && !(when && when.at > new Date())) throw new Invalid('Choose a moment in the future.')
}
