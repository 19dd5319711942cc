import { findCredit } from '../credits.ts'
import type { Kind } from '../kind.ts'

export const credit: Kind = {
  label: 'Credit',
  says: 'Who wrote, edited, photographed or supplied it. Kept unless the policy says otherwise.',
  verdict: 'keep',
  find: findCredit,
  examples: {
    match: ['Reporting by Amina Duarte; Editing by Jonas Reel', 'Photo: Amina Duarte', 'With inputs from agencies'],
    keep: ['Reporting by local radio was praised.', 'The photo shows the ferry.'],
  },
}
