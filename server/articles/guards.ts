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
  has_tags: boolean
  /** Who has it in hand, while the lease lasts. */
  claim: { by: string; name: string; until: Date } | null
  /** When it goes live by itself; the zone is that of whoever said so. */
  schedule: { at: Date; zone: string; by: string } | null
  /** Who published the live copy without the approvals it needs, whose approval would not count, and who has approved it since. */
  forced: { by: string; with: readonly string[]; approvers: readonly string[] } | null
  policy: Omit<PolicyRow, 'verdicts' | 'upload_days' | 'active_rules'>
}

type Guard = (situation: Situation, person: Person) => string | null

/** Each guard answers why not, as a sentence, or null. */
export const guards = {
  own: ({ authors }, person) =>
    may(person, 'article.edit-any') || authors.includes(person.id) ? null : 'You may submit only articles that you wrote.',
  titled,
  filled: ({ is_empty }) => (is_empty ? 'The clean copy has no text.' : null),
  'titled for review': (situation) => (situation.policy.needs_confirmed_title || situation.title.trim() === '' ? titled(situation) : null),
  'decided for review': (situation) => (situation.policy.needs_decided_marks ? nothingToCheck(situation) : null),
  'tagged for review': ({ has_tags, policy }) =>
    has_tags || !policy.needs_tags ? null : 'It has no tag yet, and the policy asks for one before review.',
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
    const { policy, submitted_by, contributors, forced } = situation
    if (!policy.four_eyes) return null
    if (submitted_by === person.id) return 'You submitted this article, so another reviewer approves it (four-eyes).'
    if (forced?.with.includes(person.id))
      return 'You had a hand in the live copy, which nobody has approved yet; another reviewer approves this (four-eyes).'
    return contributors.includes(person.id)
      ? 'You wrote or changed words of this article, so another reviewer approves it (four-eyes).'
      : null
  },
  'nothing to check': nothingToCheck,
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
  'may be forced': (situation) => {
    if (!situation.policy.force_publish) return 'The policy lets nothing go out before it is approved.'
    return isApproved(situation) ? 'This very text is approved: publish it the usual way.' : null
  },
  'published unreviewed': ({ forced }) => (forced ? null : 'The live copy has the approvals it needs.'),
  'another afterwards': ({ forced }, person) =>
    forced?.with.includes(person.id) ? 'You wrote, submitted or published it, so someone else approves it afterwards (four-eyes).' : null,
  'not given afterwards': ({ forced }, person) =>
    forced?.approvers.includes(person.id) ? 'You have approved the live copy; another reviewer has to approve it, too.' : null,
  scheduled: ({ schedule }) => (schedule ? null : 'It is not on the schedule.'),
  free: ({ claim }, person) => {
    if (!claim) return null
    return claim.by === person.id ? 'You have claimed it already.' : `${claim.name} has claimed it. You can take it over.`
  },
  'held by you': ({ claim }, person) => (claim?.by === person.id ? null : 'You have not claimed it, or the half hour is over.'),
  'held by another': ({ claim }, person) => (claim && claim.by !== person.id ? null : 'Nobody else has claimed it.'),
} as const satisfies Record<string, Guard>

function titled({ title, title_confirmed }: Situation): string | null {
  return title.trim() !== '' && title_confirmed ? null : 'The title was only suggested. Confirm it first.'
}

function nothingToCheck({ open_checks }: Situation): string | null {
  if (open_checks === 0) return null
  return `${open_checks === 1 ? 'One mark is' : `${open_checks} marks are`} still to check: cut or keep each first.`
}

/** Whether this very text has the approvals that the policy asks, one at least: it waits for a publisher only. */
export function isApproved(situation: Situation): boolean {
  return situation.stage === 'review' && missingApprovals(situation) <= 0 && freshApprovers(situation).length > 0
}

function missingApprovals(situation: Situation): number {
  return situation.policy.approvals_needed - freshApprovers(situation).length
}

/**
 * Approvals that count: of this head, by people who are neither its submitter nor its contributors now. What rests on a copy that nobody
 * approved is theirs, too, who wrote and published that.
 */
export function freshApprovers({ approvers, submitted_by, contributors, forced, policy }: Situation): string[] {
  const hands = [submitted_by, ...contributors, ...(forced?.with ?? [])]
  const distinct = [...new Set(approvers)]
  return policy.four_eyes ? distinct.filter((id) => !hands.includes(id)) : distinct
}
