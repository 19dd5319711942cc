import type { Publication, Stage } from '../../db/tables.ts'
import type { Permission } from '../users/permissions.ts'
import type { guards } from './guards.ts'

/** A step of the workflow: who may take it, from where, to where, and what it asks and says. */
export type StepRow = {
  from: readonly Stage[]
  publication?: readonly Publication[]
  /** Where the stage goes; absent: it stays. */
  to?: Stage
  /** What the public sees afterwards; absent: as before. */
  makes?: Publication
  needs: Permission
  guards: readonly (keyof typeof guards)[]
  /** Says that this person has done it already: asked before all else, so that pressing twice is told as what it is. */
  once?: keyof typeof guards
  /** Where this objects the step makes no sense, and nobody is offered it. */
  only?: keyof typeof guards
  label: string
  done: string
  /** The verb of its event. */
  says: string
  /** The text it demands, as the words of its field. */
  asks?: string
  /** The text that may go along, as the words of its field. */
  notes?: string
  /** Whether a reviewer can be asked by name, and a day be set. */
  plans?: true
  /** Whether one of the reasons of reasons.ts is to be chosen. */
  reasons?: true
  /** Whether the article's slug is to be typed, so that nobody does it to another one. */
  slug?: true
  /** Whether the password is asked again. */
  again?: true
  /** Whether a moment in the future is asked. */
  when?: true
  /** Says nothing of the text: whoever is writing meanwhile need not look again. */
  aside?: true
  tone?: 'go' | 'quiet' | 'danger'
  /** The key that presses its button. */
  key?: 'a' | 'p' | 'r' | 's'
}

/** Whether there is something to fill in before the step is taken: then it has a page of its own. */
export function asksMore({ asks, reasons, slug, again, when }: StepRow): boolean {
  return asks !== undefined || [reasons, slug, again, when].some(Boolean)
}
