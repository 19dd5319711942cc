import { findCalls } from '../calls.ts'
import type { Kind } from '../kind.ts'

export const subscription: Kind = {
  label: 'Subscription',
  says: 'A call to pay for reading on, or the notice that stands before a wall.',
  verdict: 'cut',
  find: findCalls,
  examples: {
    match: [
      'Subscribe to continue reading',
      'This article is for subscribers only',
      'Already a subscriber? Log in',
      'Subscribe now for unlimited access to our stories',
    ],
    keep: [
      'Subscribers left the ferry club in March.',
      'Subscribe to the bond by Friday, the bank advised.',
      'Unlimited access to the quay ended in May.',
    ],
  },
}
