import { isUtf8 } from 'node:buffer'
import type { Batch } from './batches.ts'
import { type Context, markLines } from './clean.ts'
import { cutsOf, cutText, textsOf } from './clean-copy.ts'
import { type Output, outputFor, writeTo, written } from './output.ts'
import { toldMarks } from './told.ts'
import { cleanWritten } from './written-article.ts'

/** What came of a batch: the cleaned articles, one a line, and what is to be said of the lines that hold none. */
export type Cleaned = { output: Uint8Array<ArrayBuffer>; complaints: string }

const newline = 10

/** Cleans articles that stand one a line, in order. */
export function cleanArticles({ first, bytes }: Batch): Cleaned {
  if (!bytes) return { output: new Uint8Array(), complaints: complaint(first, 'it is longer than 64 MB.') }
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length)
  const isText = isUtf8(buffer)
  const output = outputFor(bytes.length + bytes.length / 8)
  let complaints = ''
  let from = 0
  for (let number = first; from < buffer.length; number++) {
    const at = buffer.indexOf(newline, from)
    const to = at < 0 ? buffer.length : at
    const isDone = isText && cleanWritten(buffer, { from, to }, output)
    const reason = isDone ? '' : cleanOther(isText || isUtf8(buffer.subarray(from, to)) ? buffer.toString('utf8', from, to) : null, output)
    if (reason !== '') complaints += complaint(number, reason)
    from = to + 1
  }
  return { output: written(output), complaints }
}

/** Cleans an article however its JSON is written; gives the sentence that says why there is none. */
function cleanOther(json: string | null, output: Output): string {
  const article = json === null ? 'it is not valid UTF-8.' : readArticle(json)
  if (typeof article === 'string') return article
  writeTo(output, told(article))
  return ''
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
  const clean = JSON.stringify(cutText(text, texts, cutsOf(marks)))
  return `{"id":${JSON.stringify(id)},"clean":${clean},"marks":${toldMarks(marks)}}\n`
}
