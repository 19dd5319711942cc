import { findCalls } from '../calls.ts'
import type { Kind } from '../kind.ts'

export const appPromo: Kind = {
  label: 'App',
  says: "A call to install the publisher's app.",
  verdict: 'cut',
  find: findCalls,
  examples: {
    match: [
      'For all the latest Harbour News, download Harbour Post App',
      'Download our app for the latest updates',
      'Téléchargez notre application',
    ],
    keep: [
      'Download the admit card and keep a printout.',
      'The company launched an app for anglers.',
      'Download the app, the agency advised passengers.',
    ],
  },
}
