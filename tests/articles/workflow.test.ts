import { readFileSync } from 'node:fs'
import { isApproved, type Situation } from '../../server/articles/guards.ts'
import { isOpen, whyNot } from '../../server/articles/may-take.ts'
import { buttons } from '../../server/articles/offers.ts'
import { stepNames, stepOf } from '../../server/articles/workflow.ts'
import { permissions } from '../../server/users/permissions.ts'
import { ada, amina, grace, root, solo, vera } from '../cast.ts'

const policy: Situation['policy'] = {
  four_eyes: true,
  approvals_needed: 1,
  needs_decided_marks: false,
  needs_tags: false,
  needs_confirmed_title: true,
  force_publish: false,
  approve_unopened: false,
  version: 1,
}
const inReview: Situation = {
  stage: 'review',
  publication: 'none',
  title: 'Harbour ferry returns',
  title_confirmed: true,
  is_empty: false,
  head_sha256: 'aa',
  returned_sha256: null,
  submitted_by: ada.id,
  authors: [],
  contributors: [],
  approvers: [],
  open_checks: 0,
  unanswered_comments: 0,
  blocking_comments: 0,
  has_tags: false,
  claim: null,
  schedule: null,
  forced: null,
  policy,
}
const names = (situation: Situation, person: typeof ada) =>
  buttons(situation, person).map(({ name, why_not }) => (why_not ? `${name}: ${why_not}` : name))

test('each step leads where PRODUCT says, from where it says', () => {
  const rows = stepNames.map((name) => [name, stepOf(name).from.join('|'), stepOf(name).to ?? '–', stepOf(name).needs])
  expect(rows).toEqual([
    ['submit', 'draft', 'review', 'article.submit'],
    ['recall', 'review', 'draft', 'article.submit'],
    ['request-changes', 'review', 'draft', 'article.review'],
    ['approve', 'review', '–', 'article.review'],
    ['publish', 'review', 'published', 'article.publish'],
    ['force-publish', 'draft|review', 'published', 'article.force-publish'],
    ['approve-afterwards', 'draft|review|published', '–', 'article.review'],
    ['schedule', 'review', '–', 'article.publish'],
    ['unschedule', 'review', '–', 'article.publish'],
    ['claim', 'review', '–', 'article.review'],
    ['release', 'review', '–', 'article.review'],
    ['take-over', 'review', '–', 'article.review'],
    ['revise', 'published', 'draft', 'article.revise'],
    ['correct', 'published', 'draft', 'article.revise'],
    ['discard-changes', 'draft', 'published', 'article.revise'],
    ['withdraw', 'draft|review|published', '–', 'article.publish'],
    ['reinstate', 'draft|review|published', '–', 'article.publish'],
    ['kill', 'draft|review|published', '–', 'article.kill'],
    ['spike', 'draft|review', 'spiked', 'article.edit-any'],
    ['unspike', 'spiked', 'draft', 'article.edit-any'],
  ])
})

test('every step needs a permission of the table, and has words for its button, its message and its event', () => {
  for (const name of stepNames) {
    const { needs, label, done, says } = stepOf(name)
    expect(needs in permissions).toBe(true)
    expect([label, done, says].every((words) => words.length > 2)).toBe(true)
    expect(readFileSync('server/history/sentences.ts', 'utf8')).toMatch(new RegExp(`^  ['"]?${says}['"]?:`, 'm'))
  }
})

test('a reviewer is offered the decision, an editor the way back, a viewer nothing', () => {
  expect(names(inReview, amina)).toEqual(['request-changes', 'approve', 'claim'])
  expect(names(inReview, ada)).toEqual(['recall', 'spike'])
  expect(names(inReview, vera)).toEqual([])
  expect(names(inReview, root)).toEqual([])
})

test('who may do both is offered both in one', () => {
  expect(names(inReview, grace)).toEqual(['request-changes', 'claim', 'approve-and-publish'])
  expect(names({ ...inReview, approvers: [amina.id] }, grace)).toEqual(['request-changes', 'approve', 'publish', 'schedule', 'claim'])
  expect(names({ ...inReview, policy: { ...policy, four_eyes: true, approvals_needed: 2 } }, grace)).toEqual([
    'request-changes',
    'approve',
    'claim',
    'approve-and-publish: This very text is not approved yet.',
  ])
})

