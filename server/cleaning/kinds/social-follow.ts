import { findCalls } from '../calls.ts'
import { findDebris } from '../debris.ts'
import type { Kind } from '../kind.ts'

export const socialFollow: Kind = {
  label: 'Social follow',
  says: 'A call to follow the publisher on social media.',
  verdict: 'cut',
  find: (line, words) => [...findCalls(line, words), ...findDebris(line)],
  examples: {
    match: [
      'Follow us on Facebook and X for the latest updates.',
      'Follow Harbour Post on WhatsApp and X for real-time news updates.',
      'Follow @harbourpost for more',
      'Síguenos en Facebook e Instagram',
      'Suivez-nous sur Facebook et Instagram',
      'Ikuti kami di Instagram dan Facebook',
      'تابعونا على فيسبوك وتويتر',
    ],
    keep: [
      'Follow the signs to the ferry on foot.',
      'He asked followers to subscribe to his channel on YouTube.',
      'Follow the money',
      'Follow us on Facebook, the mayor told the crowd.',
      '“Follow us on Facebook and X for more,” the singer shouted.',
    ],
  },
}
