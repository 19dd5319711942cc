import { escaped, type Markup, markup } from './markup.ts'

/** The sentence for each field that is wrong, by the name of the field. */
export type FormErrors = Readonly<Record<string, string | undefined>>

/** A field of a form, as views/shared/_field.ejs draws it. */
export interface Field {
  name: string
  label: string
  type?: 'text' | 'email' | 'password' | 'search' | 'url' | 'number' | 'date' | 'datetime-local' | 'file' | 'textarea' | 'select'
  value?: string | readonly string[] | number | null | undefined
  error?: string | undefined
  hint?: string
  autocomplete?: string
  required?: boolean
  options?: readonly { value: string; label: string }[]
  rows?: number
  max?: number
  list?: string
  accept?: string
  multiple?: boolean
  dir?: 'auto' | 'ltr' | 'rtl'
  lang?: string
  copy?: boolean
  focus?: boolean
}

/** The fields that are wrong, in the order in which the form says them. */
export function wrongFields(errors: FormErrors): { name: string; says: string }[] {
  return Object.entries(errors).flatMap(([name, says]) => (says ? [{ name, says }] : []))
}

/** What a field shows: the first value where a form was sent with several. */
export function typed({ value }: Field): string {
  return String((Array.isArray(value) ? value[0] : value) ?? '')
}

/** The attributes that an input, a select and a textarea have in common. */
export function attributes(field: Field, describedBy: string): Markup {
  const all = {
    autocomplete: field.autocomplete,
    required: field.required,
    maxlength: field.max,
    list: field.list,
    accept: field.accept,
    multiple: field.multiple,
    dir: field.dir ?? (isWords(field) ? 'auto' : undefined),
    lang: field.lang,
    class: field.copy ? 'copy' : undefined,
    autofocus: field.focus,
    'aria-describedby': describedBy || undefined,
    'aria-invalid': field.error ? 'true' : undefined,
  }
  const written = Object.entries(all).filter(([, value]) => value !== undefined && value !== false)
  return markup(written.map(([name, value]) => (value === true ? ` ${name}` : ` ${name}="${escaped(value)}"`)).join(''))
}

function isWords({ type = 'text' }: Field): boolean {
  return type === 'text' || type === 'textarea' || type === 'search'
}
