import { may, type Person } from '../users/permissions.ts'
import { guards, type Situation } from './guards.ts'
import { stateWords } from './state-words.ts'
import type { StepRow } from './step-row.ts'

/** Whether the step can be asked for at all here: right stage, right publication. */
export function isOpen(step: StepRow, { stage, publication }: Pick<Situation, 'stage' | 'publication'>): boolean {
  return step.from.includes(stage) && (step.publication?.includes(publication) ?? publication !== 'killed')
}

/** Why this person may not take this step now, as a sentence, or null. */
export function whyNot(step: StepRow, situation: Situation, person: Person): string | null {
  if (!may(person, step.needs)) return `Your roles do not include “${step.label}”.`
  if (!isOpen(step, situation)) return `“${step.label}” is not possible now: the article is ${stateWords(situation)}.`
  return (
    whySenseless(step, situation, person) ??
    doneAlready(step, situation, person) ??
    step.guards.map((name) => guards[name](situation, person)).find((reason) => reason) ??
    null
  )
}

/** Why this step makes no sense here, whoever asks: a sentence, or null. */
export function whySenseless(step: StepRow, situation: Situation, person: Person): string | null {
  return step.only ? guards[step.only](situation, person) : null
}

/** That this step has been taken already, where it can be taken once only: a sentence, or null. */
export function doneAlready(step: StepRow, situation: Situation, person: Person): string | null {
  return step.once && isOpen(step, situation) ? guards[step.once](situation, person) : null
}
