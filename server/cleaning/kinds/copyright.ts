import { findCopyright } from '../copyrights.ts'
import type { Kind } from '../kind.ts'

export const copyright: Kind = {
  label: 'Copyright',
  says: "The publisher's own copyright line.",
  verdict: 'cut',
  reads: 'signs',
  find: findCopyright,
  examples: {
    match: [
      'All rights reserved',
      '© 2024 Harbour Post Media',
      'This material may not be published, broadcast, rewritten or redistributed',
    ],
    keep: ['© AFP', 'Copyright law will change in spring.', 'All rights reserved for the winner, she joked.'],
  },
}
