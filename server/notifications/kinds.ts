import type { ToldEvent } from '../history/told.ts'

/** What people are told of: the label stands on their account, where each is switched off with one click. */
export const kinds = {
  'changes-requested': { label: 'Changes are requested in an article of mine', did: 'requested changes in' },
  approved: { label: 'An article of mine is approved', did: 'approved' },
  published: { label: 'An article of mine is published', did: 'published' },
  'taken-over': { label: 'Somebody takes over what I had in hand', did: 'took over' },
  assigned: { label: 'An article is assigned to me', did: 'assigned you' },
  mentioned: { label: 'Somebody writes @ and my name in a comment', did: 'mentioned you in a comment on' },
} as const satisfies Record<string, { label: string; did: string }>

export type Kind = keyof typeof kinds
export const kindNames = Object.keys(kinds) as [Kind, ...Kind[]]

/** Which kind an event is of. */
export const told: Readonly<Record<ToldEvent, Kind>> = {
  'requested changes': 'changes-requested',
  approved: 'approved',
  published: 'published',
  'published unreviewed': 'published',
  'took over': 'taken-over',
  planned: 'assigned',
  // Whoever submits may ask for a reviewer.
  submitted: 'assigned',
  commented: 'mentioned',
  'answered a comment': 'mentioned',
}
