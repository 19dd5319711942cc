import { findCalls } from '../calls.ts'
import type { Kind } from '../kind.ts'

export const advertMarker: Kind = {
  label: 'Advertisement',
  says: 'A marker that says where an advertisement stood, or how links earn money.',
  verdict: 'cut',
  find: findCalls,
  examples: {
    match: ['Advertisement', '- Anzeige -', 'ADVERTISEMENT', 'Publicidad', 'Publicité', 'Advertisement - scroll to continue'],
    keep: ['Advertisement spending fell by a third.', 'Anzeige gegen unbekannt', 'The advertisement showed a boat.'],
  },
}
