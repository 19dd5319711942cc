import { type Edges, lastLetter, mayBegin, mayClose, surelyNone } from './beginnings.ts'
import { type Bytes, isPlain, lengthAt, unitAt, unitsFrom, unitsUpTo } from './bytes.ts'
import { foldOf, space } from './folding.ts'
import { isLetter, opensSentence } from './units.ts'

/** The lines of a text that lies in memory as bytes: where each begins and ends, which may hold promotion, and where reading stopped. */
export type Rows = { starts: number[]; ends: number[]; candidates: number[]; stop: number }

type Sieve = Bytes & Pick<Edges, 'beginnings' | 'endings'> & { sorts: Uint8Array }

const letter = 1
const neutral = 2
const opens = 4
const ends = 8
const wide = 16

const newline = 10
const carriageReturn = 13
const quote = 34
const backslash = 92

/**
 * Reads valid UTF-8 without decoding it, a text as it is or one written in JSON, and passes by the lines that surely hold no phrase: nearly
 * all. It never passes by one that holds a phrase, and what it lets through is looked at again.
 */
export function sieveOf({ beginnings, endings }: Edges): (text: Bytes & { from: number }) => Rows {
  return ({ bytes, from, to, isJson }) => rowsIn({ bytes, to, isJson, sorts: isJson ? inJson : inText, beginnings, endings }, from)
}

const inText = sortsOf((byte) => byte === newline)
const inJson = sortsOf((byte) => byte < space || byte === quote || byte === backslash)

function sortsOf(isEnd: (byte: number) => boolean): Uint8Array {
  return Uint8Array.from({ length: 256 }, (_, byte) => (byte > 127 ? wide : isEnd(byte) ? ends : sortOf(byte)))
}

function sortOf(unit: number): number {
  if (isLetter(unit)) return letter
  return opensSentence(unit) ? opens : neutral
}

function rowsIn(sieve: Sieve, from: number): Rows {
  const { bytes, to, isJson } = sieve
  const rows: Rows = { starts: [], ends: [], candidates: [], stop: to }
  for (let start = from; start < to; ) {
    const read = firstStart(sieve, start)
    const stop = read < 0 ? endOfRow(sieve, ~read) : read
    const end = isJson ? stop : endOfText(sieve, start, stop)
    if (end > start && (read < 0 || mayHold(sieve, start, end))) rows.candidates.push(rows.starts.length)
    rows.starts.push(start)
    rows.ends.push(end)
    if (isJson && !isBreak(bytes, stop)) return { ...rows, stop }
    start = stop + (isJson ? 2 : 1)
  }
  return rows
}

const mayHold = (sieve: Sieve, start: number, end: number): boolean => isOdd(sieve, start, end) || mayEndSo(sieve, start, end)

/** A carriage return belongs to the break. */
const endOfText = ({ bytes, to }: Sieve, start: number, stop: number): number =>
  stop < to && stop > start && bytes[stop - 1] === carriageReturn ? stop - 1 : stop

const sample = 48
const mostWide = 8

/** Other alphabets and many accents: decoding such a line at once is faster than reading it sign by sign. */
function isWide(bytes: Uint8Array, start: number): boolean {
  const end = Math.min(bytes.length, start + sample)
  let count = 0
  for (let at = start; at < end; at++) count += (bytes[at] as number) >> 7
  return count > mostWide
}

/** Where the line ends; or, as its complement, where a sentence stands that may begin with a phrase. */
function firstStart(sieve: Sieve, from: number): number {
  if (isWide(sieve.bytes, from)) return ~from
  let isOpen = true
  for (let at = from; at < sieve.to; at = isOpen ? at : skipWords(sieve, at)) {
    const sort = sortAt(sieve, at)
    if (sort === ends) return at
    if (sort === letter && isOpen && startsPhrase(sieve, at)) return ~at
    if (sort !== neutral) isOpen = sort === opens
    at += widthAt(sieve, at)
  }
  return sieve.to
}

