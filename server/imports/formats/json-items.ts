import { type Decoded, decode } from '../decode.ts'
import { type ArticleRecord, maxArticleBytes, type Unreadable } from '../record.ts'
import { partsOfJson } from './json-parts.ts'
import { deepest } from './json-record.ts'
import { shapedRecord, type Told } from './shaped-record.ts'

/** What an object says and is; or why it is no article, as the end of a sentence. */
export type ObjectTold = Pick<Told, 'says' | 'lines' | 'notes'> | { failure: string }
export type ObjectReader = (value: Readonly<Record<string, unknown>>) => ObjectTold

/** The articles in a list that stands in a JSON file, each with its own bytes and its number. */
export function* recordsOfList(
  name: string,
  list: { bytes: Buffer; from: number },
  read: ObjectReader,
): Generator<ArticleRecord | Unreadable> {
  let number = 0
  for (const { from, to } of partsOfJson(list.bytes, list.from)) {
    number += 1
    const place = `Entry ${number} of “${name}”`
    if (to < 0)
      return yield { line: null, bytes: Buffer.alloc(0), failure: `“${name}” breaks off in its entry ${number}, which was not read.` }
    yield recordOf({ place, line: number, bytes: list.bytes.subarray(from, to) }, read)
  }
  if (number === 0) yield { line: null, bytes: Buffer.alloc(0), failure: `“${name}” holds no article.` }
}

type Place = Pick<Told, 'place' | 'line' | 'bytes'>

function recordOf(place: Place, read: ObjectReader): ArticleRecord | Unreadable {
  const { line, bytes } = place
  if (bytes.length > maxArticleBytes)
    return { line, bytes: bytes.subarray(0, 1), failure: `${place.place} is larger than 2 MB, the most that one article may have.` }
  const decoded = decode(bytes)
  const value = decoded && objectIn(decoded)
  if (!decoded || !value) return { line, bytes, failure: `${place.place} is no JSON object, or nested more than ${deepest} levels deep.` }
  const told = read(value)
  return 'failure' in told ? { line, bytes, failure: `${place.place} ${told.failure}` } : shapedRecord({ ...place, decoded, ...told })
}

function objectIn({ text }: Decoded): Record<string, unknown> | null {
  if (isTooDeep(text)) return null
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : null
  } catch {
    return null
  }
}

function isTooDeep(text: string): boolean {
  let depth = 0
  for (const [mark] of text.matchAll(/"(?:[^"\\]|\\.)*"|[[\]{}]/gs)) {
    if (mark === '{' || mark === '[') depth += 1
    else if (mark === '}' || mark === ']') depth -= 1
    if (depth > deepest) return true
  }
  return false
}

/** A text under a key, if there is one; a number counts as its digits. */
export function textUnder(value: unknown, key: string): string | undefined {
  if (typeof value !== 'object' || value === null || !Object.hasOwn(value, key)) return undefined
  const found = (value as Record<string, unknown>)[key]
  if (typeof found === 'number') return String(found)
  return typeof found === 'string' && found.trim() !== '' ? found : undefined
}

/** The objects in the list under a key. */
export function objectsUnder(value: unknown, key: string): Record<string, unknown>[] {
  if (typeof value !== 'object' || value === null || !Object.hasOwn(value, key)) return []
  const list: unknown[] = [(value as Record<string, unknown>)[key]].flat()
  return list.filter((one): one is Record<string, unknown> => typeof one === 'object' && one !== null)
}
