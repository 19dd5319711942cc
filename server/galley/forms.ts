import { z } from 'zod'
import { handKindNames } from '../articles/hand-kinds.ts'
import { language, line, title } from '../words/fields.ts'

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

export const ParagraphForm = z.object({ text: z.string().max(200_000, 'This paragraph is longer than 200,000 characters.'), lock_version })

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
})

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

export const AskingStepForm = StepForm.extend({
  comment: z.string('Say it in a few words.').trim().min(1, 'Say it in a few words.').max(10_000, 'Keep it under 10,000 characters.'),
})

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