function sortAt({ bytes, sorts }: Sieve, at: number): number {
  const sort = sorts[bytes[at] as number] as number
  if (sort === ends) return isMark(bytes, at) ? neutral : ends
  return sort === wide ? sortOf(unitAt(bytes, at)) : sort
}

function widthAt({ bytes, sorts }: Sieve, at: number): number {
  const sort = sorts[bytes[at] as number] as number
  return sort < ends ? 1 : sort === ends ? 2 : lengthAt(bytes, at)
}

/** Behind the beginning of a sentence nothing matters but the next sign that may end it. */
function skipWords({ bytes, sorts, to }: Sieve, from: number): number {
  for (let at = from; ; ) {
    while (at + 3 < to && fourAt(sorts, bytes, at) < opens) at += 4
    if (at >= to) return to
    const sort = sorts[bytes[at] as number] as number
    if (sort === wide) {
      if (opensSentence(unitAt(bytes, at))) return at
      at += lengthAt(bytes, at)
    } else if (sort < opens) at += 1
    else return at
  }
}

const fourAt = (sorts: Uint8Array, bytes: Uint8Array, at: number): number =>
  (sorts[bytes[at] as number] as number) |
  (sorts[bytes[at + 1] as number] as number) |
  (sorts[bytes[at + 2] as number] as number) |
  (sorts[bytes[at + 3] as number] as number)

function endOfRow({ bytes, sorts, to, isJson }: Sieve, from: number): number {
  let at = from
  if (!isJson) {
    at = bytes.indexOf(newline, from)
    return at < 0 ? to : at
  }
  while (at < to && (sorts[bytes[at] as number] !== ends || isMark(bytes, at))) at += sorts[bytes[at] as number] === ends ? 2 : 1
  return at
}

/** A sign that JSON writes with two, but for a break: `\"`, `\t`, `\b`, `\f`. */
const isMark = (bytes: Uint8Array, at: number): boolean => bytes[at] === backslash && marks.includes(bytes[at + 1] as number)
const marks = [quote, 116, 98, 102]
const isBreak = (bytes: Uint8Array, at: number): boolean => bytes[at] === backslash && bytes[at + 1] === 110

const window = new Uint16Array(128)

function startsPhrase(sieve: Sieve, at: number): boolean {
  const { bytes, beginnings } = sieve
  if (surelyNone(beginnings, bytes[at] as number, bytes[at + 1] as number, bytes[at + 2] as number, bytes[at + 3] as number)) return false
  unitsFrom(sieve, at, window, 9)
  return mayBegin(beginnings, window, 0)
}

/** Whether the last words of the line, but for a few signs behind them, may be a label, or close a call. */
function mayEndSo(sieve: Sieve, start: number, end: number): boolean {
  const { bytes, sorts, endings } = sieve
  const at = sorts[bytes[end - 1] as number] === letter || sorts[bytes[end - 2] as number] !== letter ? end - 1 : end - 2
  const isNone = surelyNone(endings, bytes[at] as number, bytes[at - 1] as number, bytes[at - 2] as number, bytes[at - 3] as number)
  // A backslash before them makes the fourth some other sign.
  if (isNone && bytes[at - 4] !== backslash) return false
  const length = unitsUpTo(sieve, start, end, window)
  return mayClose(endings, window, lastLetter(window, length))
}

const shortest = 24

/** A line so short that it may be a button, or one that begins with a sign which speaks for itself. */
function isOdd({ bytes }: Sieve, start: number, end: number): boolean {
  if (end - start < shortest || (end - start < 3 * shortest && !isPlain(bytes, start, end))) return true
  let at = start
  while (at < end && (bytes[at] as number) <= space) at += 1
  const unit = unitAt(bytes, at)
  if (unit < 128) return unit === 40 || unit === 62 || unit === backslash
  return unit === 0xa9 || unit === 0xbb || unit === 0xfeff || foldOf(unit) === space
}
