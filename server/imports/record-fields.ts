import { z } from 'zod'
import { canonicalLanguage } from '../sources/source.ts'
import { httpUrl } from './identity.ts'
import { type ArticleRecord, hasTooManyLines, mostLines } from './record.ts'
import { shortened } from './shorten.ts'

export type Fields = Omit<ArticleRecord, 'line' | 'bytes' | 'decoded'> & { text: string }

const words = z.string().nullish()

// Stage, author, approver and role are not in it: a file never says them. What it does not name is ignored.
const RecordSchema = z.object({
  text: z.string(),
  title: words,
  standfirst: words,
  byline: words,
  language: words,
  // The second is how exports of this house named it once.
  source: z.union([z.string(), z.object({ name: z.string() }).transform(({ name }) => name)]).nullish(),
  url: words,
  // What our own exports call the address.
  origin_url: words,
  published_at: words,
  external_id: z.union([z.string(), z.number().transform(String)]).nullish(),
})
type Raw = z.infer<typeof RecordSchema>

/** The fields of one record, or the end of the sentence that says why there are none. */
export function fieldsOf(value: unknown): { right: Fields } | { wrong: string } {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return { wrong: `is no JSON object but ${kindOf(value)}.` }
  const read = RecordSchema.safeParse(value)
  if (!read.success) return { wrong: wrongField(value, String(read.error.issues[0]?.path[0])) }
  if (hasTooManyLines(read.data.text))
    return { wrong: `has a “text” of more than ${mostLines.toLocaleString('en')} lines, the most that one article may have.` }
  const long = longField(read.data)
  if (long) return { wrong: long }
  const broken = brokenField(read.data)
  if (broken) return { wrong: broken }
  if (read.data.text.trim() === '') return { wrong: 'has an empty “text”.' }
  return { right: fieldsIn(read.data) }
}

const longest = {
  standfirst: 2000,
  byline: 1000,
  source: 300,
  language: 100,
  external_id: 2000,
  url: 4000,
  origin_url: 4000,
  published_at: 100,
} as const

function longField(raw: Raw): string | null {
  const name = (Object.keys(longest) as (keyof typeof longest)[]).find((one) => (raw[one]?.length ?? 0) > longest[one])
  return name ? `has a “${name}” of more than ${longest[name].toLocaleString('en')} characters. Shorten it and import it again.` : null
}

function wrongField(value: object, name: string): string {
  if (!Object.hasOwn(value, name)) return `has no “${name}”.`
  return `has a “${name}” that is ${kindOf((value as Record<string, unknown>)[name])}, not text.`
}

function kindOf(value: unknown): string {
  if (value === null) return 'null'
  if (Array.isArray(value)) return 'a list'
  return { string: 'a text', number: 'a number', boolean: 'true or false' }[typeof value as string] ?? 'an object'
}

// PostgreSQL takes no NUL, and half a character is no text; neither is put right in silence.
function brokenField(raw: Raw): string | null {
  for (const [name, value] of Object.entries(raw)) {
    if (typeof value !== 'string') continue
    const nul = value.indexOf('\0')
    if (nul >= 0) return `holds a NUL character (\\u0000) at character ${nul + 1} of “${name}”. Take it out and import it again.`
    const half = value.search(/\p{Surrogate}/u)
    const code = value.charCodeAt(half).toString(16)
    if (half >= 0) return `holds half a character (\\u${code}) at character ${half + 1} of “${name}”. Mend it and import it again.`
  }
  return null
}

function fieldsIn(raw: Raw): Fields {
  const notes: string[] = []
  const readAs = <T>(name: keyof Raw, what: string, read: (text: string) => T | null): T | undefined => {
    const text = raw[name]?.trim()
    const value = text ? read(text) : undefined
    if (value === null && text) notes.push(`“${name}” (“${shortened(text)}”) is no ${what} and was left out; the original keeps it.`)
    return value ?? undefined
  }
  return {
    ...given({
      title: raw.title?.replaceAll(/\s+/gu, ' ').trim(),
      standfirst: raw.standfirst?.trim(),
      byline: raw.byline?.trim(),
      source: raw.source?.trim(),
      external_id: raw.external_id?.trim(),
      language: readAs('language', 'language code', canonicalLanguage),
      url: readAs(raw.url ? 'url' : 'origin_url', 'web address', (text) => httpUrl(text)?.href ?? null),
      published_at: readAs('published_at', 'date', dateIn),
    }),
    text: raw.text,
    notes,
  }
}

type Given<T> = { [K in keyof T]?: Exclude<T[K], undefined> }

function given<T extends object>(fields: T): Given<T> {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined && value !== '')) as Given<T>
}

const Moment = z.union([z.iso.date(), z.iso.datetime({ offset: true }), z.iso.datetime({ local: true })])

// A time without a zone is taken as UTC.
function dateIn(text: string): Date | null {
  const iso = text.replace(/^(\d{4}-\d{2}-\d{2}) +(\d{2}:)/, '$1T$2').replace(/(T.*[+-]\d{2})(\d{2})$/, '$1:$2')
  if (!Moment.safeParse(iso).success) return null
  const zoned = /(Z|[+-]\d{2}:?\d{2})$/i.test(iso.slice(10)) || !iso.includes('T')
  return new Date(zoned ? iso : `${iso}Z`)
}
