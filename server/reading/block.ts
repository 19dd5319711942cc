import type { Paragraph, Span } from '../articles/paragraph.ts'

/** A stretch of words that look alike. */
export type Piece = { text: string; href: string | null; strong: boolean; em: boolean; code: boolean }

/** What a page of reading is made of: paragraphs as they are shown, the items of a list together. */
export type Block =
  | { kind: 'text' | 'quote' | 'figure'; pieces: Piece[] }
  | { kind: 'heading'; level: 2 | 3 | 4; pieces: Piece[] }
  | { kind: 'list'; ordered: boolean; items: Piece[][] }

export function blocksOf(paragraphs: readonly Paragraph[]): Block[] {
  const blocks: Block[] = []
  let isSame = false
  for (const paragraph of paragraphs.filter(({ text, kind }) => kind !== 'blank' && text.trim() !== '')) {
    const ordered = paragraph.list?.ordered ?? false
    const before = blocks.at(-1)
    isSame = paragraph.kind === 'item' && before?.kind === 'list' && before.ordered === ordered
    if (isSame && before?.kind === 'list') before.items.push(piecesOf(paragraph))
    else blocks.push(blockOf(paragraph, ordered))
  }
  return blocks
}

function blockOf(paragraph: Paragraph, ordered: boolean): Block {
  const pieces = piecesOf(paragraph)
  if (paragraph.kind === 'item') return { kind: 'list', ordered, items: [pieces] }
  if (paragraph.kind === 'heading') return { kind: 'heading', level: levelOf(paragraph.level), pieces }
  if (paragraph.kind === 'quote' || paragraph.kind === 'figure') return { kind: paragraph.kind, pieces }
  return { kind: 'text', pieces }
}

// The title is the page's first heading, whatever levels the text brings along.
function levelOf(level = 2): 2 | 3 | 4 {
  return level <= 2 ? 2 : level === 3 ? 3 : 4
}

/** The words of a paragraph, cut where a span begins or ends: spans may overlap, pieces do not. */
export function piecesOf({ text, spans }: Pick<Paragraph, 'text' | 'spans'>): Piece[] {
  const inside = spans.flatMap(({ start, end }) => [start, end]).filter((edge) => edge > 0 && edge < text.length)
  const edges = [...new Set([0, ...inside, text.length])].sort((a, b) => a - b)
  return edges.slice(1).map((end, index) => {
    const start = edges[index] ?? 0
    const here = spans.filter((span) => span.start <= start && span.end >= end)
    const has = (type: Span['type']) => here.some((span) => span.type === type)
    const href = here.map(safeHref).find((address) => address !== null) ?? null
    return { text: text.slice(start, end), href, strong: has('strong'), em: has('em'), code: has('code') }
  })
}

function safeHref({ type, href }: Span): string | null {
  return type === 'link' ? safeAddress(href ?? null) : null
}

/** An address that a link may have: web and mail only, whatever the text brought along. */
export function safeAddress(address: string | null): string | null {
  const url = address ? URL.parse(address) : null
  return url && safe.has(url.protocol) ? url.href : null
}

const safe = new Set(['http:', 'https:', 'mailto:'])
