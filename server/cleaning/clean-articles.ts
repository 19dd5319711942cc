import { isUtf8 } from 'node:buffer'
import type { Batch } from './batches.ts'
import { type Context, type Mark, markLines } from './clean.ts'
import { type Cut, changesOf, cutsOf, cutText, textsOf } from './clean-copy.ts'

/** What came of a batch: the cleaned articles, one a line, and what is to be said of the lines that hold none. */
export type Cleaned = { output: string; complaints: string }

const newline = 10

/** Cleans articles that stand one a line, in order. */
export function cleanArticles({ first, bytes }: Batch): Cleaned {
  if (!bytes) return { output: '', complaints: complaint(first, 'it is longer than 64 MB.') }
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length)
  const isText = isUtf8(buffer)
  const cleaned: Cleaned = { output: '', complaints: '' }
  let from = 0
  for (let number = first; from < buffer.length; number++) {
    const at = buffer.indexOf(newline, from)
    const end = at < 0 ? buffer.length : at
    const json = isText || isUtf8(buffer.subarray(from, end)) ? buffer.toString('utf8', from, end) : null
    const article = json === null ? 'it is not valid UTF-8.' : readArticle(json)
    if (typeof article !== 'string') cleaned.output += told(article, json ?? '')
    else if (article !== '') cleaned.complaints += complaint(number, article)
    from = end + 1
  }
  return cleaned
}

const complaint = (line: number, reason: string): string => `Line ${line}: ${reason} It is left out.\n`

type Article = { id: string | number; text: string; context: Context }

/** The article on a line, or the sentence that says why there is none; a blank line needs none. */
function readArticle(json: string): Article | string {
  const record = json.trim()
  if (record === '') return ''
  try {
    return articleOf(JSON.parse(record))
  } catch (error) {
    return `it is not valid JSON (${error instanceof Error ? error.message : String(error)}).`
  }
}

function articleOf(record: unknown): Article | string {
  if (typeof record !== 'object' || record === null || Array.isArray(record)) return 'it is not a JSON object.'
  const { id, text, lang, source } = record as Record<string, unknown>
  if (typeof id !== 'string' && typeof id !== 'number') return 'its "id" is missing or neither text nor a number.'
  if (typeof text !== 'string') return 'its "text" is missing or not text.'
  return {
    id,
    text,
    context: { ...(typeof lang === 'string' ? { language: lang } : {}), ...(typeof source === 'string' ? { source } : {}) },
  }
}

function told({ id, text, context }: Article, json: string): string {
  const texts = textsOf(text)
  const marks = markLines(texts, context)
  const clean = cutWritten(json, { id, text, texts }, cutsOf(marks))
  return `{"id":${JSON.stringify(id)},"clean":${clean},"marks":${JSON.stringify(marks.map(toldMark))}}\n`
}

type Written = { id: string | number; text: string; texts: readonly string[] }

/** The clean copy as JSON, of the very lines that came in where they were written as they would be now: writing them anew takes longer than the look at them. */
function cutWritten(json: string, { id, text, texts }: Written, cuts: readonly Cut[]): string {
  const head = `{"id":${JSON.stringify(id)},"text":"`
  const lines = json.startsWith(head) && json.endsWith('"}') && !text.includes('\r') ? linesAsWritten(json.slice(head.length, -2)) : []
  if (lines.length !== texts.length + (text === '' || text.endsWith('\n') ? 1 : 0)) return JSON.stringify(cutText(text, texts, cuts))
  const changed = changesOf(texts, cuts)
  const kept = lines.flatMap((line, row) => {
    const left = changed.get(row)
    return left === null ? [] : [left === undefined ? line : JSON.stringify(left).slice(1, -1)]
  })
  return `"${kept.join('\\n')}"`
}

/** The lines of a JSON text between its quotation marks; none when it is anything but such a text, or says something in more than one way. */
function linesAsWritten(written: string): string[] {
  for (const other of ['\\\\', '\\u', '\\/']) if (written.includes(other)) return []
  for (let at = written.indexOf('"'); at >= 0; at = written.indexOf('"', at + 1)) if (written[at - 1] !== '\\') return []
  return written.split('\\n')
}

/** A mark as it is told outside: the rule's version is the house's own business. */
export function toldMark({ rule_version: _, ...mark }: Mark): Omit<Mark, 'rule_version'> {
  return mark
}
