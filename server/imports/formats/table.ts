import { parse } from 'csv-parse'
import { type ArticleRecord, type Format, type IncomingFile, maxArticleBytes, type Unreadable } from '../record.ts'
import { shortened } from '../shorten.ts'
import { looksLike } from '../signatures.ts'
import { begun } from './begun.ts'
import { type Decoder, decoderOf } from './decoder.ts'
import { linesOfHtml } from './html-lines.ts'
import { shapedRecord } from './shaped-record.ts'
import { type UsualField, usualNamesIn } from './usual-fields.ts'

/** A table with a row for each article, under a row that names the columns. */
export const table: Format<IncomingFile> = { name: 'CSV table', extensions: ['.csv', '.tsv'], read: readTable }

type Row = { cells: string[]; raw: string; from: number }
type Columns = { at: Map<UsualField, number>; isOurs: boolean; count: number }

async function* readTable({ name, bytes }: IncomingFile): AsyncGenerator<ArticleRecord | Unreadable> {
  const { head, bytes: all, leave } = await begun(bytes)
  const kind = looksLike(head)
  if (kind || head.length === 0) {
    await leave()
    return yield unreadable(kind ? `“${name}” looks like ${kind}, not a table.` : `“${name}” is empty.`)
  }
  try {
    yield* recordsOf(name, decoderOf(head), all)
  } catch (error) {
    if (!isOfTable(error)) throw error
    yield unreadable(`“${name}” was not read from line ${error.lines} on: ${reasons[error.code] ?? 'it is no table there'}.`)
  }
}

async function* recordsOf(name: string, decoder: Decoder, all: AsyncIterable<Buffer>): AsyncGenerator<ArticleRecord | Unreadable> {
  let columns: Columns | null = null
  let rows = 0
  for await (const row of rowsOf(decoder.decoded(all), separatorOf(decoder.text))) {
    if (columns) yield recordOf(row, { name, columns, encoding: decoder.encoding })
    else {
      columns = columnsOf(row.cells)
      if (!columns.at.has('text')) return yield unreadable(noText(name, row.cells))
    }
    rows += 1
  }
  if (rows < 2) yield unreadable(`“${name}” holds no article: no row stands below the first one, which names the columns.`)
}

function unreadable(failure: string): Unreadable {
  return { line: null, bytes: Buffer.alloc(0), failure }
}

function noText(name: string, cells: readonly string[]): string {
  const named = cells.slice(0, 20).map((cell) => `“${shortened(cell.trim(), 40)}”`)
  return `“${name}” has no column for the text among ${named.join(', ')}. Call it text, body or content in the first row.`
}

// The mark that parts most of the first line: in it names stand, and names hold none of them.
function separatorOf(text: string): string {
  const line = text.split(/\r?\n/, 1)[0] ?? ''
  const [best = ','] = [',', ';', '\t', '|'].toSorted((a, b) => line.split(b).length - line.split(a).length)
  return best
}

/** The rows as the text arrives; those before a fault come before it is thrown. */
async function* rowsOf(text: AsyncIterable<string>, delimiter: string): AsyncGenerator<Row> {
  const found: Pick<Row, 'cells' | 'raw'>[] = []
  const parser = parse({
    ...options,
    delimiter,
    on_record: (row: unknown) => {
      const { record, raw } = row as { record: string[]; raw: string }
      found.push({ cells: record, raw })
      return null
    },
  })
  parser.on('error', () => {})
  let from = 1
  for await (const piece of each(text)) {
    const error = await new Promise<unknown>((done) => (piece === null ? parser.end(done) : parser.write(piece, done)))
    for (const { cells, raw } of found.splice(0)) {
      const row = raw.replace(/^[\r\n]+/, '')
      from += breaksIn(raw.slice(0, raw.length - row.length))
      yield { cells, raw: row, from }
      from += breaksIn(row)
    }
    if (error) throw error
  }
}

const options = {
  bom: true,
  raw: true,
  relax_column_count: true,
  relax_quotes: true,
  skip_empty_lines: true,
  max_record_size: maxArticleBytes,
} as const

async function* each(text: AsyncIterable<string>): AsyncGenerator<string | null> {
  yield* text
  yield null
}

function breaksIn(text: string): number {
  return text.match(/\r\n|\r|\n/g)?.length ?? 0
}

function columnsOf(cells: readonly string[]): Columns {
  const names = usualNamesIn(cells)
  const at = new Map([...names].map(([field, name]) => [field, cells.indexOf(name)]))
  return { at, isOurs: cells.includes('content_sha256') && cells.includes('source_slug'), count: cells.length }
}

type Reading = { name: string; columns: Columns; encoding: string }

function recordOf({ cells, raw, from }: Row, { name, columns, encoding }: Reading): ArticleRecord | Unreadable {
  const bytes = Buffer.from(raw.replace(/[\r\n]+$/, ''))
  const place = `Line ${from} of “${name}”`
  if (cells.length > columns.count)
    return {
      line: from,
      bytes,
      failure: `${place} has ${cells.length} cells, but the first row names ${columns.count}. Put quotes around cells that hold the separator.`,
    }
  const cell = (field: UsualField): string | undefined => {
    const text = cells[columns.at.get(field) ?? -1]
    return columns.isOurs ? text?.replace(/^'/, '') : text
  }
  const { text = '', ...says } = Object.fromEntries([...columns.at.keys()].map((field) => [field, cell(field)]))
  const isHtml = /<(?:p|br|div|h[1-6]|ul|ol|blockquote)(?:\s[^>]*)?\/?>/i.test(text)
  const decoded = {
    text: raw,
    encoding,
    encoding_found_by: encoding === 'utf-8' ? 'valid UTF-8' : 'guess',
    bom: false,
    lossy: false,
  } as const
  const lines = isHtml && !columns.isOurs ? linesOfHtml(text) : text
  return shapedRecord({
    place,
    line: from,
    bytes,
    decoded,
    says,
    lines,
    notes: lines === text ? [] : ['Its text is HTML and was read as such.'],
  })
}

const reasons: Record<string, string> = {
  CSV_MAX_RECORD_SIZE: 'a row there is larger than 2 MB, the most that one article may have, or a quote is never closed',
  CSV_QUOTE_NOT_CLOSED: 'a quote that begins there is never closed',
}

function isOfTable(error: unknown): error is Error & { code: string; lines: number } {
  return error instanceof Error && String((error as { code?: unknown }).code).startsWith('CSV_')
}
