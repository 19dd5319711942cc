import { type ArticleRecord, type Format, type IncomingFile, maxArticleBytes, type Unreadable } from '../record.ts'
import { looksLike } from '../signatures.ts'
import { begunUnmarked, headBytes } from './begun.ts'
import { isWide, recordOf } from './json-record.ts'
import { type JsonFault, type JsonValue, valuesOf } from './json-values.ts'

/** A JSON list of objects, each an article with its fields; or one such object. */
export const json: Format<IncomingFile> = { name: 'JSON', extensions: ['.json'], read: readJson }

/** Where this many entries cannot be read and none can, the file is given up. */
const patience = 100

async function* readJson({ name, bytes: chunks }: IncomingFile): AsyncGenerator<ArticleRecord | Unreadable> {
  const { head, bytes, leave } = await begunUnmarked(chunks)
  const wrongFile = failureOfHead(name, head)
  if (wrongFile) {
    await leave()
    return yield whole(wrongFile, head)
  }
  let failed = 0
  let read = 0
  for await (const found of placed(name, valuesOf(bytes, maxArticleBytes))) {
    yield found
    if ('failure' in found) failed++
    else read++
    if (read === 0 && failed === patience) return yield whole(givenUp(name))
  }
  if (read + failed === 0) yield whole(`“${name}” holds no article.`)
}

/** The records and failures of values. An object that nothing else follows is the file: it has no number. */
async function* placed(name: string, values: AsyncIterable<JsonValue | JsonFault>): AsyncGenerator<ArticleRecord | Unreadable> {
  let held: JsonValue | null = null
  let number = 0
  for await (const value of values) {
    if (held) yield recordOf(numbered(name, held))
    held = null
    if ('fault' in value) return yield whole(sentenceOf(name, value, number))
    number = value.number
    if (number === 1 && !value.inList) held = value
    else yield recordOf(numbered(name, value))
  }
  if (held) yield recordOf({ ...held, place: `“${name}”`, line: null })
}

function numbered(name: string, value: JsonValue) {
  return { ...value, place: `Entry ${value.number} of “${name}”`, line: value.number }
}

function sentenceOf(name: string, { fault, at }: JsonFault, number: number): string {
  const place = at.toLocaleString('en')
  if (fault === 'after' && number === 0) return noList(name)
  const last = number === 0 ? 'its beginning' : `entry ${number.toLocaleString('en')}`
  if (fault === 'end' && number === 0) return `“${name}” breaks off before its first entry ends.`
  if (fault === 'end') return `“${name}” breaks off after ${last}; what stands before that was read.`
  if (fault === 'after') return `“${name}” goes on after its end, at byte ${place}: what stands there was not read.`
  return `“${name}” does not follow the rules of JSON after ${last}, at byte ${place}, and was not read from there on.`
}

function failureOfHead(name: string, head: Buffer): string | null {
  const kind = looksLike(head)
  if (kind) return `“${name}” looks like ${kind}, not JSON. Write a list of objects, as UTF-8.`
  if (isWide(head)) return `“${name}” is UTF-16 text. Save it as UTF-8.`
  const first = head.toString('utf8').trim()
  if (first === '') return head.length < headBytes ? `“${name}” is empty.` : null
  return /^[[{]/.test(first) ? null : noList(name)
}

function noList(name: string): string {
  return `“${name}” is no JSON list of objects: it begins with neither [ nor {.`
}

function givenUp(name: string): string {
  return `“${name}” was not read further: none of its first ${patience} entries is an article. Write a list of objects.`
}

function whole(failure: string, bytes: Buffer = Buffer.alloc(0)): Unreadable {
  return { line: null, bytes, failure }
}
