import type { Finding, Kind } from './kind.ts'
import { advertMarker } from './kinds/advert-marker.ts'
import { appPromo } from './kinds/app-promo.ts'
import { commentPrompt } from './kinds/comment-prompt.ts'
import { copyright } from './kinds/copyright.ts'
import { credit } from './kinds/credit.ts'
import { donation } from './kinds/donation.ts'
import { eventPromo } from './kinds/event-promo.ts'
import { media } from './kinds/media.ts'
import { messagingChannel } from './kinds/messaging-channel.ts'
import { navigation } from './kinds/navigation.ts'
import { newsletter } from './kinds/newsletter.ts'
import { readMore } from './kinds/read-more.ts'
import { relatedLink } from './kinds/related-link.ts'
import { share } from './kinds/share.ts'
import { socialFollow } from './kinds/social-follow.ts'
import { subscription } from './kinds/subscription.ts'
import { tipLine } from './kinds/tip-line.ts'

/** Every kind of boilerplate the engine knows, in the order in which editors meet them. */
export const kinds = {
  'related-link': relatedLink,
  'read-more': readMore,
  'social-follow': socialFollow,
  'messaging-channel': messagingChannel,
  newsletter: newsletter,
  'app-promo': appPromo,
  'advert-marker': advertMarker,
  share: share,
  'comment-prompt': commentPrompt,
  donation: donation,
  subscription: subscription,
  'tip-line': tipLine,
  'event-promo': eventPromo,
  media: media,
  copyright: copyright,
  navigation: navigation,
  credit: credit,
} as const satisfies Record<string, Kind>

export type KindName = keyof typeof kinds
export type Found = Finding & { kind: KindName }
