import { cutLines, splitLines } from '../cleaning/clean-copy.ts'

export type Span = { start: number; end: number; type: 'link' | 'strong' | 'em' | 'code'; href?: string }

/** The unit of text. `end` is its stored separator; `origin` points into the decoded original. Offsets are UTF-16 code units. */
export type Paragraph = {
  id: string
  kind: 'text' | 'heading' | 'quote' | 'item' | 'figure' | 'table' | 'embed' | 'blank'
  level?: number
  text: string
  spans: Span[]
  origin: { start: number; end: number } | null
  end: string
  list?: { ordered: boolean; depth: number }
}

/** What a line of an original is beside its words, where the original said so. */
export type Shape = Pick<Paragraph, 'kind' | 'level' | 'spans' | 'list'>

/** A stretch of a paragraph that the clean copy leaves out. */
export type Cut = { paragraph_id: string; start: number; end: number }

/** The paragraphs of a text, one a line, each of the shape that its original gave it; ids are `<revision>-<ordinal>`, so none is ever given twice in an article. */
export function paragraphsOf(text: string, revision: number, shapes: readonly Shape[] = []): Paragraph[] {
  let at = 0
  return splitLines(text).map(({ text: line, end }, index) => {
    const origin = { start: at, end: at + line.length }
    at += line.length + end.length
    const shape: Shape = shapes[index] ?? { kind: isBlank(line) ? 'blank' : 'text', spans: [] }
    return { id: `${revision}-${index + 1}`, ...shape, text: line, origin, end }
  })
}

/** The whole text with its line breaks: for an untouched import, the decoded original. */
export function textOf(paragraphs: readonly Paragraph[]): string {
  return paragraphs.map(({ text, end }) => text + end).join('')
}

/** The paragraphs of the clean copy: less the cuts, emptied ones gone (DATA: what goes with a cut). */
export function cutParagraphs(paragraphs: readonly Paragraph[], cuts: readonly Cut[]): Paragraph[] {
  const lineOf = new Map(paragraphs.map(({ id }, line) => [id, line]))
  const known = cuts.flatMap(({ paragraph_id, start, end }) => {
    const line = lineOf.get(paragraph_id)
    return line === undefined ? [] : [{ line, start, end }]
  })
  if (known.length === 0) return [...paragraphs]
  return cutLines(paragraphs, known).map(({ from, text, end }) => {
    const paragraph = paragraphs[from]
    if (!paragraph) throw new Error(`The clean copy names line ${from}, which the text does not have.`)
    return paragraph.text === text ? { ...paragraph, end } : { ...paragraph, text, end, spans: survivingSpans(paragraph, text) }
  })
}

export function wordCount(paragraphs: readonly Paragraph[]): number {
  return paragraphs.reduce((sum, { text }) => sum + (text.match(/[\p{L}\p{N}]+(?:['’-][\p{L}\p{N}]+)*/gu)?.length ?? 0), 0)
}

export function isBlank(text: string): boolean {
  return text.trim() === ''
}

/** A plain text does not say what its headings are; this is what looks like one before the paragraph that follows. */
export function looksLikeHeading({ kind, text }: Pick<Paragraph, 'kind' | 'text'>, next: Pick<Paragraph, 'text'> | undefined): boolean {
  if (kind !== 'text' || next === undefined || next.text.length <= text.length) return false
  const short = text.length <= 80 && text.trim().split(/\s+/).length <= 10
  return short && /^[\p{L}\p{N}]/u.test(text) && /[\p{L}\p{N}]$/u.test(text.trimEnd())
}

// A formatted stretch keeps its formatting where its words still stand once and whole; else it becomes plain words.
function survivingSpans({ text, spans }: Paragraph, left: string): Span[] {
  return spans.flatMap((span) => {
    const words = text.slice(span.start, span.end)
    const start = left.indexOf(words)
    return words === '' || start < 0 || left.indexOf(words, start + 1) >= 0 ? [] : [{ ...span, start, end: start + words.length }]
  })
}
