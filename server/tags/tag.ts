import { z } from 'zod'
import type { Publication } from '../../db/tables.ts'
import { may, type Permission, type Person } from '../users/permissions.ts'

export const mostTags = 40

/** A tag as it was typed. */
export const TagForm = z.object({
  name: z
    .string('Type a tag first.')
    .transform(tidied)
    .pipe(
      z
        .string()
        .min(1, 'Type a tag first.')
        .max(60, 'Keep a tag under 60 characters.')
        .refine((name) => name === '' || tagSlug(name) !== '', 'A tag needs a letter or a digit.'),
    ),
})

/** Where the spellings of a tag meet: “Port Fees”, “port fees” and “Port-fees” are one tag. */
export function tagSlug(name: string): string {
  const words = name
    .normalize('NFKC')
    .toLowerCase()
    .replace(/['’\u200d]/g, '')
    .match(/[\p{L}\p{M}\p{N}]+/gu)
  return (words ?? []).join('-')
}

/** What tagging this article asks of a person: readers see the tags of a live one, so those need a permission of their own. */
function neededToTag({ publication }: { publication: Publication }): Permission {
  return publication === 'live' ? 'article.retag-live' : 'article.tag'
}

/** Why this person may not change the tags of this article, as a sentence, or null. */
export function whyNotTag(article: { publication: Publication }, person: Person): string | null {
  if (article.publication === 'killed') return 'This article was killed; nothing about it changes any more.'
  if (may(person, neededToTag(article))) return null
  return article.publication === 'live'
    ? 'This article is live: its tags are changed by an editor or a publisher.'
    : 'Your roles do not include tagging articles.'
}

// Control and direction characters would hide in a tag; the joiners of Persian and Hindi stay.
function tidied(name: string): string {
  return name
    .normalize('NFC')
    .replace(/[\p{Cc}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]+/gu, ' ')
    .replace(/\s+/gu, ' ')
    .trim()
}
