import { icons } from './icons.ts'
import { type Markup, markup } from './markup.ts'

export { asset } from './assets.ts'
export { attributes, typed, wrongFields } from './fields.ts'

export type IconName = keyof typeof icons
export type Stage = 'draft' | 'review' | 'published' | 'spiked'
export type Publication = 'none' | 'live' | 'withdrawn' | 'killed'

/** The icon of each tone of a notice: colour is never the only sign. */
export const toneIcons = { done: 'circle-check', note: 'info', check: 'triangle-alert', bad: 'circle-alert' } as const

const stageWords = { draft: 'Draft', review: 'In review', published: 'Published', spiked: 'Spiked' } as const
const publicationWords = { none: '', live: 'Live', withdrawn: 'Withdrawn', killed: 'Killed' } as const
const numbers = new Intl.NumberFormat('en')
const days = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', timeZone: 'UTC' })
const dates = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', year: 'numeric', timeZone: 'UTC' })
const clock = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit', timeZone: 'UTC' })

/** An icon as inline SVG, for the eye only: the words beside it say the same. */
export function icon(name: IconName): Markup {
  return icons[name]
}

/** A moment as a `<time>` element: in near words, with the exact time in UTC as its title. */
export function time(moment: Date, now = new Date()): Markup {
  return markup(`<time datetime="${moment.toISOString()}" title="${moments(moment)}">${ago(moment, now)}</time>`)
}

/** A moment in full: 12 Nov 2026, 07:40 UTC. */
export function moments(moment: Date): string {
  return `${dates.format(moment)}, ${clock.format(moment)} UTC`
}

/** A moment in near words: now, 4 min ago, 3 h ago, yesterday, 12 Nov. */
export function ago(moment: Date, now = new Date()): string {
  const minutes = Math.floor((now.getTime() - moment.getTime()) / 60_000)
  if (minutes < 0) return inFuture(moment, now)
  if (minutes < 1) return 'now'
  if (minutes < 60) return `${minutes} min ago`
  if (minutes < 20 * 60) return `${Math.floor(minutes / 60)} h ago`
  if (dayOf(now) - dayOf(moment) === 1) return 'yesterday'
  return moment.getUTCFullYear() === now.getUTCFullYear() ? days.format(moment) : dates.format(moment)
}

function inFuture(moment: Date, now: Date): string {
  const ahead = dayOf(moment) - dayOf(now)
  if (ahead === 0) return `today ${clock.format(moment)}`
  if (ahead === 1) return `tomorrow ${clock.format(moment)}`
  return moment.getUTCFullYear() === now.getUTCFullYear() ? days.format(moment) : dates.format(moment)
}

function dayOf(moment: Date): number {
  return Math.floor(moment.getTime() / 86_400_000)
}

/** 48204 as 48,204. */
export function number(n: number): string {
  return numbers.format(n)
}

/** A number with its noun: 1 article, 2 articles, 3 entries. */
export function plural(n: number, one: string, many = `${one}s`): string {
  return `${number(n)} ${n === 1 ? one : many}`
}

type Badge = { state: Stage | Publication | 'approved' | 'returned'; word: string }

/** The badges of an article: where its text stands, and what the public sees when that is not the same. */
export function badges(
  stage: Stage,
  publication: Publication,
  { approved, returned }: { approved?: boolean; returned?: boolean } = {},
): Badge[] {
  const public_ = { state: publication, word: publicationWords[publication] }
  if (publication === 'killed' || (stage === 'published' && publication === 'withdrawn')) return [public_]
  const text = textBadge(stage, { approved, returned })
  return publication === 'none' || stage === 'published' ? [text] : [text, public_]
}

function textBadge(stage: Stage, { approved, returned }: { approved: boolean | undefined; returned: boolean | undefined }): Badge {
  if (stage === 'review' && approved) return { state: 'approved', word: 'Approved, to publish' }
  if (stage === 'draft' && returned) return { state: 'returned', word: 'Changes requested' }
  return { state: stage, word: stageWords[stage] }
}

/** The first letters of a person's first and last name. */
export function initials(name: string): string {
  const words = name.trim().split(/\s+/u)
  const letters = [words[0], words.length > 1 ? words.at(-1) : ''].map((word) => [...(word ?? '')][0] ?? '')
  return letters.join('').toLocaleUpperCase('en') || '?'
}
