import { isUtf8 } from 'node:buffer'
import type { Batch } from './batches.ts'
import { type Context, type Mark, markLines } from './clean.ts'
import { cutsOf, cutText, textsOf } from './clean-copy.ts'

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
    const article =
      isText || isUtf8(buffer.subarray(from, end)) ? readArticle(buffer.toString('utf8', from, end)) : 'it is not valid UTF-8.'
    if (typeof article !== 'string') cleaned.output += told(article)
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

function told({ id, text, context }: Article): string {
  const texts = textsOf(text)
  const marks = markLines(texts, context)
  const clean = cutText(text, texts, cutsOf(marks))
  return `${JSON.stringify({ id, clean, marks: marks.map(toldMark) })}\n`
}

/** A mark as it is told outside: the rule's version is the house's own business. */
export function toldMark({ rule_version: _, ...mark }: Mark): Omit<Mark, 'rule_version'> {
  return mark
}
