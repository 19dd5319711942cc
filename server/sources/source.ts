import { z } from 'zod'
import { slugOf } from '../words/slug.ts'

export const SourceName = z
  .string('Name the source.')
  .transform((name) =>
    name
      .normalize('NFC')
      .replaceAll(/[\s\p{Cc}]+/gu, ' ')
      .trim(),
  )
  .pipe(z.string().min(1, 'Name the source.').max(120, 'Keep the name under 120 characters.'))

/** A language tag in its canonical form, or null for none given. */
export const Language = z
  .string()
  .trim()
  .transform((tag, context) => {
    if (tag === '') return null
    const canonical = canonicalLanguage(tag)
    if (!canonical) context.addIssue('This is no language code. Take one such as en, fr, sw or pt-BR.')
    return canonical
  })
  .nullish()
  .transform((tag) => tag ?? null)

export const SourceForm = z.object({ name: SourceName, language: Language })

/** The tag as the standard writes it, `en_gb` too; null for what is none. */
export function canonicalLanguage(text: string): string | null {
  const tag = text.replaceAll('_', '-')
  if (!/^[a-z]{2,3}(-|$)/i.test(tag)) return null
  try {
    return Intl.getCanonicalLocales(tag)[0] ?? null
  } catch {
    return null
  }
}

/** The address of a source: its name's words, numbered where others have the same. */
export function sourceSlug(name: string, taken: number): string {
  const slug = slugOf(name)
  const words = slug === 'article' && !/article/i.test(name) ? 'source' : slug
  return taken === 0 ? words : `${words}-${taken + 1}`
}
