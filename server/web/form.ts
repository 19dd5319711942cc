import type { z } from 'zod'

export type Form<T> = { ok: true; data: T; values: Values; errors: Errors } | { ok: false; values: Values; errors: Errors }

/** What was typed, field by field, to show again. */
export type Values = Record<string, string | string[]>

/** A sentence for each field that is wrong. */
export type Errors = Record<string, string>

/** Reads what was typed. A wrong form is no error: it carries the same words and a sentence for each field to the same page. */
export function read<S extends z.ZodType>(schema: S, body: unknown): Form<z.output<S>> {
  const values = valuesOf(body)
  const unreadable = unreadableFields(values)
  const read = schema.safeParse(values)
  const errors = { ...(read.success ? {} : sentences(read.error)), ...unreadable }
  if (read.success && Object.keys(unreadable).length === 0) return { ok: true, data: read.data, values, errors: {} }
  return { ok: false, values, errors }
}

/** Text that PostgreSQL cannot store or nobody can read: the sentence that says so, or null. */
export function unreadable(text: string): string | null {
  if (text.includes('\0')) return 'This contains a NUL character (U+0000), which is no text. Take it out and try again.'
  if (!text.isWellFormed()) return 'This contains half of a character (a lone surrogate). Type that character again.'
  return null
}

/** The fields of a form as texts; anything else that a body could hold is left out. */
export function valuesOf(body: unknown): Values {
  const values: Values = {}
  for (const [name, value] of Object.entries(body ?? {})) {
    if (forbidden.has(name)) continue
    if (typeof value === 'string') values[name] = value
    else if (isTexts(value)) values[name] = value
  }
  return values
}

const forbidden = new Set(['__proto__', 'constructor', 'prototype'])

function isTexts(value: unknown): value is string[] {
  return Array.isArray(value) && value.every((one) => typeof one === 'string')
}

function unreadableFields(values: Values): Errors {
  const errors: Errors = {}
  for (const [name, value] of Object.entries(values)) {
    const sentence = [value].flat().map(unreadable).find(Boolean)
    if (sentence) errors[name] = sentence
  }
  return errors
}

function sentences(error: z.ZodError): Errors {
  const errors: Errors = {}
  for (const issue of error.issues) errors[String(issue.path[0] ?? 'form')] ??= issue.message
  return errors
}
