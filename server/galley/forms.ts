import { z } from 'zod'
import { handKindNames } from '../articles/hand-kinds.ts'
import { Assignee, noSuchTime } from '../articles/plan.ts'
import { reasonCodes } from '../articles/reasons.ts'
import type { StepRow } from '../articles/step-row.ts'
import { language, line, title } from '../words/fields.ts'
import { momentIn } from '../words/zone.ts'

const lock_version = z.coerce.number().int().positive()

const paragraph = z.string().max(40)

export const DetailsForm = z.object({
  title,
  standfirst: line(1000, 'Keep the standfirst under 1,000 characters.'),
  byline: line(300, 'Keep the byline under 300 characters.'),
  language,
  cut: paragraph.optional(),
  lock_version,
})

export const TitleForm = z.object({ title, cut: paragraph.optional(), lock_version })

// What stood before the person when they began: see articles/opened.ts. Without it both texts are shown and none is merged.
const opened = z.string().max(500_000).default('')

export const ParagraphForm = z.object({
  text: z.string().max(200_000, 'This paragraph is longer than 200,000 characters.'),
  lock_version,
  opened,
})

export const CutForm = z.object({
  words: z.string().max(200_000, 'These words are longer than 200,000 characters.').default(''),
  start: z.coerce.number().int().min(0).optional(),
  kind: z.enum(handKindNames, 'Choose one of these kinds.').default('by-hand'),
  lock_version,
  back: z.string().optional(),
})

export const TextForm = z.object({
  text: z
    .string('The text is missing.')
    .max(1_000_000, 'This text is longer than 1,000,000 characters.')
    .refine((text) => text.trim() !== '', 'The article has no text yet.'),
  lock_version,
  opened,
})

const choice = z.enum(['mine', 'theirs', 'both'])

/** A merge: what was typed, what had been opened, what stands there now, and the paragraph that was being edited, if it was one. */
export const MergeForm = z.object({
  yours: z.string().max(1_000_000),
  seen: opened,
  now: opened,
  lock_version,
  from: z.string().max(60).default(''),
})

export type Answered = { choice: z.output<typeof choice> | null; own: string }

/** The answers to its questions: `choice-1` and `own-1` belong to the first paragraph that both changed. */
export function answersIn(values: Record<string, unknown>, count: number): Answered[] {
  return Array.from({ length: count }, (_, n) => ({
    choice: choice.safeParse(values[`choice-${n + 1}`]).data ?? null,
    own: String(values[`own-${n + 1}`] ?? ''),
  }))
}

export const RestoreForm = z.object({
  number: z.coerce
    .number()
    .int()
    .positive()
    .max(2 ** 31 - 1),
  lock_version,
})

/** `all`: of every mark of this kind that has the same verdict now. */
export const VerdictForm = z.object({
  verdict: z.enum(['cut', 'check', 'keep']),
  all: z.literal('of-this-kind').optional(),
  back: z.string().optional(),
})

export const StepForm = z.object({
  lock_version,
  content_sha256: z.string().regex(/^[0-9a-f]{64}$/),
  revision: z.string().optional(),
  comment: z.string().trim().max(10_000, 'Keep it under 10,000 characters.').optional(),
  back: z.string().optional(),
})

const words = (most: number) => z.string().trim().max(most, `Keep it under ${most} characters.`).optional()

const Asked = StepForm.extend({
  reason: z.enum(reasonCodes, 'Choose a reason.').optional(),
  slug: words(200),
  password: z.string().max(1000, 'This is longer than a password can be.').optional(),
  at: words(40),
  zone: words(60),
  assignee: Assignee,
  due: words(40),
})

export type AskedStep = z.output<typeof Asked>

/** The form of a step, with what its row demands. */
export function stepFormOf(step: StepRow) {
  return Asked.superRefine((form, { addIssue }) => {
    for (const [field, says] of missingFrom(step, form)) addIssue({ code: 'custom', path: [field], message: says })
  })
}

function missingFrom(step: StepRow, { comment, reason, slug, password, at = '', zone = '', due }: AskedStep): [keyof AskedStep, string][] {
  const demands: [keyof AskedStep, string, boolean][] = [
    ['reason', 'Choose a reason.', Boolean(step.reasons && !reason)],
    ['comment', 'Say it in a few words.', Boolean(step.asks && !comment)],
    ['slug', 'Type the word of its address as it stands there.', Boolean(step.slug && !slug)],
    ['at', 'Choose a day and a time that this zone has, as 2026-11-12T09:00.', Boolean(step.when && !momentIn(at, zone))],
    ['due', noSuchTime, Boolean(step.plans && due && !momentIn(due, zone || 'UTC'))],
    ['password', 'Type your password.', Boolean(step.again && !password)],
  ]
  return demands.flatMap(([field, says, isMissing]) => (isMissing ? [[field, says]] : []))
}

export const CommentForm = z.object({
  text: z.string().trim().min(1, 'Write something first.').max(10_000, 'Keep the comment under 10,000 characters.'),
  blocking: z
    .string()
    .optional()
    .transform((ticked) => ticked === 'yes'),
  parent: z.string().optional(),
  paragraph: paragraph.optional(),
  back: z.string().optional(),
})
