/** A line and the break that ends it: `\n`, `\r\n`, or nothing for a last line without one. */
export type Line = { text: string; end: string }
export type Cut = { line: number; start: number; end: number }
type Span = { start: number; end: number }

export const cutsOf = <Found extends { verdict: string }>(marks: readonly Found[]): Found[] =>
  marks.filter(({ verdict }) => verdict === 'cut')

/** The lines of a text, by the index that `text.split('\n')` gives them. */
export function splitLines(text: string): Line[] {
  const pieces = text.split('\n')
  const last = pieces.pop() ?? ''
  const lines = pieces.map((piece) => (piece.endsWith('\r') ? { text: piece.slice(0, -1), end: '\r\n' } : { text: piece, end: '\n' }))
  return last === '' ? lines : [...lines, { text: last, end: '' }]
}

export function joinLines(lines: readonly Line[]): string {
  return lines.map((line) => line.text + line.end).join('')
}

/** What is left of a line, or null when nothing but blanks is left and the line disappears. */
export function cutLine(text: string, cuts: readonly Span[]): string | null {
  if (cuts.length === 1 && text !== '' && (cuts[0] as Span).start <= 0 && (cuts[0] as Span).end >= text.length) return null
  const spans = merged(text.length, cuts)
  const [only, another] = spans
  if (!only) return text
  if (!another && isBlank(text.slice(0, only.start)) && isBlank(text.slice(only.end))) return null
  const kept = piecesBetween(text, spans)
  if (kept.every(isBlank)) return null
  return kept.filter((piece, index) => index === 0 || index === kept.length - 1 || !isBlank(piece)).reduce(join)
}

/** The clean copy as lines, each with the index it had in the original. */
export function cutLines(lines: readonly Line[], cuts: readonly Cut[]): Array<Line & { from: number }> {
  const changed = changesOf(
    lines.map(({ text }) => text),
    cuts,
  )
  const kept = lines.flatMap(({ text, end }, from) => (changed.get(from) === null ? [] : [{ text: changed.get(from) ?? text, end, from }]))
  return lines.at(-1)?.end === '' && changed.get(lines.length - 1) === null ? withoutLastBreak(kept) : kept
}

/** What becomes of the lines that do not stay as they are: what is left, or null for a line that goes, and for the blank one it leaves double. */
export function changesOf(texts: readonly string[], cuts: readonly Cut[]): Map<number, string | null> {
  const changed = new Map<number, string | null>()
  const spans = Map.groupBy(cuts, ({ line }) => line)
  for (const row of [...spans.keys()].sort((a, b) => a - b)) {
    const text = texts[row]
    const left = text === undefined ? text : cutLine(text, spans.get(row) ?? [])
    if (left === undefined || left === text) continue
    changed.set(row, left)
    if (left === null && isBlankTwice(texts, changed, row)) changed.set(row + 1, null)
  }
  return changed
}

/** Whether the line that goes stood between two blank ones. */
function isBlankTwice(texts: readonly string[], changed: ReadonlyMap<number, string | null>, row: number): boolean {
  let before = row - 1
  while (changed.get(before) === null) before -= 1
  return isBlank(texts[row + 1] ?? 'words') && isBlank(changed.get(before) ?? texts[before] ?? 'words')
}

/** The texts of the lines, without what ends them. */
export function textsOf(text: string): string[] {
  const pieces = text.split('\n')
  const last = pieces.pop() ?? ''
  const texts = text.includes('\r') ? pieces.map((piece) => (piece.endsWith('\r') ? piece.slice(0, -1) : piece)) : pieces
  return last === '' ? texts : [...texts, last]
}

/** The clean copy of a text whose lines are given. */
export function cutText(text: string, texts: readonly string[], cuts: readonly Cut[]): string {
  const changed = changesOf(texts, cuts)
  if (changed.size === 0) return text
  const pieces = text.split('\n')
  const isEnded = pieces.length > texts.length
  const kept: string[] = []
  for (const [row, line] of texts.entries()) {
    const left = changed.get(row)
    const piece = pieces[row] ?? ''
    if (left !== null) kept.push(left === undefined ? piece : left + piece.slice(line.length))
  }
  if (!isEnded && changed.get(texts.length - 1) === null && kept.at(-1)?.endsWith('\r')) kept.push((kept.pop() ?? '').slice(0, -1))
  return isEnded && kept.length > 0 ? `${kept.join('\n')}\n` : kept.join('\n')
}

/** The last line went and had no break of its own: the break before it goes with it. */
function withoutLastBreak(kept: Array<Line & { from: number }>): Array<Line & { from: number }> {
  const last = kept.at(-1)
  if (!last) return kept
  return last.text === '' ? kept.slice(0, -1) : [...kept.slice(0, -1), { ...last, end: '' }]
}

function merged(length: number, cuts: readonly Span[]): Span[] {
  const spans: Span[] = []
  const inside = cuts.map(({ start, end }) => ({ start: Math.max(0, start), end: Math.min(length, end) }))
  for (const span of inside.filter(({ start, end }) => start < end).sort((a, b) => a.start - b.start)) {
    const before = spans.at(-1)
    if (before && span.start <= before.end) before.end = Math.max(before.end, span.end)
    else spans.push({ ...span })
  }
  return spans
}

function piecesBetween(text: string, spans: readonly Span[]): string[] {
  const edges = [0, ...spans.flatMap(({ start, end }) => [start, end]), text.length]
  return Array.from({ length: edges.length / 2 }, (_, piece) => text.slice(edges[piece * 2], edges[piece * 2 + 1]))
}

function join(before: string, after: string): string {
  const left = before.trimEnd()
  const right = after.trimStart()
  const glued = left === before && right === after && endsUnspaced.test(left.slice(-16)) && startsUnspaced.test(right)
  return left === '' || right === '' || glued || noBlankBefore.test(right) ? left + right : `${left} ${right}`
}

const isBlank = (text: string): boolean => text.trim() === ''
const noBlankBefore = /^[.,;:!?]/
// Scripts that write without blanks between words, and their own punctuation.
const unspaced =
  '[\\p{scx=Han}\\p{scx=Hiragana}\\p{scx=Katakana}\\p{sc=Thai}\\p{sc=Lao}\\p{sc=Khmer}\\p{sc=Myanmar}\\u3000-\\u303f\\uff01-\\uff0f\\uff1a-\\uff20]'
const endsUnspaced = new RegExp(`${unspaced}\\p{M}*$`, 'u')
const startsUnspaced = new RegExp(`^${unspaced}`, 'u')
