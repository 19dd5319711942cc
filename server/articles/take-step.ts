import { v7 as uuid } from 'uuid'
import type { Db } from '../../db/connect.ts'
import type { ArticleRow } from '../../db/tables.ts'
import { insertComment } from '../comments/queries.ts'
import { Conflict, Forbidden, Invalid, Stale } from '../errors.ts'
import { recordEvent } from '../history/record-event.ts'
import { may, type Person } from '../users/permissions.ts'
import { discardChanges } from './discard-changes.ts'
import { freezeRelease } from './freeze-release.ts'
import type { Situation } from './guards.ts'
import { findPolicy, insertApproval, lockArticle, markForSearch } from './queries.ts'
import { takeExportNumber } from './release-queries.ts'
import { findSituation } from './situation-queries.ts'
import { doneAlready, isOpen, type StepName, type StepRow, stepOf, whyNot } from './workflow.ts'

export type StepTaken = {
  article: string
  step: StepName
  by: Person
  /** What the person looked at; where it is given and no longer so, the step is refused. */
  lock_version?: number | undefined
  content_sha256?: string | undefined
  comment?: string | undefined
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
  if (step.asks && comment === '') throw new Invalid(`${step.asks} Say it in a few words.`)
  const { columns = {}, ...facts } = await effects[taken.step](tx, { ...taken, article, comment })
  const details = { content_sha256: situation.head_sha256, ...facts, ...(step.notes && comment && { note: comment }) }
  const moved = { stage: step.to ?? article.stage, ...columns, lock_version: article.lock_version + 1, updated_at: new Date() }
  await tx('articles').where({ id: article.id }).update(moved)
  await markForSearch(tx, article.id)
  await recordEvent(tx, { stream: `article:${article.id}`, person: taken.by, says: step.says, details })
  await afterwards[taken.step]?.(tx, { article, by: taken.by, details })
}

function refuseWhatMayNot(step: StepRow, situation: Situation, { by, lock_version, content_sha256 }: StepTaken, article: ArticleRow): void {
  if (!may(by, step.needs)) throw new Forbidden(`Your roles do not include “${step.label}”.`)
  const stale = lock_version !== undefined && lock_version !== article.lock_version
  const otherText = content_sha256 !== undefined && content_sha256 !== situation.head_sha256
  const again = doneAlready(step, situation, by)
  if (again && !otherText) throw new Conflict(again)
  if (stale || otherText) throw new Stale('Someone changed this article after you opened it. Look at it again before you decide.')
  const reason = whyNot(step, situation, by)
  if (reason) throw isOpen(step, situation) ? new Forbidden(reason) : new Conflict(reason)
}

type Effect = (tx: Db, taken: Taken) => Promise<{ columns?: Partial<ArticleRow> } & Record<string, unknown>>

const none: Effect = async () => ({})

// What a step changes beside the stage: the article's columns, and the facts that its event tells.
const effects: Record<StepName, Effect> = {
  submit: async (_, { article, by }) => {
    const submission = article.submission + 1
    return { submission, columns: { submission, submitted_by: by.id, submitted_at: new Date(), returned_sha256: null } }
  },
  recall: none,
  'request-changes': async (tx, { article, by, comment }) => {
    const words = { article_id: article.id, text: comment, person_id: by.id, revision_id: article.head_revision_id }
    return { comment_id: await insertComment(tx, words), columns: { returned_sha256: article.head_sha256 } }
  },
  approve: async (tx, { article, by }) => {
    const { four_eyes, approvals_needed, version } = await findPolicy(tx)
    const isNew = await insertApproval(tx, article, { person_id: by.id, policy: { four_eyes, approvals_needed, version } })
    if (!isNew) throw new Conflict('You have approved this very text already.')
    return { four_eyes, approvals_needed }
  },
  publish: async () => {
    const release_id = uuid()
    return { release_id, columns: { publication: 'live', live_release_id: release_id } }
  },
  revise: none,
  'discard-changes': (tx, { article }) => discardChanges(tx, article),
  withdraw: async (_, { article, comment }) => ({
    release_id: article.live_release_id,
    reason: comment,
    columns: { publication: 'withdrawn' },
  }),
  reinstate: async (_, { comment }) => ({ release_id: uuid(), reason: comment, columns: { publication: 'live' } }),
  spike: async (_, { article }) => ({ from: article.stage, columns: { spiked_from: article.stage === 'review' ? 'review' : 'draft' } }),
  unspike: async (_, { article }) => {
    const to = article.spiked_from ?? 'draft'
    return { to, columns: { stage: to, spiked_from: null } }
  },
}

type Taken = Omit<StepTaken, 'article' | 'comment'> & { article: ArticleRow; comment: string }
type Afterwards = (tx: Db, taken: { article: ArticleRow; by: Person; details: Record<string, unknown> }) => Promise<unknown>

// What readers get changes last, because the export number must be the transaction's last statement.
const afterwards: Partial<Record<StepName, Afterwards>> = {
  publish: (tx, { article, by, details }) =>
    freezeRelease(tx, { article_id: article.id, release_id: String(details['release_id']), by, change: 'published' }),
  reinstate: (tx, { article, by, details }) =>
    freezeRelease(tx, { article_id: article.id, release_id: String(details['release_id']), by, change: 'reinstated' }),
  withdraw: (tx, { article }) =>
    takeExportNumber(tx, { article_id: article.id, release_id: String(article.live_release_id), change: 'withdrawn' }),
}
