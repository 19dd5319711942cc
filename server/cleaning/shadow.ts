import { dropped, endOfCluster, foldCluster, foldOf, mayJoin, space } from './folding.ts'
import { unitReader } from './units.ts'

/** The text as the rules see it: folded for matching, with the way back to the original offsets. */
export type Shadow = {
  text: string
  /** Original offset where the folded unit at this index begins. */
  start: (index: number) => number
  /** Original offset where the folded unit before this index ends. */
  end: (index: number) => number
}

export function shadowOf(original: string): Shadow {
  const units = unitsOf(original)
  if (isPlain(units, original.length)) return { text: original.toLowerCase(), start: same, end: same }
  return shadowOfUnits(original, units)
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

const unitsOf = unitReader()
const same = (index: number): number => index

/** Printable ASCII without two blanks in a row: only its capitals fold. */
function isPlain(units: Uint16Array, length: number): boolean {
  let before = 0
  for (let at = 0; at < length; at++) {
    const unit = units[at] as number
    if (unit < space || unit > 126 || (unit === space && before === space)) return false
    before = unit
  }
  return true
}

/** A folded text as it grows, and where it leaves step with the original: see `step`. */
type Growing = { units: Uint16Array; size: number; at: number[]; start: number[]; end: number[] }

/** Folds unit by unit; runs of blanks become one. */
function shadowOfUnits(original: string, units: Uint16Array): Shadow {
  const { length } = original
  const growing: Growing = { units: roomFor(length), size: 0, at: [0], start: [0], end: [1] }
  for (let at = 0; at < length; ) {
    at = takeSimple(growing, units, at, length)
    if (at >= length) break
    const end = endOfCluster(original, at)
    take(growing, foldCluster(original.slice(at, end)), at, end)
    if (growing.size + length - end > growing.units.length) growing.units = moreRoom(growing)
    at = end
  }
  return finished(growing, length)
}

/** Takes units that fold to one unit each, whatever stands beside them, up to the first that does not. */
function takeSimple(growing: Growing, units: Uint16Array, from: number, length: number): number {
  const into = growing.units
  let { size } = growing
  for (let at = from; at < length; at++) {
    const folded = foldOf(units[at] as number)
    const isBlankAgain = folded === space && size > 0 && into[size - 1] === space
    if (folded >= dropped || isBlankAgain || mayJoin(units[at + 1] as number)) {
      growing.size = size
      return at
    }
    if (at === from) step(growing, at, at + 1)
    into[size++] = folded
  }
  growing.size = size
  return length
}

const endsBlank = ({ units, size }: Growing): boolean => size > 0 && units[size - 1] === space

/** A character that folds to none or several units, or whose marks fold with it. */
function take(growing: Growing, folded: string, start: number, end: number): void {
  if (folded === '' || (folded === ' ' && endsBlank(growing))) {
    stretch(growing, end)
    return
  }
  if (growing.size + folded.length > growing.units.length) growing.units = moreRoom(growing)
  for (let unit = 0; unit < folded.length; unit++) {
    step(growing, start, end)
    growing.units[growing.size++] = folded.charCodeAt(unit)
  }
}

/** From the next unit on, the folded text stands for the original from `start` on, this unit up to `end`. */
function step({ at, start: starts, end: ends, size }: Growing, start: number, end: number): void {
  const last = at.at(-1) === size ? at.length - 1 : at.length
  at[last] = size
  starts[last] = start
  ends[last] = end
}

/** The last unit stands for more of the original. */
function stretch(growing: Growing, end: number): void {
  const { at, start, size } = growing
  if (size === 0) return
  const last = at.length - 1
  const begun = (start[last] as number) + size - 1 - (at[last] as number)
  step({ ...growing, size: size - 1 }, begun, end)
}

function finished({ units, size, at, start, end }: Growing, length: number): Shadow {
  const bytes = Buffer.from(units.buffer, units.byteOffset, 2 * size)
  return {
    text: bytes.toString('utf16le'),
    start: (index) => (index < size ? offset(at, start, index) : length),
    end: (index) => (index <= 0 ? 0 : index <= size ? offset(at, end, index - 1) : length),
  }
}

/** The place of a folded unit in the original, counted from the last step before it. */
function offset(at: readonly number[], places: readonly number[], index: number): number {
  let low = 0
  let high = at.length - 1
  while (low < high) {
    const middle = (low + high + 1) >>> 1
    if ((at[middle] as number) <= index) low = middle
    else high = middle - 1
  }
  return (places[low] as number) + index - (at[low] as number)
}

const shared = new Uint16Array(65_536)
const roomFor = (length: number): Uint16Array => (length <= shared.length ? shared : new Uint16Array(length))

function moreRoom({ units, size }: Growing): Uint16Array {
  const larger = new Uint16Array(2 * units.length + 64)
  larger.set(units.subarray(0, size))
  return larger
}
