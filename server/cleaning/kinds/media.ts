import { findAlone } from '../alone.ts'
import type { Kind } from '../kind.ts'

export const media: Kind = {
  label: 'Player or gallery',
  says: 'What was left of a player, a gallery or an embedded post.',
  verdict: 'cut',
  find: (line) => line.hits.flatMap((hit) => findAlone(line, hit)),
  examples: {
    match: ['Your browser does not support the video tag', 'View this post on Instagram', 'Click to enlarge', 'Video player is loading'],
    keep: ['The video shows the ferry.', 'Close the harbour, they cried.', 'A post on Instagram drew the crowd.'],
  },
}
