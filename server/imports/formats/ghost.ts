import type { ArticleRecord, Format, IncomingFile, Unreadable } from '../record.ts'
import { withoutMark } from './begun.ts'
import { linesOfHtml } from './html-lines.ts'
import { type ObjectTold, recordsOfList, textUnder } from './json-items.ts'
import { type JsonPart, partsOfJson, partUnder } from './json-parts.ts'
import { linesOfLexical } from './lexical-lines.ts'
import { wholeFile } from './whole-file.ts'

/** An export of Ghost. Its posts and pages are articles. */
export const ghost: Format<IncomingFile> = {
  name: 'Ghost export',
  extensions: [],
  fits: (head) => /^\s*\{\s*"(?:db|meta|data)"\s*:/.test(head) && /"exported_on"\s*:|"posts"\s*:\s*\[/.test(head),
  read: readGhost,
}

async function* readGhost(file: IncomingFile): AsyncGenerator<ArticleRecord | Unreadable> {
  const whole = await wholeFile(file, 'a Ghost export')
  if ('failure' in whole) return yield whole
  const bytes = withoutMark(whole.bytes)
  const tables = tablesOf(bytes)
  const authors = authorsIn(bytes, tables)
  const from = tables.get('posts')?.from ?? bytes.length
  yield* recordsOfList(file.name, { bytes, from }, (post) => toldBy(post, authors.get(textUnder(post, 'id') ?? '') ?? []))
}

type Tables = Map<string, JsonPart>

// A list of databases may stand around it, of which there is ever one.
function tablesOf(bytes: Buffer): Tables {
  const data = partUnder(bytes, ['data']) ?? partUnder(bytes, ['db', '', 'data'])
  return new Map(data ? [...partsOfJson(bytes, data.from)].map((part) => [part.key, part]) : [])
}

function authorsIn(bytes: Buffer, tables: Tables): Map<string, string[]> {
  const names = new Map(rowsOf(bytes, tables.get('users')).map((user) => [textUnder(user, 'id'), textUnder(user, 'name')]))
  const authors = new Map<string, string[]>()
  for (const row of rowsOf(bytes, tables.get('posts_authors'))) {
    const name = names.get(textUnder(row, 'author_id'))
    const post = textUnder(row, 'post_id')
    if (name && post) authors.set(post, [...(authors.get(post) ?? []), name])
  }
  return authors
}

function rowsOf(bytes: Buffer, table: JsonPart | undefined): unknown[] {
  if (!table || table.to < 0) return []
  try {
    const rows: unknown = JSON.parse(bytes.toString('utf8', table.from, table.to))
    return Array.isArray(rows) ? rows : []
  } catch {
    return []
  }
}

function toldBy(post: Readonly<Record<string, unknown>>, authors: readonly string[]): ObjectTold {
  const status = textUnder(post, 'status')
  const url = textUnder(post, 'canonical_url')
  const says = {
    title: textUnder(post, 'title'),
    standfirst: textUnder(post, 'custom_excerpt'),
    byline: authors.join(', '),
    language: textUnder(post, 'locale'),
    url,
    external_id: textUnder(post, 'id') ?? textUnder(post, 'slug'),
    published_at: dateOf(post['published_at']),
  }
  const notes = status && status !== 'published' ? [`Ghost had it as “${status.slice(0, 20)}”, not published.`] : []
  const html = textUnder(post, 'html')
  if (html !== undefined) return { says, notes, lines: linesOfHtml(html, { base: url }) }
  const lexical = linesOfLexical(textUnder(post, 'lexical') ?? '')
  if (lexical) return { says, notes: [...notes, ...lexical.notes], lines: lexical.lines }
  const text = textUnder(post, 'plaintext')
  if (text === undefined && textUnder(post, 'mobiledoc'))
    return { failure: 'has its text only as mobiledoc, which is not read here. Export it from a newer Ghost.' }
  return { says, notes, lines: text ?? [] }
}

function dateOf(value: unknown): string | undefined {
  if (typeof value === 'string') return value
  return typeof value === 'number' && Math.abs(value) < 8.64e15 ? new Date(value).toISOString() : undefined
}
