import { findCalls } from '../calls.ts'
import type { Kind } from '../kind.ts'

export const messagingChannel: Kind = {
  label: 'Messaging channel',
  says: "A call to join the publisher's channel or group in a messaging service.",
  verdict: 'cut',
  find: findCalls,
  examples: {
    match: [
      'Join our WhatsApp channel for breaking news',
      'Follow our Telegram channel and X account for real-time news updates.',
      'Click here to join our WhatsApp group',
      'Únete a nuestro canal de WhatsApp',
      'Rejoignez notre chaîne WhatsApp',
    ],
    keep: [
      'Join the queue at the harbour office before noon.',
      'The ministry opened a WhatsApp channel for farmers.',
      'Join our WhatsApp channel, he urged his supporters.',
    ],
  },
}
