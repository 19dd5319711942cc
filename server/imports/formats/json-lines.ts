import { decode } from '../decode.ts'
import { type ArticleRecord, type Format, type IncomingFile, maxArticleBytes, type Unreadable } from '../record.ts'
import { fieldsOf } from '../record-fields.ts'
import { looksLike } from '../signatures.ts'
import { type Line, linesOf } from './lines.ts'
import { notesOn } from './text.ts'

/** One JSON object a line, each an article with its fields. */
export const jsonLines: Format = { name: 'JSON lines', extensions: ['.jsonl', '.ndjson'], read: readJsonLines }

/** Where this many lines cannot be read and none can, the file is given up. */
const patience = 100

async function* readJsonLines({ name, bytes }: IncomingFile): AsyncGenerator<ArticleRecord | Unreadable> {
  let failed = 0
  let read = 0
  for await (const line of linesOf(bytes, maxArticleBytes)) {
    const wrongFile = line.number === 1 ? failureOfHead(name, line.bytes) : null
    if (wrongFile) return yield { line: null, bytes: line.bytes, failure: wrongFile }
    if (isBlank(line.bytes)) continue
    const found = recordOf(name, line)
    yield found
    if ('failure' in found) failed++
    else read++
    if (read === 0 && failed === patience) return yield givenUp(name, line.number)
  }
  if (read + failed === 0) yield { line: null, bytes: Buffer.alloc(0), failure: `“${name}” is empty.` }
}

function givenUp(name: string, number: number): Unreadable {
  const failure = `“${name}” was not read beyond line ${number}: none of its first ${patience} lines holds an article. Write one JSON object per line.`
  return { line: number + 1, bytes: Buffer.alloc(0), failure }
}

function failureOfHead(name: string, head: Buffer): string | null {
  const kind = looksLike(head)
  if (kind) return `“${name}” looks like ${kind}, not JSON lines. Write one JSON object per line, as UTF-8.`
  const wide = head[0] === 0xff || head[0] === 0xfe || head[0] === 0 || head[1] === 0
  if (wide) return `“${name}” is UTF-16 text. Save it as UTF-8, with one JSON object per line.`
  const array = /^[\s\ufeff]*\[\s*$/.test(head.toString())
  return array
    ? `“${name}” holds one JSON array over several lines. Write one JSON object per line, without brackets and commas around them.`
    : null
}

function recordOf(name: string, { number, bytes, tooLong }: Line): ArticleRecord | Unreadable {
  const place = `Line ${number} of “${name}”`
  const unreadable = (failure: string): Unreadable => ({ line: number, bytes, failure: `${place} ${failure}` })
  if (tooLong) return unreadable('is larger than 2 MB, the most that one article may have.')
  const decoded = decode(bytes)
  if (!decoded) return unreadable('holds NUL bytes: this is no JSON.')
  const json = parsed(decoded.text)
  if ('wrong' in json) return unreadable(`is not JSON: ${json.wrong}.`)
  const fields = fieldsOf(json.value)
  if ('wrong' in fields) return unreadable(fields.wrong)
  const { text, notes, ...details } = fields.right
  return { line: number, bytes, decoded: { ...decoded, text }, ...details, notes: [...notesOn(decoded), ...notes] }
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

function isBlank(bytes: Buffer): boolean {
  return bytes.every((byte) => byte === 0x20 || byte === 0x09 || byte === 0x0d)
}
