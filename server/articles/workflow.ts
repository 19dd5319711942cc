import type { Publication, Stage } from '../../db/tables.ts'
import { may, type Permission, type Person } from '../users/permissions.ts'
import { guards, type Situation } from './guards.ts'
import { stateWords } from './state-words.ts'

export type StepRow = {
  from: readonly Stage[]
  publication?: readonly Publication[]
  /** Where the stage goes; absent: it stays. */
  to?: Stage
  needs: Permission
  guards: readonly (keyof typeof guards)[]
  /** Says that this person has done it already: asked before all else, so that pressing twice is told as what it is. */
  once?: keyof typeof guards
  label: string
  done: string
  /** The verb of its event. */
  says: string
  /** The text it demands, as the words of its field. */
  asks?: string
  /** The text that may go along, as the words of its field. */
  notes?: string
  tone?: 'go' | 'quiet' | 'danger'
  /** The key that presses its button. */
  key?: 'a' | 'p' | 'r' | 's'
}

const approve = {
  from: ['review'],
  needs: 'article.review',
  guards: ['titled', 'filled', 'four-eyes', 'nothing to check', 'comments resolved'],
  once: 'not given yet',
  label: 'Approve',
  done: 'Approved.',
  says: 'approved',
  key: 'a',
} as const satisfies StepRow

/** The workflow: what a step needs, where it leads, what it says. Buttons, permissions, messages and history are read from here. */
const steps = {
  submit: {
    from: ['draft'],
    to: 'review',
    needs: 'article.submit',
    guards: ['own', 'titled', 'filled', 'answered'],
    label: 'Submit for review',
    done: 'Submitted for review.',
    says: 'submitted',
    notes: 'A note for the reviewer',
    tone: 'go',
    key: 's',
  },
  recall: {
    from: ['review'],
    to: 'draft',
    needs: 'article.submit',
    guards: ['submitter or editor'],
    label: 'Recall',
    done: 'Recalled to draft.',
    says: 'recalled',
    notes: 'Why it is recalled',
    tone: 'quiet',
  },
  'request-changes': {
    from: ['review'],
    to: 'draft',
    needs: 'article.review',
    guards: ['not the submitter'],
    label: 'Request changes',
    done: 'Changes requested.',
    says: 'requested changes',
    asks: 'What should change?',
    key: 'r',
  },
  approve,
  publish: {
    from: ['review'],
    publication: ['none', 'live', 'withdrawn'],
    to: 'published',
    needs: 'article.publish',
    guards: ['titled', 'filled', 'nothing to check', 'comments resolved', 'approved'],
    label: 'Publish',
    done: 'Published.',
    says: 'published',
    tone: 'go',
    key: 'p',
  },
  revise: {
    from: ['published'],
    publication: ['live', 'withdrawn'],
    to: 'draft',
    needs: 'article.revise',
    guards: [],
    label: 'Revise',
    done: 'Open for changes. Readers keep seeing the live version.',
    says: 'opened for changes',
  },
  'discard-changes': {
    from: ['draft'],
    publication: ['live'],
    to: 'published',
    needs: 'article.revise',
    guards: [],
    label: 'Discard changes',
    done: 'Changes discarded: the article is as readers see it.',
    says: 'discarded changes',
    tone: 'danger',
  },
  withdraw: {
    from: ['draft', 'review', 'published'],
    publication: ['live'],
    needs: 'article.publish',
    guards: [],
    label: 'Withdraw',
    done: 'Withdrawn: readers no longer see it.',
    says: 'withdrawn',
    asks: 'Why is it withdrawn?',
    tone: 'danger',
  },
  reinstate: {
    from: ['draft', 'review', 'published'],
    publication: ['withdrawn'],
    needs: 'article.publish',
    guards: [],
    label: 'Reinstate',
    done: 'Live again: readers see it as it was.',
    says: 'reinstated',
    asks: 'Why is it reinstated?',
  },
  spike: {
    from: ['draft', 'review'],
    publication: ['none'],
    to: 'spiked',
    needs: 'article.edit-any',
    guards: [],
    label: 'Spike',
    done: 'Set aside. It can be taken up again where it stood.',
    says: 'spiked',
    tone: 'quiet',
  },
  unspike: {
    from: ['spiked'],
    publication: ['none'],
    to: 'draft',
    needs: 'article.edit-any',
    guards: [],
    label: 'Unspike',
    done: 'Taken up again where it stood.',
    says: 'unspiked',
  },
} as const satisfies Record<string, StepRow>

export type StepName = keyof typeof steps
export const stepNames = Object.keys(steps) as [StepName, ...StepName[]]

export function stepOf(name: StepName): StepRow {
  return steps[name]
}

/** Whether the step can be asked for at all here: right stage, right publication. */
export function isOpen(step: StepRow, { stage, publication }: Pick<Situation, 'stage' | 'publication'>): boolean {
  return step.from.includes(stage) && (step.publication?.includes(publication) ?? publication !== 'killed')
}

/** Why this person may not take this step now, as a sentence, or null. */
export function whyNot(step: StepRow, situation: Situation, person: Person): string | null {
  if (!may(person, step.needs)) return `Your roles do not include “${step.label}”.`
  if (!isOpen(step, situation)) return `“${step.label}” is not possible now: the article is ${stateWords(situation)}.`
  return doneAlready(step, situation, person) ?? step.guards.map((name) => guards[name](situation, person)).find((reason) => reason) ?? null
}

/** That this person has taken this step already, where it can be taken once only: a sentence, or null. */
export function doneAlready(step: StepRow, situation: Situation, person: Person): string | null {
  return step.once && isOpen(step, situation) ? guards[step.once](situation, person) : null
}

export type Offer = { name: string; step: StepRow; why_not: string | null }

/** The steps a person is shown: those of the stage that their roles include, each with what still stands in its way. */
function offers(situation: Situation, person: Person): Offer[] {
  return stepNames
    .map((name) => ({ name, step: stepOf(name) }))
    .filter(({ step }) => isOpen(step, situation) && may(person, step.needs))
    .map(({ name, step }) => ({ name, step, why_not: whyNot(step, situation, person) }))
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
  return { name: 'approve-and-publish', step: { ...publish, label: 'Approve & publish', key: 'a' }, why_not }
}
