import { z } from 'zod'
import type { ArticleRow } from '../../db/tables.ts'
import { AskedWords } from '../search/asked-words.ts'

type State = { label: string; column: 'stage' | 'publication'; value: string }

/** What the list can be narrowed to: where the text stands, or what the public sees. */
const states = {
  draft: { label: 'Draft', column: 'stage', value: 'draft' },
  review: { label: 'In review', column: 'stage', value: 'review' },
  published: { label: 'Published', column: 'stage', value: 'published' },
  spiked: { label: 'Spiked', column: 'stage', value: 'spiked' },
  live: { label: 'Live', column: 'publication', value: 'live' },
  withdrawn: { label: 'Withdrawn', column: 'publication', value: 'withdrawn' },
  killed: { label: 'Killed', column: 'publication', value: 'killed' },
} as const satisfies Record<string, State>

export type StateName = keyof typeof states
export const stateNames = Object.keys(states) as [StateName, ...StateName[]]

export function stateOf(name: StateName): State {
  return states[name]
}

/** `und` is the language tag for “not known”. */
export const unknownLanguage = 'und'

/** Where a page of the list ends or begins: times alone would skip or double articles saved in the same millisecond. */
export type Cursor = { updated_at: Date; id: string }

export function cursorOf({ updated_at, id }: Pick<ArticleRow, 'updated_at' | 'id'>): string {
  return `${updated_at.getTime()}_${id}`
}

const damaged = 'This address of a page in the list is damaged. These are the newest articles.'
const latest = 8.64e15

const CursorText = z
  .string()
  .regex(/^\d{1,16}_[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/, damaged)
  .refine((text) => Number.parseInt(text, 10) <= latest, damaged)
  .transform((text): Cursor => {
    const [at = '', id = ''] = text.split('_')
    return { updated_at: new Date(Number(at)), id }
  })

// A form sent by GET names its empty fields too.
function orNothing<T extends z.ZodType>(schema: T) {
  return z.preprocess((value) => (value === '' ? undefined : value), schema.optional())
}

const Name = z.string('Choose one of these.').trim().max(200, 'This is too long to be one of ours.')

/** The address of the list: its filters, and the page by the article before or after it. */
export const ListAddress = z.object({
  q: orNothing(AskedWords),
  state: orNothing(z.enum(stateNames, `Choose one of these states: ${stateNames.join(', ')}.`)),
  source: orNothing(Name),
  tag: orNothing(Name),
  language: orNothing(z.string().regex(/^[a-z]{2,8}(-[a-z0-9]{1,8})*$/i, 'A language is a tag such as en, fr or pt-BR.')),
  assignee: orNothing(z.enum(['me', 'nobody'], 'Choose one of these.')),
  // What one import brought: its report leads here.
  import: orNothing(z.uuid('This address of an import is damaged. These are all articles.')),
  // A phrase is looked for in every article that has its words, however long that takes.
  whole: orNothing(z.literal('yes', 'This address is damaged.')),
  before: orNothing(CursorText),
  after: orNothing(CursorText),
})

export type Filters = {
  q?: string | undefined
  state?: string | undefined
  source?: string | undefined
  tag?: string | undefined
  language?: string | undefined
  assignee?: string | undefined
  import?: string | undefined
  whole?: string | undefined
}

/** The path with what of the query is filled in, so that filters stay in the address. */
export function addressOf(path: string, query: Record<string, string | undefined>): string {
  const filled = Object.entries(query).filter((pair): pair is [string, string] => Boolean(pair[1]))
  const text = new URLSearchParams(filled).toString()
  return text === '' ? path : `${path}?${text}`
}
