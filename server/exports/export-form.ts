import { z } from 'zod'
import { formatNames } from './formats.ts'

const oneDay = 24 * 60 * 60 * 1000

function orNothing<T extends z.ZodType>(schema: T) {
  return z.preprocess((value) => (value === '' ? undefined : value), schema.optional())
}

const Name = z.string('Choose one of these.').trim().max(200, 'This is too long to be one of ours.')
const Day = z.iso.date('Write the day as 2026-11-23.').transform((day) => new Date(`${day}T00:00:00Z`))

/** What to export: everything live, or what these fields narrow it to. */
export const ExportForm = z
  .object({
    format: z.enum(formatNames, `Choose a format: ${formatNames.join(', ')}.`),
    zip: orNothing(z.literal('on', 'Tick the box, or leave it empty.')),
    source: orNothing(Name),
    tag: orNothing(Name),
    language: orNothing(z.string().regex(/^[a-z]{2,8}(-[a-z0-9]{1,8})*$/i, 'A language is a tag such as en, fr or pt-BR.')),
    from: orNothing(Day),
    to: orNothing(Day),
  })
  .refine(({ from, to }) => !from || !to || from <= to, { path: ['to'], message: 'The last day comes before the first.' })

/** The format for one article. */
export const OneForm = z.object({ format: z.enum(formatNames, `Choose a format: ${formatNames.join(', ')}.`) })

/** The first moment after a day. */
export function dayAfter(day: Date): Date {
  return new Date(day.getTime() + oneDay)
}
