import { z } from 'zod'
import { Definition, RuleName, type Way, ways } from '../rules/rule.ts'
import type { Values } from '../web/form.ts'

const lines = (text: string): string[] =>
  text
    .split(/\r?\n/)
    .map((line) => line.trim())
    .filter((line) => line !== '')
const Typed = z.string().default('')
const Several = z.union([z.string().transform((one) => (one === '' ? [] : [one])), z.array(z.string())]).default([])
const Whole = Typed.transform((text) => (text.trim() === '' ? null : Number(text)))

/** The rule as its form says it, with what a click on a hit adds to its examples. */
const Fields = z.object({
  verdict: Typed,
  stretch: Typed,
  way: Typed,
  text: Typed,
  unless: Typed.transform((text) => lines(text).map(exceptionOf)),
  most_words: Whole,
  place: Typed,
  paragraphs: Whole,
  sources: Several,
  languages: Typed.transform((text) =>
    text
      .toLowerCase()
      .split(/[\s,;]+/)
      .filter((code) => code !== ''),
  ),
  kind: Typed,
  must_match: Typed.transform(lines),
  must_keep: Typed.transform(lines),
})

const Read = Fields.transform(({ way, text, ...fields }, { addIssue }) => {
  const read = Definition.safeParse({ ...fields, when: { way, text } })
  if (read.success) return read.data
  for (const { path, message } of read.error.issues) {
    const field = path[0] === 'when' ? (path[1] === 'way' ? 'way' : 'text') : String(path[0])
    addIssue({ code: 'custom', path: [field], message })
  }
  return z.NEVER
})

/** A rule that is tried. */
export const TryForm = Read.transform((definition) => ({ definition }))
/** A rule that is stored under a name. */
export const NewRuleForm = z
  .object({ name: RuleName })
  .loose()
  .transform(({ name, ...fields }, { addIssue }) => withDefinition({ name }, fields, addIssue))
/** An edit of a rule, by the last version that the person has seen. */
export const RuleForm = z
  .object({ version: z.coerce.number().int().positive() })
  .loose()
  .transform(({ version, ...fields }, { addIssue }) => withDefinition({ version }, fields, addIssue))

type AddIssue = (issue: { code: 'custom'; path: PropertyKey[]; message: string }) => void

function withDefinition<T extends object>(beside: T, fields: object, addIssue: AddIssue): T & { definition: Definition } {
  const read = Read.safeParse(fields)
  if (read.success) return { ...beside, definition: read.data }
  for (const { path, message } of read.error.issues) addIssue({ code: 'custom', path, message })
  return z.NEVER
}

/** “said”, or “starts with: Photo”. */
function exceptionOf(line: string): { way: Way; text: string } {
  for (const [way, label] of Object.entries(ways)) {
    if (line.toLowerCase().startsWith(`${label}:`)) return { way: way as Way, text: line.slice(label.length + 1).trim() }
  }
  return { way: 'contains', text: line }
}

/** What the form shows of a rule. */
export function valuesOf({ when, unless, most_words, paragraphs, languages, must_match, must_keep, ...rest }: Definition): Values {
  const exceptions = unless.map(({ way, text }) => (way === 'contains' ? text : `${ways[way]}: ${text}`))
  return {
    ...rest,
    way: when.way,
    text: when.text,
    unless: exceptions.join('\n'),
    most_words: String(most_words ?? ''),
    paragraphs: String(paragraphs ?? ''),
    languages: languages.join(', '),
    must_match: must_match.join('\n'),
    must_keep: must_keep.join('\n'),
  }
}

/** The form of a new rule before anything is typed. */
export const emptyValues: Values = { verdict: 'cut', stretch: 'paragraph', way: 'starts', place: 'anywhere', kind: 'read-more' }

/** A click on a hit: its words become an example that must match, or must be left alone. */
export function withExample({ add_match, add_keep, ...values }: Values): Values {
  const added = (name: string, text: unknown) => [...lines(String(values[name] ?? '')), ...(typeof text === 'string' ? [text.trim()] : [])]
  const unique = (all: string[]) => [...new Set(all)].join('\n')
  return { ...values, must_match: unique(added('must_match', add_match)), must_keep: unique(added('must_keep', add_keep)) }
}
