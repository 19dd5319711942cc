import { may, type Person } from '../users/permissions.ts'
import type { Situation } from './guards.ts'
import { isOpen, whyNot, whySenseless } from './may-take.ts'
import { asksMore, type StepRow } from './step-row.ts'
import { stepNames, stepOf } from './workflow.ts'

export type Offer = { name: string; step: StepRow; why_not: string | null; asks: boolean }

/** The steps a person is shown: those of the stage that their roles include, each with what still stands in its way. */
function offers(situation: Situation, person: Person): Offer[] {
  return stepNames
    .map((name) => ({ name, step: stepOf(name) }))
    .filter(({ step }) => isOpen(step, situation) && may(person, step.needs) && whySenseless(step, situation, person) === null)
    .map(({ name, step }) => offerOf(name, step, whyNot(step, situation, person)))
}

/** The buttons of an article: the offers, with “Approve & publish” in place of the two where a person may do both in one. */
export function buttons(situation: Situation, person: Person): Offer[] {
  const single = offers(situation, person)
  // What is approved needs no further approval of whoever may publish it: why they could not give one would only confuse.
  if (single.some(({ name, why_not }) => name === 'publish' && why_not === null))
    return single.filter(({ name, why_not }) => name !== 'approve' || why_not === null)
  const both = approveAndPublish(situation, person)
  if (!both) return single
  const alone = ({ name, why_not }: Offer) => (name === 'approve' ? why_not === null && both.why_not !== null : name !== 'publish')
  return [...single.filter(alone), both]
}

// Two steps in one transaction: what stands in the way, or null where it is not for this person.
function approveAndPublish(situation: Situation, person: Person): Offer | null {
  const publish = stepOf('publish')
  if (!isOpen(publish, situation) || !may(person, 'article.review') || !may(person, 'article.publish')) return null
  if (situation.approvers.includes(person.id)) return null
  const approved = { ...situation, approvers: [...situation.approvers, person.id] }
  const why_not = whyNot(stepOf('approve'), situation, person) ?? whyNot(publish, approved, person)
  return offerOf('approve-and-publish', { ...publish, label: 'Approve & publish', key: 'a' }, why_not)
}

export function offerOf(name: string, step: StepRow, why_not: string | null): Offer {
  return { name, step, why_not, asks: asksMore(step) }
}
