import { findCalls } from '../calls.ts'
import type { Kind } from '../kind.ts'

export const readMore: Kind = {
  label: 'Read more',
  says: 'An invitation to go on reading elsewhere: “Read more”, “Continue reading”.',
  verdict: 'cut',
  find: findCalls,
  examples: {
    match: [
      'Read more',
      'Continue reading the main story',
      'Click here to read more',
      'Lire la suite',
      'Click here to read more about the ferry',
      'If you cannot see the full table, click here',
    ],
    keep: [
      'Children who read more do better at school.',
      'Click here to directly open the login page.',
      'Click here to check your result',
      'Read more books, the librarian said.',
    ],
  },
}
