import { foldCluster } from './folding.ts'

/** What a code unit is to the search for sentences: a letter or a figure, a sign that says nothing, or one behind which a sentence may begin. */
const letter = 1
const neutral = 2
const capital = 3
const opens = 4
const unknown = 8

// Filled as units are met: a table of 65,536 entries is faster than any test, and most units never occur.
const classes = new Uint8Array(65_536).fill(unknown)

const opening = /[.!?\u2026\u3002\uff01\uff1f|*#<>\u061f\u06d4\u0964\u1362]|\p{So}|\p{Sm}|\p{Cs}|[\u2022\u203a\u2039\u00b7]/u
// A compatible sign may fold to two units, of which neither is a letter by itself.
const half = /[\ud800-\udfff]/
const starting = /[\p{L}\p{N}]/u
const upper = /\p{Lu}/u

function classOf(unit: number): number {
  const known = classes[unit] as number
  if (known !== unknown) return known
  const character = String.fromCharCode(unit)
  // As it stands in a folded text: “⒈” ends with a full stop, “ـ” is nothing.
  const folded = foldCluster(character)
  const found =
    opening.test(folded) || half.test(folded) ? opens : !starting.test(folded) ? neutral : upper.test(character) ? capital : letter
  classes[unit] = found
  return found
}

export const isLetter = (unit: number): boolean => (classOf(unit) & letter) !== 0
export const opensSentence = (unit: number): boolean => classOf(unit) === opens
export const isCapital = (unit: number): boolean => classOf(unit) === capital

const shared = 65_536
// A first look at eight units, and the one behind them, may look beyond the end.
const beyond = 9

/** Reads the code units of texts, a zero behind them, each until the next is read: a string takes four times as long to give them one by one. */
export function unitReader(): (text: string) => Uint16Array {
  const bytes = Buffer.alloc(2 * shared)
  const units = new Uint16Array(bytes.buffer, bytes.byteOffset, shared)
  return (text) => {
    if (text.length > shared - beyond) return unitsOfLong(text)
    bytes.write(text, 0, 'utf16le')
    units[text.length] = 0
    return units
  }
}

function unitsOfLong(text: string): Uint16Array {
  const bytes = Buffer.alloc(2 * (text.length + beyond))
  bytes.write(text, 0, 'utf16le')
  return new Uint16Array(bytes.buffer, bytes.byteOffset, text.length + beyond)
}

/** The first place from here where a sentence begins, given that one may begin here; -1 when there is none. */
export function firstStart(units: Uint16Array, length: number, from: number): number {
  for (let at = from; at < length; at++) if (isLetter(units[at] as number)) return at
  return -1
}

/** The first place behind a sign that ends the sentence standing here; -1 when there is none. */
export function nextStart(units: Uint16Array, length: number, from: number): number {
  let at = from
  for (;;) {
    while (at + 3 < length && fourAt(units, at) < opens) at += 4
    while (at < length && (classes[units[at] as number] as number) < opens) at += 1
    if (at >= length) return -1
    if (classOf(units[at] as number) === opens) return firstStart(units, length, at + 1)
  }
}

/** The classes of four units at once: letters and neutral signs stay below `opens`. */
const fourAt = (units: Uint16Array, at: number): number =>
  (classes[units[at] as number] as number) |
  (classes[units[at + 1] as number] as number) |
  (classes[units[at + 2] as number] as number) |
  (classes[units[at + 3] as number] as number)
