import { validate } from 'uuid'
import { z } from 'zod'
import { Language, SourceName } from '../sources/source.ts'
import type { Values } from '../web/form.ts'

/** What an editor says about an upload. A file never says where it lands, nor who wrote or approved it. */
export const ImportForm = z.object({
  source: SourceName,
  language: Language,
  landing: z.enum(['draft', 'review'], 'Choose where the articles land.').default('review'),
  names_identify: z
    .string()
    .optional()
    .transform((ticked) => ticked === 'yes'),
  title: z.string().trim().max(200, 'Keep the title under 200 characters.').default(''),
  // A browser writes every line break of a form as CRLF; what was pasted had plain ones.
  text: z
    .string()
    .default('')
    .transform((text) => text.replaceAll('\r\n', '\n')),
})

export type WishedImport = z.output<typeof ImportForm>

/** The uploads that a form brings back which had to be shown again. */
export function keptUploads({ kept = [] }: Values): string[] {
  return [kept].flat().filter((id) => validate(id))
}
