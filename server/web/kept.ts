import type { Values } from './form.ts'
import { ownPath } from './own-path.ts'

/** What someone typed into a form whose session had ended: carried through the sign-in, to be sent again. */
export type Kept = { path: string; type: FormType; fields: KeptField[] }
export type KeptField = { name: string; value: string }
export type FormType = 'application/x-www-form-urlencoded' | 'multipart/form-data'

const prefix = 'kept:'
const neverKept = /password|^_csrf$/i

export function keptOf(path: string, type: FormType, values: Values): Kept {
  const fields = Object.entries(values).flatMap(([name, value]) => [value].flat().map((one) => ({ name, value: one })))
  return { path: ownPath(path), type, fields: fields.filter(({ name }) => !neverKept.test(name)) }
}

/** The hidden fields that carry it through the sign-in form. */
export function carried(kept: Kept): KeptField[] {
  const fields = kept.fields.map(({ name, value }) => ({ name: prefix + name, value }))
  return [{ name: 'kept_path', value: kept.path }, { name: 'kept_type', value: kept.type }, ...fields]
}

/** The same, read from a sign-in form that carries it; null from one that does not. */
export function uncarried(values: Values): Kept | null {
  const { kept_path: path, kept_type: type } = values
  if (typeof path !== 'string') return null
  const names = Object.keys(values).filter((name) => name.startsWith(prefix))
  const fields = Object.fromEntries(names.map((name) => [name.slice(prefix.length), values[name] ?? '']))
  return keptOf(path, type === 'multipart/form-data' ? type : 'application/x-www-form-urlencoded', fields)
}
