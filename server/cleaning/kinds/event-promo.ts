import { findCalls } from '../calls.ts'
import type { Kind } from '../kind.ts'

export const eventPromo: Kind = {
  label: 'Event',
  says: "A call to come to the publisher's own event.",
  verdict: 'cut',
  find: findCalls,
  examples: {
    match: ['Register for our free webinar on port fees', 'Get your tickets for our summit now', 'Join us for our live event on 4 June'],
    keep: ['Register for the exam by 4 June.', 'Join us on the quay, the choir sang.', 'Tickets for the summit cost nine crowns.'],
  },
}
