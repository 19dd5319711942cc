import { dropped, foldOf, space } from './folding.ts'
import { isCapital, isLetter } from './units.ts'

/**
 * How phrases begin, to be asked before a tree is walked, for nearly every walk would end at once. Two tables of hashes: `four` says which
 * sorts of phrases begin with four units (or are one, two or three), `eight` which phrases begin with eight (or are five, six or seven).
 */
export type Beginnings = { four: Uint8Array; eight: Uint8Array }

const fours = 65_536
const eights = 262_144

const long = 1
const short = 2
const tiny = 4

/** How phrases begin at a sentence or a copyright line, how those end that stand at the end of a line, and which of these close a call. */
export type Edges = { beginnings: Beginnings; endings: Beginnings; closings: Beginnings }
type Phrases = readonly { text: string }[]

export function edgesOf(starting: Phrases, ending: Phrases, closing: Phrases = []): Edges {
  return {
    beginnings: beginningsOf({ phrases: [...starting, { text: 'copyright' }], backwards: false }),
    endings: beginningsOf({ phrases: [...ending, ...closing], backwards: true }),
    closings: beginningsOf({ phrases: closing, backwards: true }),
  }
}

function beginningsOf({ phrases, backwards }: { phrases: Phrases; backwards: boolean }): Beginnings {
  const beginnings: Beginnings = { four: new Uint8Array(fours), eight: new Uint8Array(eights) }
  let before = ''
  for (const { text } of phrases) {
    // Several kinds share a phrase, one behind the other.
    if (text !== before) note(beginnings, text, backwards)
    before = text
  }
  return beginnings
}

function note({ four, eight }: Beginnings, text: string, backwards: boolean): void {
  const { length } = text
  const [from, step] = backwards ? [length - 1, -1] : [0, 1]
  const first = hashOf(unitAt(text, from), unitAt(text, from + step), unitAt(text, from + 2 * step), unitAt(text, from + 3 * step))
  const at = first & (fours - 1)
  four[at] = (four[at] as number) | (length < 4 ? tiny : length < 8 ? short : long)
  if (length < 4) return
  const fifth = from + 4 * step
  const units = [unitAt(text, fifth), unitAt(text, fifth + step), unitAt(text, fifth + 2 * step), unitAt(text, fifth + 3 * step)] as const
  eight[longHashOf(first, ...units)] = 1
}

const unitAt = (text: string, at: number): number => (at >= 0 && at < text.length ? text.charCodeAt(at) : 0)

const hashOf = (a: number, b: number, c: number, d: number): number =>
  Math.imul(Math.imul(Math.imul(a, 31) + b, 31) + c, 0x9e37) + Math.imul(d, 0x85eb)

function longHashOf(first: number, e: number, f: number, g: number, h: number): number {
  const hash = Math.imul(first, 0x1f35) + hashOf(e, f, g, h)
  return (hash ^ (hash >>> 15)) & (eights - 1)
}

/** A first answer for the letter that stands first and three small ones behind it, in the order in which phrases are read. */
export const surelyNone = ({ four }: Beginnings, a: number, b: number, c: number, d: number): boolean =>
  a < 128 && isSmall(b) && isSmall(c) && isSmall(d) && ((four[hashOf(foldOf(a), b, c, d) & (fours - 1)] as number) & (long | short)) === 0

/** Whether a phrase may begin at this place of a raw line; where units do not fold one by one the walk has to tell. */
export function mayBegin(beginnings: Beginnings, units: Uint16Array, at: number): boolean {
  if (surelyNone(beginnings, units[at] as number, units[at + 1] as number, units[at + 2] as number, units[at + 3] as number)) return false
  const a = foldOf(units[at] as number)
  const b = foldOf(units[at + 1] as number)
  const c = foldOf(units[at + 2] as number)
  const d = foldOf(units[at + 3] as number)
  if (a >= dropped || b >= dropped || c >= dropped || d >= dropped || (b === space && c === space)) return true
  if (!isWord(units, at) && isTiny(beginnings, units, at, a, b, c)) return true
  const first = hashOf(a, b, c, d)
  const sorts = beginnings.four[first & (fours - 1)] as number
  return (sorts & (long | short)) !== 0 && mayGoOn(beginnings, units, at, first, (sorts & short) !== 0)
}

/** Whether three small letters follow, so that no phrase of up to three units ends. */
const isWord = (units: Uint16Array, at: number): boolean =>
  (units[at] as number) < firstUnspaced &&
  isSmall(units[at + 1] as number) &&
  isSmall(units[at + 2] as number) &&
  isSmall(units[at + 3] as number)
