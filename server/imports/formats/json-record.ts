import { decode } from '../decode.ts'
import { type ArticleRecord, maxArticleBytes, type Unreadable } from '../record.ts'
import { fieldsOf } from '../record-fields.ts'
import { toldByNinjs } from './ninjs.ts'
import { shapedRecord } from './shaped-record.ts'
import { notesOn } from './text.ts'
import { toldShapes } from './told-shapes.ts'

/** The bytes of one JSON value and where they stand: in words, and by number where there are several. */
export type JsonBytes = { place: string; line: number | null; bytes: Buffer; tooLong: boolean; tooDeep?: boolean }

/** Levels of brackets beyond which JSON is no article. */
export const deepest = 100

/** The article that a JSON object is, or why it is none. */
export function recordOf({ place, line, bytes, tooLong, tooDeep }: JsonBytes): ArticleRecord | Unreadable {
  const unreadable = (failure: string): Unreadable => ({ line, bytes, failure: `${place} ${failure}` })
  if (tooLong) return unreadable(`is larger than ${maxArticleBytes / 2 ** 20} MB, the most that one article may have.`)
  if (tooDeep) return unreadable(`is nested more than ${deepest} levels deep, which no article is.`)
  const decoded = decode(bytes)
  if (!decoded) return unreadable('holds NUL bytes: this is no JSON.')
  const json = parsed(decoded.text)
  if ('wrong' in json) return unreadable(`is not JSON: ${json.wrong}.`)
  const ninjs = isObject(json.value) ? toldByNinjs(json.value) : null
  if (ninjs) return 'failure' in ninjs ? unreadable(ninjs.failure) : shapedRecord({ place, line, bytes, decoded, ...ninjs })
  const fields = fieldsOf(json.value)
  if ('wrong' in fields) return unreadable(fields.wrong)
  const { text, notes, ...details } = fields.right
  const { shapes } = isObject(json.value) ? toldShapes(json.value['paragraphs'], text) : {}
  return { line, bytes, decoded: { ...decoded, text }, ...(shapes ? { shapes } : {}), ...details, notes: [...notesOn(decoded), ...notes] }
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function parsed(text: string): { value: unknown } | { wrong: string } {
  try {
    return { value: JSON.parse(text) }
  } catch (error) {
    return { wrong: whatIsWrong(text, String(error)) }
  }
}

const brokenOff = 'it breaks off before its end'

// V8 quotes the text at length; the editor needs the kind of fault and the place.
function whatIsWrong(text: string, says: string): string {
  if (/end of JSON|Unterminated/.test(says)) return brokenOff
  const at = /position (\d+)/.exec(says)?.[1]
  const position = at === undefined ? text.indexOf(/Unexpected token '(.)'/u.exec(says)?.[1] ?? '\0') : Number(at)
  if (position >= text.trimEnd().length) return brokenOff
  return position < 0 ? 'it does not follow the rules of JSON' : `it does not follow the rules of JSON at character ${position + 1}`
}

/** Whether a file begins as text of two bytes a character does. */
export function isWide(head: Buffer): boolean {
  return head[0] === 0xff || head[0] === 0xfe || head[0] === 0 || head[1] === 0
}
