import { Parser } from 'htmlparser2'
import type { Shape, Span } from '../../articles/paragraph.ts'
import { safeAddress } from '../../words/safe-address.ts'
import { mostLines } from '../record.ts'

/** A line of an article: its words and what it is. */
export type ShapedLine = Shape & { text: string }

/** Against what relative links are read, and whether an empty line ends a paragraph as WordPress means it. */
type Reading = { base?: string | undefined; emptyLineEnds?: boolean }

/** Levels of elements beyond which HTML is no article. */
const deepest = 400

/** The lines of some HTML: what is a paragraph, heading, item, quote, caption or row of a table is one. Null where it is nested too deep. */
export function linesOfHtml(html: string, reading: Reading = {}): ShapedLine[] | null {
  const place: Place = { reading, lines: [], stack: [], text: '', spans: [], passedOver: 0 }
  const parser = new Parser({
    onopentag: (name, attributes) => opened(place, name, attributes),
    ontext: (text) => heard(place, text),
    onclosetag: () => closed(place),
  })
  try {
    parser.end(html)
    flush(place)
  } catch (error) {
    if (error instanceof TooDeep) return null
    if (!(error instanceof TooMany)) throw error
  }
  return place.lines
}

// Thrown, for the parser goes on to the end whatever it is told, and ever slower the deeper it is.
class TooDeep extends Error {}
class TooMany extends Error {}

/** The words of some HTML, such as a title, on one line. */
export function wordsOfHtml(html: string): string {
  return (linesOfHtml(html) ?? []).map(({ text }) => text).join(' ')
}

type Inherited = Pick<Shape, 'kind' | 'level' | 'list'>
type Opened = { shape: Inherited; isBlock: boolean; isPre: boolean; span: Omit<Span, 'end'> | null }
type Place = {
  reading: Reading
  lines: ShapedLine[]
  stack: Opened[]
  text: string
  spans: Span[]
  /** How many elements one is inside of something that is no text. */
  passedOver: number
}

const plain: Inherited = { kind: 'text' }
const noText = new Set(
  'head title script style template noscript svg math iframe object embed video audio canvas button select textarea form del s strike'.split(
    ' ',
  ),
)
const blocks = new Set(
  `address article aside blockquote body center dd details div dl dt fieldset figcaption figure footer h1 h2 h3 h4 h5 h6 header hr html li main
  nav ol p pre section summary table tbody tfoot thead tr ul br`.split(/\s+/),
)
const inline: Readonly<Record<string, Span['type']>> = { a: 'link', b: 'strong', strong: 'strong', i: 'em', em: 'em', code: 'code' }

function opened(place: Place, name: string, attributes: Record<string, string>): void {
  if (place.stack.length + place.passedOver >= deepest) throw new TooDeep()
  if (place.passedOver > 0 || noText.has(name) || isHidden(attributes)) {
    place.passedOver += 1
    return
  }
  const above = place.stack.at(-1)
  const shape = shapeOf(name, above?.shape ?? plain, place.stack)
  const isBlock = blocks.has(name) && (name !== 'div' || shape.kind !== 'table')
  if (isBlock) flush(place)
  if ((name === 'td' || name === 'th') && place.text !== '') place.text = `${place.text.trimEnd()}\t`
  const span = spanOf(place, name, attributes)
  place.stack.push({ shape, isBlock, isPre: name === 'pre' || above?.isPre === true, span })
}

function closed(place: Place): void {
  if (place.passedOver > 0) {
    place.passedOver -= 1
    return
  }
  const top = place.stack.at(-1)
  if (top?.isBlock) flush(place)
  if (top?.span) endSpan(place, top.span)
  place.stack.pop()
}

function isHidden({ hidden, style = '' }: Record<string, string>): boolean {
  return hidden !== undefined || /(?:display\s*:\s*none|visibility\s*:\s*hidden)/i.test(style)
}

function shapeOf(name: string, above: Inherited, stack: readonly Opened[]): Inherited {
  if (/^h[1-6]$/.test(name)) return { kind: 'heading', level: Number(name[1]) }
  if (name === 'blockquote') return { kind: 'quote' }
  if (name === 'figcaption') return { kind: 'figure' }
  if (name === 'tr') return { kind: 'table' }
  if (name === 'ul' || name === 'ol') return { kind: above.kind, list: { ordered: name === 'ol', depth: (above.list?.depth ?? 0) + 1 } }
  if (name === 'li') return { kind: 'item', list: above.list ?? { ordered: false, depth: 1 } }
  // A table may be the layout of a page: a paragraph in it is a paragraph.
  if (above.kind === 'table' && (name === 'p' || name === 'table')) return plain
  return stack.length === 0 ? plain : above
}

// One in another of the same type adds nothing, and many would.
function spanOf({ text, reading, stack }: Place, name: string, { href }: Record<string, string>): Opened['span'] {
  const type = inline[name]
  if (!type || stack.some(({ span }) => span?.type === type)) return null
  if (type !== 'link') return { type, start: text.length }
  const address = href ? safeAddress(URL.parse(href.trim(), reading.base)?.href ?? null) : null
  return address ? { type, start: text.length, href: address } : null
}

function endSpan({ spans, text }: Place, span: Omit<Span, 'end'>): void {
  if (text.length > span.start) spans.push({ ...span, end: text.length })
}

function heard(place: Place, text: string): void {
  if (place.passedOver > 0) return
  const pieces = text.split(place.stack.at(-1)?.isPre ? /\r?\n/ : place.reading.emptyLineEnds ? /\n[ \t\r]*\n\s*/ : /$^/)
  for (const [index, piece] of pieces.entries()) {
    if (index > 0) flush(place)
    const words = piece.replaceAll(/[ \t\n\r\f]+/g, ' ')
    place.text += place.text === '' || /[ \t]$/.test(place.text) ? words.replace(/^ /, '') : words
  }
}

function flush(place: Place): void {
  const text = place.text.replace(/[ \t]+$/, '')
  for (const { span } of place.stack) {
    if (!span) continue
    endSpan(place, span)
    span.start = 0
  }
  const spans = place.spans.map((span) => ({ ...span, end: Math.min(span.end, text.length) })).filter(({ start, end }) => start < end)
  if (text.trim() !== '') place.lines.push({ ...lineShape(place.stack.at(-1)?.shape ?? plain), text, spans })
  place.text = ''
  place.spans = []
  if (place.lines.length > mostLines) throw new TooMany()
}

function lineShape({ kind, level, list }: Inherited): Inherited {
  return { kind, ...(level === undefined ? {} : { level }), ...(list === undefined || kind !== 'item' ? {} : { list }) }
}
