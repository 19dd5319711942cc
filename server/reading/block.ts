import { isBlank, looksLikeHeading, type Paragraph, type Span } from '../articles/paragraph.ts'
import { safeAddress } from '../words/safe-address.ts'

/** A stretch of words that look alike. */
export type Piece = { text: string; href: string | null; strong: boolean; em: boolean; code: boolean }

/** What a page of reading is made of: paragraphs as they are shown, the items of a list together. */
export type Block =
  | { kind: 'text' | 'quote' | 'figure'; pieces: Piece[] }
  | { kind: 'heading'; level: 2 | 3 | 4; pieces: Piece[] }
  | { kind: 'list'; ordered: boolean; items: Piece[][] }

export function blocksOf(paragraphs: readonly Paragraph[]): Block[] {
  const blocks: Block[] = []
  const shown = paragraphs.filter(({ text }) => !isBlank(text))
  for (const [index, paragraph] of shown.entries()) {
    const block = blockOf(paragraph, shown[index + 1])
    const before = blocks.at(-1)
    if (block.kind === 'list' && before?.kind === 'list' && before.ordered === block.ordered) before.items.push(...block.items)
    else blocks.push(block)
  }
  return blocks
}

function blockOf(paragraph: Paragraph, next: Paragraph | undefined): Block {
  const { kind, level, list } = paragraph
  const pieces = piecesOf(paragraph)
  if (kind === 'item') return { kind: 'list', ordered: list?.ordered ?? false, items: [pieces] }
  if (kind === 'heading') return { kind: 'heading', level: levelOf(level), pieces }
  if (kind === 'quote' || kind === 'figure') return { kind, pieces }
  // Readers see as headings what the editors saw so in the galley.
  return looksLikeHeading(paragraph, next) ? { kind: 'heading', level: 2, pieces } : { kind: 'text', pieces }
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
