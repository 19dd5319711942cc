import type { Span } from '../../articles/paragraph.ts'
import { safeAddress } from '../../words/safe-address.ts'
import type { ShapedLine } from './html-lines.ts'
import { objectsUnder, textUnder } from './json-items.ts'

type Lexical = { lines: ShapedLine[]; notes: string[] }
type Node = Readonly<Record<string, unknown>>

const deepest = 50

/** The lines of a text as Ghost’s newer editor keeps it: a tree of paragraphs in JSON. Null where it is none. */
export function linesOfLexical(json: string): Lexical | null {
  const root = rootOf(json)
  if (!root) return null
  const found: Lexical = { lines: [], notes: [] }
  const cards = new Set<string>()
  for (const node of objectsUnder(root, 'children')) addBlock(node, { found, cards, depth: 0 })
  if (cards.size > 0) found.notes.push(`Cards of Ghost were left out (${[...cards].slice(0, 5).join(', ')}); the original keeps them.`)
  return found
}

function rootOf(json: string): Node | null {
  try {
    return objectsUnder(JSON.parse(json), 'root')[0] ?? null
  } catch {
    return null
  }
}

type Place = { found: Lexical; cards: Set<string>; depth: number }

function addBlock(node: Node, place: Place): void {
  const type = textUnder(node, 'type') ?? ''
  const children = objectsUnder(node, 'children')
  if (type === 'list') {
    if (place.depth < deepest) for (const item of children) addItem(item, node, place)
    return
  }
  if (children.length === 0) {
    if (!isEmptyWords.has(type)) place.cards.add(type.slice(0, 30))
    return
  }
  addLine({ ...shapeOf(type, textUnder(node, 'tag')), ...wordsOf(children) }, place)
}

const isEmptyWords = new Set(['paragraph', 'heading', 'extended-heading', 'linebreak'])

function shapeOf(type: string, tag: string | undefined): Pick<ShapedLine, 'kind' | 'level'> {
  if (type.endsWith('heading')) return { kind: 'heading', level: Number(/^h([1-6])$/.exec(tag ?? '')?.[1] ?? 2) }
  return { kind: type.endsWith('quote') ? 'quote' : 'text' }
}

function addItem(item: Node, list: Node, place: Place): void {
  const children = objectsUnder(item, 'children')
  const ordered = textUnder(list, 'listType') === 'number'
  const words = wordsOf(children.filter((child) => child['type'] !== 'list'))
  addLine({ kind: 'item', list: { ordered, depth: place.depth + 1 }, ...words }, place)
  for (const child of children) if (child['type'] === 'list') addBlock(child, { ...place, depth: place.depth + 1 })
}

function addLine(line: ShapedLine, { found }: Place): void {
  if (line.text.trim() !== '') found.lines.push(line)
}

const formats = [
  [1, 'strong'],
  [2, 'em'],
  [16, 'code'],
] as const

function wordsOf(nodes: readonly Node[]): Pick<ShapedLine, 'text' | 'spans'> {
  const spans: Span[] = []
  let text = ''
  for (const node of nodes) {
    const start = text.length
    const inner = objectsUnder(node, 'children')
    text += (inner.length > 0 ? inner.map((one) => textUnder(one, 'text') ?? '').join('') : textOf(node)).replaceAll(/[\r\n]+/g, ' ')
    const end = text.length
    if (end === start) continue
    const href = safeAddress(textUnder(node, 'url') ?? null)
    if (href) spans.push({ type: 'link', start, end, href })
    const bits = Number(node['format']) || 0
    for (const [bit, type] of formats) if ((bits & bit) !== 0) spans.push({ type, start, end })
  }
  return { text, spans }
}

function textOf(node: Node): string {
  return node['type'] === 'linebreak' ? ' ' : typeof node['text'] === 'string' ? node['text'] : ''
}
