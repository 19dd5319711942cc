import { findCalls } from '../calls.ts'
import type { Kind } from '../kind.ts'

export const commentPrompt: Kind = {
  label: 'Comment prompt',
  says: 'A question or call to the reader to comment.',
  verdict: 'cut',
  find: findCalls,
  examples: {
    match: [
      'Have something to add about the ferry? Tell us in the comments.',
      'Let us know in the comments below.',
      'Tell us what you think in the comments',
    ],
    keep: [
      'The minister declined to comment.',
      'What do you think of a harbour without boats?',
      'Let us know the truth, the families wrote.',
    ],
  },
}
