/** The text as the rules see it: folded for matching, with the way back to the original offsets. */
export type Shadow = {
  text: string
  /** Original offset where the folded unit at this index begins. */
  start: (index: number) => number
  /** Original offset where the folded unit before this index ends. */
  end: (index: number) => number
}

export function shadowOf(original: string): Shadow {
  if (plain.test(original)) return { text: original.toLowerCase(), start: (index) => index, end: (index) => index }
  return foldedWithMap(original)
}

/** The folded form of a phrase, as it stands in a shadow. */
export function fold(text: string): string {
  const known = recent.get(text)
  if (known !== undefined) return known
  const folded = shadowOf(text).text.trim()
  if (recent.size >= mostRecent) recent.clear()
  if (text.length <= longestRecent) recent.set(text, folded)
  return folded
}

// One line is asked many questions, each about its folded words.
const recent = new Map<string, string>()
const mostRecent = 64
const longestRecent = 2_000

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

const plain = /^(?!.* {2})[ -~]*$/
const clusters = /[\u1100-\u115f][\u1160-\u11a7]?[\u11a8-\u11ff]?|[\s\S]\p{M}*/guy
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

/** Grows the folded text and the two maps side by side; runs of blanks become one. */
function foldedWithMap(original: string): Shadow {
  const starts: number[] = []
  const ends: number[] = []
  let text = ''
  let at = 0
  while (at < original.length) {
    const end = endOfCluster(original, at)
    const folded = end === at + 1 ? foldUnit(original.charCodeAt(at)) : foldCluster(original.slice(at, end))
    const joins = folded === '' || (folded === ' ' && text.endsWith(' '))
    if (joins && ends.length > 0) ends[ends.length - 1] = end
    for (let unit = joins ? folded.length : 0; unit < folded.length; unit++) {
      starts.push(at)
      ends.push(end)
    }
    if (!joins) text += folded
    at = end
  }
  return {
    text,
    start: (index) => starts[index] ?? original.length,
    end: (index) => (index <= 0 ? 0 : (ends[index - 1] ?? original.length)),
  }
}

const firstMark = 0x300
const firstJamo = 0x1100

/** Most letters are followed by one below the first combining mark: only the others are asked what they carry. */
function endOfCluster(text: string, at: number): number {
  const next = text.charCodeAt(at + 1)
  if (!(next >= firstMark) && text.charCodeAt(at) < firstJamo) return at + 1
  clusters.lastIndex = at
  return at + (clusters.exec(text)?.[0].length ?? 1)
}

const units: Array<string | undefined> = new Array(65_536)

function foldUnit(unit: number): string {
  const known = units[unit]
  if (known !== undefined) return known
  const folded = foldCluster(String.fromCharCode(unit))
  units[unit] = folded
  return folded
}
