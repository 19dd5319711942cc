import { findCalls } from '../calls.ts'
import type { Kind } from '../kind.ts'

export const tipLine: Kind = {
  label: 'Tip line',
  says: 'A call to send the newsroom news, pictures or tips.',
  verdict: 'cut',
  find: findCalls,
  examples: {
    match: ['Do you have a story for us? Email us at desk@harbourpost.com', 'Got a news tip? Contact our newsroom at tips@harbourpost.com'],
    keep: [
      'Anyone with information should call the police on 0800 555 010.',
      'Do you have a story that nobody believes?',
      'Contact us, the kidnappers wrote.',
    ],
  },
}
