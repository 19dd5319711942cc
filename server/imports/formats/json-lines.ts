import { type ArticleRecord, type Format, type IncomingFile, maxArticleBytes, type Unreadable } from '../record.ts'
import { looksLike } from '../signatures.ts'
import { isWide, recordOf } from './json-record.ts'
import { linesOf } from './lines.ts'

/** One JSON object a line, each an article with its fields. */
export const jsonLines: Format<IncomingFile> = { name: 'JSON lines', extensions: ['.jsonl', '.ndjson'], read: readJsonLines }

/** Where this many lines cannot be read and none can, the file is given up. */
const patience = 100

async function* readJsonLines({ name, bytes }: IncomingFile): AsyncGenerator<ArticleRecord | Unreadable> {
  let failed = 0
  let read = 0
  for await (const { number, ...line } of linesOf(bytes, maxArticleBytes)) {
    const wrongFile = read + failed === 0 ? failureOfHead(name, line.bytes) : null
    if (wrongFile) return yield { line: null, bytes: line.bytes, failure: wrongFile }
    const found = recordOf({ place: `Line ${number} of “${name}”`, line: number, ...line })
    yield found
    if ('failure' in found) failed++
    else read++
    if (read === 0 && failed === patience) return yield givenUp(name, number)
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
  if (isWide(head)) return `“${name}” is UTF-16 text. Save it as UTF-8, with one JSON object per line.`
  const array = /^[\s\ufeff]*\[\s*$/.test(head.toString('utf8', 0, 64))
  return array ? `“${name}” holds one JSON array over several lines. Call it .json, or write one JSON object per line.` : null
}
