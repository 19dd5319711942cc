import type { Kind } from '../kind.ts'
import { findSharing } from '../sharing.ts'

export const share: Kind = {
  label: 'Share',
  says: 'Buttons and counters for sharing.',
  verdict: 'cut',
  reads: 'signs',
  find: findSharing,
  examples: {
    match: ['Share this article', 'Teilen auf Facebook', "Don't Miss 12.5 K SHARES 3 K SHARES 818 SHARES", 'Compartir en Facebook'],
    keep: ['Share prices rose on Monday.', 'Share of women in council grows', 'Here are some pictures you can share on Facebook:'],
  },
}
