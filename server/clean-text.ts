import { once } from 'node:events'
import { parseArgs } from 'node:util'
import { byteLines, utf8 } from './cleaning/byte-lines.ts'
import { type Context, type Mark, markLines } from './cleaning/clean.ts'
import { cutLines, joinLines, type Line, splitLines } from './cleaning/clean-copy.ts'

const usage =
  'Usage: npm run --silent clean -- [--json | --jsonl] < articles. A text gives its clean copy, with --json its marks too; --jsonl reads {"id","text","lang"?,"source"?} line by line.'

const longestLine = 64 * 1024 * 1024
const byteOrderMark = '\ufeff'

process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  // Whoever reads the output has seen enough.
  if (error.code === 'EPIPE') process.exit()
  throw error
})

/** Cleans what comes in on standard input, as the arguments say; gives the exit code. */
export async function cleanInput(args: string[]): Promise<number> {
  const wish = wishOf(args)
  if (wish === 'jsonl') return cleanStream()
  if (wish) return cleanText(wish)
  process.stderr.write(`${usage}\n`)
  return 2
}

function wishOf(args: string[]): 'text' | 'json' | 'jsonl' | null {
  try {
    const { json, jsonl } = parseArgs({ args, options: { json: { type: 'boolean' }, jsonl: { type: 'boolean' } } }).values
    if (json && jsonl) return null
    return jsonl ? 'jsonl' : json ? 'json' : 'text'
  } catch {
    return null
  }
}

/** Cleans one text; a line that is not UTF-8 is named and stays as it is, byte for byte. */
async function cleanText(wish: 'text' | 'json'): Promise<number> {
  const { mark, lines, broken } = await readText()
  for (const row of broken.keys())
    complain(row + 1, 'it is not valid UTF-8, so it stays as it is. Save the text as UTF-8 and clean it again.')
  const marks = markLines(lines.map(({ text }) => text)).filter(({ line }) => !broken.has(line))
  const kept = copyOf(lines, marks)
  if (wish === 'json') await write(`${JSON.stringify({ clean: joinLines(kept), marks: marks.map(told) })}\n`)
  else {
    await write(mark)
    for (const { from, text, end } of kept) await write(broken.get(from) ?? text + end)
  }
  return broken.size > 0 ? 1 : 0
}

type ReadText = { mark: string; lines: Line[]; broken: Map<number, Uint8Array> }

async function readText(): Promise<ReadText> {
  const read: ReadText = { mark: '', lines: [], broken: new Map() }
  for await (const { number, bytes, ended } of byteLines(process.stdin, Number.POSITIVE_INFINITY)) {
    const raw = Buffer.concat([bytes ?? new Uint8Array(), Buffer.from(ended ? '\n' : '')])
    const text = utf8(raw)
    if (text === null) read.broken.set(number - 1, raw)
    if (number === 1 && text?.startsWith(byteOrderMark)) read.mark = byteOrderMark
    read.lines.push(...splitLines((text ?? raw.toString()).slice(number === 1 ? read.mark.length : 0)))
  }
  return read
}

/** Cleans one article per line, in order, at the pace of whoever reads. */
async function cleanStream(): Promise<number> {
  let code = 0
  for await (const { number, bytes } of byteLines(process.stdin, longestLine)) {
    const article = readArticle(bytes)
    if (article === 'blank') continue
    if (typeof article === 'string') {
      complain(number, `${article} It is left out.`)
      code = 1
    } else await write(`${JSON.stringify(cleaned(article))}\n`)
  }
  return code
}

type Article = { id: string | number; text: string; context: Context }

/** The article on a line, or the sentence that says why there is none. */
function readArticle(bytes: Uint8Array | null): Article | string {
  if (!bytes) return 'it is longer than 64 MB.'
  const json = utf8(bytes)
  if (json === null) return 'it is not valid UTF-8.'
  if (json.trim() === '') return 'blank'
  try {
    return articleOf(JSON.parse(json.trim()))
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

function cleaned({ id, text, context }: Article) {
  const lines = splitLines(text)
  const marks = markLines(
    lines.map((line) => line.text),
    context,
  )
  return { id, clean: joinLines(copyOf(lines, marks)), marks: marks.map(told) }
}

function copyOf(lines: readonly Line[], marks: readonly Mark[]) {
  return cutLines(
    lines,
    marks.filter(({ verdict }) => verdict === 'cut'),
  )
}

/** A mark as it is told outside: the rule's version is the house's own business. */
function told({ rule_version: _, ...mark }: Mark): Omit<Mark, 'rule_version'> {
  return mark
}

function complain(line: number, reason: string): void {
  process.stderr.write(`Line ${line}: ${reason}\n`)
}

async function write(output: string | Uint8Array): Promise<void> {
  if (!process.stdout.write(output)) await once(process.stdout, 'drain')
}
