const memo = new Map<string, string>()

/** The folded form of one character with its combining marks: often one unit, for an ignorable none. */
export function foldCluster(cluster: string): string {
  const known = memo.get(cluster)
  if (known !== undefined) return known
  const folded = foldAnew(cluster)
  if (cluster.length < 4 && memo.size < 20_000) memo.set(cluster, folded)
  return folded
}

function foldAnew(cluster: string): string {
  if (blank.test(cluster)) return ' '
  const lower = cluster.replace(ignorable, '').normalize('NFKC').toLowerCase()
  return lower.normalize('NFD').replace(accents, '').normalize('NFC').replace(variants, variantOf)
}

/** The folded forms of many phrases at once, each as `fold` gives it: one by one they would make the start of every command slow. */
export const foldAll = (texts: readonly string[]): string[] => (texts.length === 0 ? [] : foldedTogether(texts))

const foldedTogether = (texts: readonly string[]): string[] =>
  foldAnew(texts.join(between).replace(/[^\S ]+/gu, ' '))
    .replace(/ {2,}/g, ' ')
    .split(between)
    .map((text) => text.trim())

// A sign that folds to itself and that no phrase holds.
const between = '\u0001'

const blank = /^\s$/u
const ignorable = /\p{Cf}|\p{Variation_Selector}|\u034f/gu
// Marks that newsrooms write or leave out: accents of Latin, Greek and Cyrillic, vowel signs and the long stroke of Arabic and Hebrew.
const accents = /[\u0300-\u036f\u0591-\u05bd\u05bf\u05c1\u05c2\u064b-\u065f\u0670\u0640]/g

const spellings: Readonly<Record<string, string>> = {
  "'": '‘’‚‛ʼ`´′＇',
  '"': '“”„‟«»″「」『』＂',
  '-': '‐‑‒–—―−﹣',
  '|': '¦│ǀ',
  '>': '›→➜➤►▶⇒',
  '<': '‹←',
  i: 'ı',
  ك: 'ک',
  ي: 'ی',
  σ: 'ς',
}
const variantOf = (unit: string): string => spelt.get(unit) ?? unit
const spelt = new Map(Object.entries(spellings).flatMap(([to, from]) => [...from].map((unit) => [unit, to] as const)))
const variants = new RegExp(`[${[...spelt.keys()].join('')}]`, 'gu')

/** What a single unit folds to, where that is one unit; `dropped` when it is none, `complex` when only its neighbours can tell. */
export function foldOf(unit: number): number {
  const known = folds[unit] as number
  if (known > 0 || unit === 0) return known
  const folded = isComplex(unit) ? '??' : foldCluster(String.fromCharCode(unit))
  const found = folded === '' ? dropped : folded.length > 1 || unit >= dropped ? complex : folded.charCodeAt(0)
  folds[unit] = found
  return found
}

export const dropped = 0xfffe
export const complex = 0xffff
export const space = 32

// Filled as units are met: most never occur.
const folds = new Uint16Array(65_536)
const joins = new Uint8Array(65_536)

const isSurrogate = (unit: number): boolean => unit >= 0xd800 && unit <= 0xdfff
const isComplex = (unit: number): boolean =>
  isSurrogate(unit) ||
  (unit >= 0x1100 && unit <= 0x11ff) ||
  (marks.test(String.fromCharCode(unit)) && foldCluster(String.fromCharCode(unit)) !== '')

/** Whether this unit may belong to the character before it. */
export function mayJoin(unit: number): boolean {
  if (unit < firstMark) return false
  const known = joins[unit] as number
  if (known > 0) return known === 2
  const found = isSurrogate(unit) || marks.test(String.fromCharCode(unit))
  joins[unit] = found ? 2 : 1
  return found
}

const firstMark = 0x300
const marks = /\p{M}/u
const clusters = /[\u1100-\u115f][\u1160-\u11a7]?[\u11a8-\u11ff]?|[\s\S]\p{M}*/guy

/** Where the character that begins here ends, with all its marks. */
export function endOfCluster(text: string, at: number): number {
  clusters.lastIndex = at
  return at + (clusters.exec(text)?.[0].length ?? 1)
}
