import type { PolicyRow, Publication, Stage } from '../../db/tables.ts'
import { may, type Person } from '../users/permissions.ts'

/** What the guards look at: loaded once, decided again inside the transaction. Hashes are hex. */
export type Situation = {
  stage: Stage
  publication: Publication
  title: string
  title_confirmed: boolean
  is_empty: boolean
  head_sha256: string
  returned_sha256: string | null
  submitted_by: string | null
  authors: readonly string[]
  contributors: readonly string[]
  /** Who approved exactly this head in this submission. */
  approvers: readonly string[]
  open_checks: number
  unanswered_comments: number
  blocking_comments: number
  policy: Pick<PolicyRow, 'four_eyes' | 'approvals_needed'>
}

type Guard = (situation: Situation, person: Person) => string | null

/** Each guard answers why not, as a sentence, or null. */
export const guards = {
  own: ({ authors }, person) =>
    may(person, 'article.edit-any') || authors.includes(person.id) ? null : 'You may submit only articles that you wrote.',
  titled: ({ title, title_confirmed }) =>
    title.trim() !== '' && title_confirmed ? null : 'The title was only suggested. Confirm it first.',
  filled: ({ is_empty }) => (is_empty ? 'The clean copy has no text.' : null),
  answered: ({ returned_sha256, head_sha256, unanswered_comments }) =>
    returned_sha256 === head_sha256 && unanswered_comments > 0
      ? 'Changes were requested: change the text, or answer each open comment, before it goes back to review.'
      : null,
  'submitter or editor': ({ submitted_by }, person) =>
    submitted_by === person.id || may(person, 'article.edit-any') ? null : 'Only the one who submitted it, or an editor, may recall it.',
  'not the submitter': ({ submitted_by, policy }, person) =>
    policy.four_eyes && submitted_by === person.id
      ? 'You submitted this article; another reviewer decides about it. You can recall it.'
      : null,
  'four-eyes': (situation, person) => {
    const { policy, submitted_by, contributors } = situation
    if (!policy.four_eyes) return null
    if (submitted_by === person.id) return 'You submitted this article, so another reviewer approves it (four-eyes).'
    return contributors.includes(person.id)
      ? 'You wrote or changed words of this article, so another reviewer approves it (four-eyes).'
      : null
  },
  'nothing to check': ({ open_checks }) =>
    open_checks === 0 ? null : `${open_checks === 1 ? 'One mark is' : `${open_checks} marks are`} still to check: cut or keep each first.`,
  'comments resolved': ({ blocking_comments }) =>
    blocking_comments === 0 ? null : 'A comment says that it must be resolved before approval, and it is not yet.',
  'not given yet': (situation, person) => {
    if (!situation.approvers.includes(person.id)) return null
    return isApproved(situation)
      ? 'You have approved this very text; a publisher publishes it.'
      : 'You have approved this very text; another reviewer has to approve it, too.'
  },
  approved: (situation) => {
    const missing = missingApprovals(situation)
    if (missing <= 0) return null
    return missing === 1 ? 'This very text is not approved yet.' : `This very text needs ${missing} more approvals.`
  },
} as const satisfies Record<string, Guard>

/** Whether this very text has the approvals that the policy asks, one at least: it waits for a publisher only. */
export function isApproved(situation: Situation): boolean {
  return situation.stage === 'review' && missingApprovals(situation) <= 0 && freshApprovers(situation).length > 0
}

function missingApprovals(situation: Situation): number {
  return situation.policy.approvals_needed - freshApprovers(situation).length
}

/** Approvals that count: of this head, by people who are neither its submitter nor its contributors now. */
export function freshApprovers({ approvers, submitted_by, contributors, policy }: Situation): string[] {
  const distinct = [...new Set(approvers)]
  return policy.four_eyes ? distinct.filter((id) => id !== submitted_by && !contributors.includes(id)) : distinct
}