test('what stands in the way is said on the button', () => {
  const doubtful = { ...inReview, open_checks: 2 }
  expect(names(doubtful, amina)).toEqual(['request-changes', 'approve: 2 marks are still to check: cut or keep each first.', 'claim'])
  expect(whyNot(stepOf('approve'), { ...inReview, contributors: [amina.id] }, amina)).toContain('four-eyes')
  expect(whyNot(stepOf('approve'), { ...inReview, submitted_by: amina.id }, amina)).toContain('four-eyes')
})

test('whoever approved this very text is told so, and is not offered it again', () => {
  const approved = { ...inReview, approvers: [amina.id] }
  expect(names(approved, amina)).toEqual([
    'request-changes',
    'approve: You have approved this very text; a publisher publishes it.',
    'claim',
  ])
  expect(names({ ...approved, policy: { ...policy, four_eyes: true, approvals_needed: 2 } }, amina)).toEqual([
    'request-changes',
    'approve: You have approved this very text; another reviewer has to approve it, too.',
    'claim',
  ])
  expect(names({ ...approved, stage: 'draft' }, amina)).toEqual([])
})

test('a publisher of an approved text sees the way to publish it, and no reason why not to approve it', () => {
  const both = { ...grace, roles: ['publisher', 'reviewer', 'editor'] } as const
  expect(names({ ...inReview, approvers: [amina.id], contributors: [grace.id] }, both)).toEqual([
    'recall',
    'request-changes',
    'publish',
    'schedule',
    'claim',
    'spike',
  ])
  expect(names({ ...inReview, approvers: [grace.id], policy: { ...policy, four_eyes: true, approvals_needed: 2 } }, grace)).toEqual([
    'request-changes',
    'approve: You have approved this very text; another reviewer has to approve it, too.',
    'publish: This very text is not approved yet.',
    'claim',
  ])
})

test('approved is what has the approvals that count, in review only', () => {
  expect(isApproved({ ...inReview, approvers: [amina.id] })).toBe(true)
  expect(isApproved({ ...inReview, approvers: [amina.id], stage: 'draft' })).toBe(false)
  expect(isApproved({ ...inReview, approvers: [amina.id], contributors: [amina.id] })).toBe(false)
  expect(isApproved(inReview)).toBe(false)
  // Where the policy asks none, nothing is called approved that nobody approved.
  expect(isApproved({ ...inReview, policy: { ...policy, four_eyes: true, approvals_needed: 0 } })).toBe(false)
})

test('approvals of the submitter and of contributors do not count', () => {
  const approvedBy = (id: string, more: Partial<Situation> = {}) =>
    whyNot(stepOf('publish'), { ...inReview, approvers: [id], ...more }, grace)
  expect(approvedBy(amina.id)).toBeNull()
  expect(approvedBy(ada.id)).toBe('This very text is not approved yet.')
  expect(approvedBy(amina.id, { contributors: [amina.id] })).toBe('This very text is not approved yet.')
  expect(approvedBy(ada.id, { policy: { ...policy, four_eyes: false, approvals_needed: 1 } })).toBeNull()
})

test('what readers see or saw is never set aside, and what is set aside can only be taken up again', () => {
  for (const publication of ['live', 'withdrawn'] as const) expect(names({ ...inReview, publication }, ada)).toEqual(['recall'])
  expect(names({ ...inReview, stage: 'spiked' }, solo)).toEqual(['unspike'])
  expect(names({ ...inReview, stage: 'published', publication: 'withdrawn' }, grace)).toEqual(['reinstate', 'kill'])
})

test('nothing can be done with a killed article', () => {
  for (const stage of ['draft', 'review', 'published', 'spiked'] as const)
    expect(names({ ...inReview, stage, publication: 'killed' }, solo)).toEqual([])
  expect(isOpen(stepOf('withdraw'), { stage: 'published', publication: 'killed' })).toBe(false)
})
