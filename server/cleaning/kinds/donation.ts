import { findCalls } from '../calls.ts'
import type { Kind } from '../kind.ts'

export const donation: Kind = {
  label: 'Donation',
  says: "A call to pay for the publisher's work.",
  verdict: 'cut',
  find: findCalls,
  examples: {
    match: [
      'Support our journalism with a small contribution.',
      'Help us keep our independent journalism free, donate today',
      'Soutenez notre journalisme indépendant',
    ],
    keep: ['Support for the plan is growing.', 'Donate blood on Friday at the town hall.', 'Help us find the boy, his mother said.'],
  },
}
