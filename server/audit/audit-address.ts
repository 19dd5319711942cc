import { z } from 'zod'
import { isUuid } from '../../db/is-uuid.ts'
import { eventKinds } from '../history/sentences.ts'

/** Stands for what the system did by itself. */
export const system = 'cleancopy'

/** Where a page begins or ends: moments alone would skip or double what happened in the same millisecond. */
export type Cursor = { at: Date; id: string }

export function cursorOf({ at, id }: Cursor): string {
  return `${at.getTime()}_${id}`
}

const CursorText = z
  .string()
  .regex(/^\d{1,15}_\d{1,18}$/)
  .transform((text): Cursor => {
    const [at = '', id = ''] = text.split('_')
    return { at: new Date(Number(at)), id }
  })

// A form sent by GET names its empty fields too.
function orNothing<T extends z.ZodType>(schema: T) {
  return z.preprocess((value) => (value === '' ? undefined : value), schema.optional())
}

const Day = z.iso.date('Write the day as 2026-11-23.').transform((day) => new Date(`${day}T00:00:00Z`))

/** What the audit is narrowed to. */
export const AuditForm = z
  .object({
    person: orNothing(z.string().refine((person) => person === system || isUuid(person), 'Choose one of these people.')),
    kind: orNothing(z.string().refine((kind) => eventKinds.includes(kind), 'Choose one of these kinds.')),
    article: orNothing(z.string('Name one article.').trim().max(1200, 'This is too long to name an article.')),
    from: orNothing(Day),
    to: orNothing(Day),
  })
  .refine(({ from, to }) => !from || !to || from <= to, { path: ['to'], message: 'The last day comes before the first.' })

/** The page of it: what is older than an event, or newer. A damaged one begins with the newest. */
export const AuditPage = z.object({ before: CursorText.optional().catch(undefined), after: CursorText.optional().catch(undefined) })

/** The slug or the id in what somebody typed, or pasted from the address of a page. */
export function articleNamed(typed: string): string {
  const [id] = /[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/.exec(typed.toLowerCase()) ?? []
  return id ?? typed.replace(/^.*\//, '')
}
