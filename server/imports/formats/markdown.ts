import { micromark } from 'micromark'
import { parseDocument } from 'yaml'
import type { Decoded } from '../decode.ts'
import { bytesInWords } from '../import.ts'
import type { ArticleRecord, Format, IncomingFile, Unreadable } from '../record.ts'
import { linesOfHtml, type ShapedLine } from './html-lines.ts'
import { shapedRecord } from './shaped-record.ts'
import { usualFields } from './usual-fields.ts'
import { wholeFile } from './whole-file.ts'

/** CommonMark, under a YAML front matter or not; or several such one after the other, each under its own. */
export const markdown: Format<IncomingFile> = {
  name: 'Markdown',
  extensions: ['.md', '.markdown'],
  fits: (head) => /^\ufeff?---\r?\n(?:title|slug|date|layout)\s*:/i.test(head),
  read: readMarkdown,
}

async function* readMarkdown(file: IncomingFile): AsyncGenerator<ArticleRecord | Unreadable> {
  const whole = await wholeFile(file, 'Markdown')
  if ('failure' in whole) return yield whole
  const parts = partsOf(whole.decoded.text)
  for (const [index, text] of parts.entries()) {
    const alone = parts.length === 1
    const place = alone ? `“${file.name}”` : `Entry ${index + 1} of “${file.name}”`
    const bytes = alone ? whole.bytes : Buffer.from(text)
    yield recordOf({ place, line: alone ? null : index + 1, bytes }, { ...whole.decoded, text })
  }
}

// A line of three dashes in a text is a rule; only where fields and a second such line follow does another article begin.
function partsOf(text: string): string[] {
  const starts = [...text.matchAll(/(?<=^|\n\r?\n)---\r?\n(?=(?:title|slug)\s*:)/gi)].map(({ index }) => index)
  if (starts.length < 2) return [text]
  return starts.map((start, index) => text.slice(start, starts[index + 1]))
}

// Where marks are never closed its reading takes time by the square of the length, and a worker must not be missed meanwhile.
const mostBytes = 256 * 1024

type Place = { place: string; line: number | null; bytes: Buffer }

function recordOf(place: Place, decoded: Decoded): ArticleRecord | Unreadable {
  const [whole = '', yaml] = /^\ufeff?---\r?\n(.{0,65536}?)\r?\n(?:---|\.\.\.)[ \t]*(?:\r?\n|$)/s.exec(decoded.text) ?? []
  const body = decoded.text.slice(whole.length)
  if (place.bytes.length > mostBytes) {
    const failure = `${place.place} is larger than ${bytesInWords(mostBytes)}, the most that one article in Markdown may have.`
    return { line: place.line, bytes: place.bytes, failure }
  }
  const front = yaml === undefined ? {} : frontOf(yaml)
  const notes = front === null ? ['Its front matter is not YAML and was left out; the original keeps it.'] : []
  const { title, ...says } = usualFields(front ?? {})
  const lines = linesOfHtml(micromark(body, { allowDangerousHtml: true }))
  const first = lines?.[0]
  const isTitle =
    first?.kind === 'heading' && first.level === 1 && (title === undefined || squeezed(first) === title.replaceAll(/\s+/gu, ' ').trim())
  const heading = isTitle ? first.text : undefined
  return shapedRecord({
    ...place,
    decoded,
    says: { ...says, title: title ?? heading },
    lines: isTitle ? (lines?.slice(1) ?? null) : lines,
    notes,
  })
}

function squeezed({ text }: ShapedLine): string {
  return text.replaceAll(/\s+/gu, ' ').trim()
}

// No aliases: an article has none, and they unfold.
function frontOf(yaml: string): Record<string, unknown> | null {
  try {
    const document = parseDocument(yaml, { schema: 'core', prettyErrors: false, stringKeys: true })
    if (document.errors.length > 0) return null
    const value: unknown = document.toJS({ maxAliasCount: 0 })
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : null
  } catch {
    return null
  }
}
