import { v7 as uuid } from 'uuid'
import type { Db } from '../../db/connect.ts'
import type { ArticleRow } from '../../db/tables.ts'
import { insertComment } from '../comments/queries.ts'
import { Conflict } from '../errors.ts'
import { insertNotice } from '../notices/queries.ts'
import type { Person } from '../users/permissions.ts'
import { offSchedule } from './clear-schedule.ts'
import { correctionOf } from './correction.ts'
import { discardChanges } from './discard-changes.ts'
import { freezeRelease } from './freeze-release.ts'
import type { Situation } from './guards.ts'
import { leaseFrom } from './lease.ts'
import { changedPlan } from './plan-article.ts'
import { findRevision, insertApproval } from './queries.ts'
import { findRelease, takeExportNumber } from './release-queries.ts'
import type { StepTaken } from './take-step.ts'
import type { StepName } from './workflow.ts'

type Taken = Omit<StepTaken, 'article' | 'comment'> & { article: ArticleRow; situation: Situation; comment: string }
type Effect = (tx: Db, taken: Taken) => Promise<{ columns?: Partial<ArticleRow> } & Record<string, unknown>>

const none: Effect = async () => ({})
const reviewed = { forced_by: null, forced_with: null }

/** What a step changes beside stage and publication: the article's columns, and the facts that its event tells. */
export const effects: Record<StepName, Effect> = {
  submit: async (tx, { article, by, plan = {} }) => {
    const submission = article.submission + 1
    const planned = await changedPlan(tx, { article, plan })
    const submitted = { submission, submitted_by: by.id, submitted_at: new Date(), returned_sha256: null }
    return { submission, ...planned.facts, columns: { ...submitted, ...planned.columns } }
  },
  recall: none,
  'request-changes': async (tx, { article, by, comment }) => {
    const words = { article_id: article.id, text: comment, person_id: by.id, revision_id: article.head_revision_id }
    return { comment_id: await insertComment(tx, words), columns: { returned_sha256: article.head_sha256 } }
  },
  approve: async (tx, { article, situation, by }) => {
    const { four_eyes, approvals_needed, version } = situation.policy
    if (!(await insertApproval(tx, article, { person_id: by.id, policy: { four_eyes, approvals_needed, version } })))
      throw new Conflict('You have approved this very text already.')
    return { four_eyes, approvals_needed, ...(article.claimed_by === by.id && { columns: leaseFrom(null) }) }
  },
  publish: async (_, { situation, article }) => {
    const release_id = uuid()
    const { four_eyes, approvals_needed } = situation.policy
    const due = article.scheduled_at && { scheduled_for: article.scheduled_at.toISOString() }
    return { release_id, four_eyes, approvals_needed, ...due, columns: { live_release_id: release_id, ...reviewed } }
  },
  'force-publish': async (_, { article, situation, by, comment }) => {
    const release_id = uuid()
    const hands = [...situation.contributors, ...(article.submitted_by ? [article.submitted_by] : []), by.id]
    return { release_id, reason: comment, columns: { live_release_id: release_id, forced_by: by.id, forced_with: [...new Set(hands)] } }
  },
  'approve-afterwards': approveAfterwards,
  schedule: async (_, { by, when }) => {
    if (!when) throw new Error('A schedule has no moment.')
    const columns = { scheduled_at: when.at, scheduled_zone: when.zone, scheduled_by: by.id }
    return { at: when.at.toISOString(), zone: when.zone, columns }
  },
  unschedule: async (_, { article }) => ({
    at: article.scheduled_at?.toISOString(),
    columns: offSchedule,
  }),
  claim: async (_, { by }) => ({ columns: leaseFrom(by) }),
  release: async () => ({ columns: leaseFrom(null) }),
  'take-over': async (tx, { article, situation, by }) => {
    const from = situation.claim?.by ?? null
    const { title } = await findRevision(tx, article.head_revision_id)
    const text = `${by.name} took over “${title}” from you. What you were writing is kept as your draft.`
    if (from) await insertNotice(tx, { person_id: from, article_id: article.id, text })
    return { from, columns: leaseFrom(by) }
  },
  revise: async () => ({ kind: 'update' }),
  correct: async (tx, { article, comment }) => ({ kind: 'correction', columns: await correctionOf(tx, article, comment) }),
  'discard-changes': (tx, { article }) => discardChanges(tx, article),
  withdraw: async (_, { article, comment, reason }) => ({ release_id: article.live_release_id, reason: comment, code: reason ?? 'other' }),
  reinstate: async (_, { comment }) => ({ release_id: uuid(), reason: comment }),
  kill: async (_, { article, comment, reason }) => ({ release_id: article.live_release_id, reason: comment, code: reason ?? 'other' }),
  spike: async (_, { article }) => ({ from: article.stage, columns: { spiked_from: article.stage === 'review' ? 'review' : 'draft' } }),
  unspike: async (_, { article }) => {
    const to = article.spiked_from ?? 'draft'
    return { to, columns: { stage: to, spiked_from: null } }
  },
}

// The flag goes with the last approval that the policy asks, one at least.
async function approveAfterwards(tx: Db, { article, situation, by }: Taken) {
  const { four_eyes, approvals_needed, version } = situation.policy
  const live = await findRelease(tx, String(article.live_release_id))
  const given = { person_id: by.id, policy: { four_eyes, approvals_needed, version, afterwards: true } }
  if (!(await insertApproval(tx, { ...article, head_sha256: live.content_sha256 }, given)))
    throw new Conflict('You have approved this very text already.')
  const isReviewed = (situation.forced?.approvers.length ?? 0) + 1 >= Math.max(1, approvals_needed)
  const facts = { release_id: live.id, content_sha256: live.content_sha256.toString('hex'), reviewed: isReviewed }
  return isReviewed ? { ...facts, columns: reviewed } : facts
}

type Afterwards = (tx: Db, taken: { article: ArticleRow; by: Person; details: Record<string, unknown> }) => Promise<unknown>

const frozen =
  (change: 'published' | 'reinstated'): Afterwards =>
  (tx, { article, by, details }) =>
    freezeRelease(tx, { article_id: article.id, release_id: String(details['release_id']), by, change })

const gone =
  (change: 'withdrawn' | 'killed'): Afterwards =>
  (tx, { article, details }) =>
    takeExportNumber(tx, { article_id: article.id, release_id: String(article.live_release_id), change, reason: String(details['code']) })

/** What readers get changes last, because the export number must be the transaction's last statement. */
export const afterwards: Partial<Record<StepName, Afterwards>> = {
  publish: frozen('published'),
  'force-publish': frozen('published'),
  reinstate: frozen('reinstated'),
  withdraw: gone('withdrawn'),
  kill: gone('killed'),
}
