import { findCalls } from '../calls.ts'
import type { Kind } from '../kind.ts'

export const newsletter: Kind = {
  label: 'Newsletter',
  says: "A call to subscribe to the publisher's newsletter.",
  verdict: 'cut',
  find: findCalls,
  examples: {
    match: [
      'Subscribe to our newsletter',
      'Sign up for our daily newsletter and get the latest in your inbox.',
      'Inscrivez-vous à notre newsletter',
      'Abonnieren Sie unseren Newsletter',
      'Suscríbete a nuestro boletín',
    ],
    keep: [
      'Subscribe to the theory or not, the tide tables do not lie.',
      'She signed up for the newsletter of the harbour museum.',
      'Sign up for the exam by 4 June.',
    ],
  },
}
