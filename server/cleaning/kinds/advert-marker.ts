import { findAlone } from '../alone.ts'
import type { Kind } from '../kind.ts'

export const advertMarker: Kind = {
  label: 'Advertisement',
  says: 'A marker that says where an advertisement stood.',
  verdict: 'cut',
  find: (line) => line.hits.flatMap((hit) => findAlone(line, hit)),
  examples: {
    match: ['Advertisement', '- Anzeige -', 'ADVERTISEMENT', 'Publicidad', 'Publicité', 'Advertisement - scroll to continue'],
    keep: ['Advertisement spending fell by a third.', 'Anzeige gegen unbekannt', 'The advertisement showed a boat.'],
  },
}
