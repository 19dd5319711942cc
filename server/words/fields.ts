import { z } from 'zod'

export const title = z
  .string()
  .trim()
  .min(1, 'Give the article a title.')
  .max(300, 'Keep the title under 300 characters.')
  .transform((words) => words.replace(/[ \t\r\n]+/g, ' '))

export const line = (most: number, sentence: string) => z.string().trim().max(most, sentence).transform(withPlainBreaks).default('')

/** A BCP 47 tag, or nothing where it is not known. */
export const language = z
  .string()
  .trim()
  .max(35, 'Give the language as a tag such as en, fr or ar, or leave it empty.')
  .regex(/^$|^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*$/, 'Give the language as a tag such as en, fr or ar, or leave it empty.')
  .transform((tag) => tag || null)
  .default(null)

// A browser writes every line break of a form as CRLF.
function withPlainBreaks(text: string): string {
  return text.replaceAll('\r\n', '\n')
}
