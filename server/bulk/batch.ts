import { z } from 'zod'
import type { ActName } from './acts.ts'
import { actNames } from './acts.ts'

/** No batch holds more. */
export const mostItems = 10_000

export type BatchState = 'planned' | 'working' | 'finished' | 'cancelled' | 'discarded'
export type Options = { tag?: string; assignee_id?: string; comment?: string }

export type Batch = {
  id: string
  act: ActName
  options: Options
  /** The filter whose articles these are; null where they were ticked one by one. */
  filter: string | null
  state: BatchState
  made_by: string
  undoes: string | null
  created_at: Date
  started_at: Date | null
  finished_at: Date | null
}

export const outcomes = { done: 'Done', refused: 'Not possible', failed: 'Failed' } as const
export type Outcome = keyof typeof outcomes

export type Item = {
  ordinal: number
  article_id: string
  content_sha256: Buffer
  /** Why it was not possible when the batch was planned. */
  refusal: string | null
  outcome: Outcome | null
  reason: string | null
  /** What its undoing needs to know; null where there is nothing to undo. */
  was: Record<string, unknown> | null
}

/** How many items are in which outcome, and how many of those that wait were found possible when they were planned. */
export type Counts = { all: number; done: number; refused: number; failed: number; waiting: number; allowed: number; undoable: number }

const listed = (value: unknown) => (value === undefined ? [] : [value].flat())

/** What the list sends: an act, and either ticked articles or all that match its filter. */
export const BatchForm = z.object({
  act: z.enum(actNames, 'Choose what is to be done.'),
  which: z.enum(['ticked', 'all']).default('ticked'),
  article: z.preprocess(listed, z.array(z.uuid()).max(500)),
  filter: z.string().max(2000).default(''),
})

/** What a batch is told before it begins. */
export const OptionsForm = z.object({
  tag: z.string().trim().max(60, 'Keep a tag under 60 characters.').optional(),
  assignee: z.union([z.literal(''), z.uuid()]).optional(),
  comment: z.string().trim().max(10_000, 'Keep it under 10,000 characters.').optional(),
})

/** How far it is, as a sentence. */
export function workInWords({ all, waiting }: Counts): string {
  return `${(all - waiting).toLocaleString('en')} of ${all.toLocaleString('en')}`
}