const isSmall = (unit: number): boolean => unit >= 97 && unit <= 122

function isTiny({ four }: Beginnings, units: Uint16Array, at: number, a: number, b: number, c: number): boolean {
  return (
    ((four[hashOf(a, b, c, 0) & (fours - 1)] as number) >= tiny && mayEnd(units, at + 2)) ||
    ((four[hashOf(a, b, 0, 0) & (fours - 1)] as number) >= tiny && mayEnd(units, at + 1)) ||
    ((four[hashOf(a, 0, 0, 0) & (fours - 1)] as number) >= tiny && mayEnd(units, at))
  )
}

/** Four units more. */
function mayGoOn({ eight }: Beginnings, units: Uint16Array, at: number, first: number, hasShort: boolean): boolean {
  const d = units[at + 3] as number
  const e = foldOf(units[at + 4] as number)
  const f = foldOf(units[at + 5] as number)
  const g = foldOf(units[at + 6] as number)
  const h = foldOf(units[at + 7] as number)
  if (e >= dropped || f >= dropped || g >= dropped || h >= dropped || foldOf(units[at + 8] as number) >= dropped) return true
  if (e === space ? foldOf(d) === space || f === space : g === space && (f === space || h === space)) return true
  if (eight[longHashOf(first, e, f, g, h)] === 1) return true
  return (
    hasShort &&
    ((eight[longHashOf(first, 0, 0, 0, 0)] === 1 && mayEnd(units, at + 3)) ||
      (eight[longHashOf(first, e, 0, 0, 0)] === 1 && mayEnd(units, at + 4)) ||
      (eight[longHashOf(first, e, f, 0, 0)] === 1 && mayEnd(units, at + 5)) ||
      (eight[longHashOf(first, e, f, g, 0)] === 1 && mayEnd(units, at + 6)))
  )
}

// Thai, the first script that writes without blanks.
const firstUnspaced = 0xe00

/** Whether a phrase may end with this unit: no letter goes on, but where a capital may be glued to it or words have no blanks between them. */
export function mayEnd(units: Uint16Array, at: number): boolean {
  const next = units[at + 1] as number
  return !goesOn(next) || isCapital(next) || (units[at] as number) >= firstUnspaced || next >= firstUnspaced
}

export const goesOn = (unit: number): boolean => isLetter(unit) && foldOf(unit) < dropped

/** Whether a phrase that is read backwards may end at this place; it has other words before it. */
export function mayClose(endings: Beginnings, units: Uint16Array, at: number): boolean {
  if (at < 8) return true
  if (surelyNone(endings, units[at] as number, units[at - 1] as number, units[at - 2] as number, units[at - 3] as number)) return false
  for (let back = 0; back < 9; back++) {
    const folded = foldOf(units[at - back] as number)
    if (folded >= dropped || (folded === space && foldOf(units[at - back - 1] as number) === space)) return true
    read[back] = folded
  }
  return closes(endings, units, at)
}

function closes({ four, eight }: Beginnings, units: Uint16Array, at: number): boolean {
  const [a, b, c, d, e, f, g, h] = read as unknown as [number, number, number, number, number, number, number, number]
  const first = hashOf(a, b, c, d)
  const sorts = four[first & (fours - 1)] as number
  if ((sorts & long) !== 0 && eight[longHashOf(first, e, f, g, h)] === 1) return true
  if (
    (sorts & short) !== 0 &&
    ((eight[longHashOf(first, 0, 0, 0, 0)] === 1 && !goesOn(units[at - 4] as number)) ||
      (eight[longHashOf(first, e, 0, 0, 0)] === 1 && !goesOn(units[at - 5] as number)) ||
      (eight[longHashOf(first, e, f, 0, 0)] === 1 && !goesOn(units[at - 6] as number)) ||
      (eight[longHashOf(first, e, f, g, 0)] === 1 && !goesOn(units[at - 7] as number)))
  )
    return true
  return (((four[hashOf(a, b, c, 0) & (fours - 1)] as number) | (four[hashOf(a, b, 0, 0) & (fours - 1)] as number)) & tiny) !== 0
}

const read = new Uint16Array(9)

const mostSigns = 8

/** The last letter of a line, but for a few signs behind it, counted as they are when the line is folded. */
export function lastLetter(units: Uint16Array, length: number): number {
  let last = length - 1
  for (let signs = 0; last > 0 && signs < mostSigns && !isLetter(units[last] as number); last--) {
    const unit = foldOf(units[last] as number)
    if (unit !== dropped && !(unit === space && foldOf(units[last - 1] as number) === space)) signs += 1
  }
  return last
}
