import { deepest } from './json-record.ts'
import { bytesOf, type KeptBytes, keptBytes } from './kept-bytes.ts'

/** One value of a JSON file: its own bytes and its number from 1; `inList` where brackets of the file stand around it. */
export type JsonValue = { number: number; inList: boolean; bytes: Buffer; tooLong: boolean; tooDeep: boolean }

/** Where a file stops following the rules: the byte, from 1, or its end. */
export type JsonFault = { fault: 'end' | 'between' | 'after'; at: number }

/** What may come next between values, and what each character leads to; any other is against the rules. */
const leads = {
  start: { '[': 'value or end', '{': 'begin' },
  object: { '{': 'begin' },
  'value or end': { ']': 'nothing', ',': 'fault', '}': 'fault', other: 'begin' },
  value: { ']': 'fault', ',': 'fault', '}': 'fault', other: 'begin' },
  'comma or end': { ',': 'value', ']': 'nothing' },
  nothing: {},
} as const satisfies Record<string, Partial<Record<string, 'begin' | 'fault' | 'value or end' | 'value' | 'nothing'>>>
type Expected = keyof typeof leads
type Lead = Expected | 'begin' | 'fault'

const [quote, backslash] = [0x22, 0x5c]
const blanks = bytesOf(' \t\r\n')
const opening = bytesOf('{[')
const closing = bytesOf('}]')
const endings = bytesOf(' \t\r\n,]}')

/**
 * The values of a JSON file, one at a time as its bytes arrive: those of its list, or objects that stand alone. It looks at brackets and
 * quotes only; whether a value is JSON in itself is for whoever reads it. After a fault it brings no more.
 */
export async function* valuesOf(chunks: AsyncIterable<Buffer>, limit: number): AsyncGenerator<JsonValue | JsonFault> {
  const place: Place = { expected: 'start', inList: false, number: 0, before: 0, reached: 0, inside: null, kept: keptBytes(limit) }
  for await (const chunk of chunks) {
    for (const found of valuesIn(chunk, place)) {
      yield found
      if ('fault' in found) return
    }
    place.before += chunk.length
  }
  if (place.inside || (place.inList && place.expected !== 'nothing')) yield { fault: 'end', at: place.before }
}

/** Where one is in the file: `before` are the bytes of the chunks before this one, `reached` how deep the last value went. */
type Place = {
  expected: Expected
  inList: boolean
  number: number
  before: number
  reached: number
  inside: Inside | null
  kept: KeptBytes
}

function* valuesIn(chunk: Buffer, place: Place): Generator<JsonValue | JsonFault> {
  for (let at = next(chunk, 0, place); at < chunk.length; at = next(chunk, at, place)) {
    if (place.inside) {
      at = through(chunk, at, place, place.inside)
      if (!place.inside) yield ended(place)
      continue
    }
    const lead = leadOf(place, chunk[at] ?? 0)
    if (lead === 'fault') return yield { fault: isAfter(place) ? 'after' : 'between', at: place.before + at + 1 }
    at += follow(place, lead, chunk[at] ?? 0)
  }
}

/** Keeps the bytes of a value up to its end, or up to the end of the chunk while it goes on. */
function through(chunk: Buffer, from: number, place: Place, inside: Inside): number {
  const end = inside.kind === 'word' ? endOfWord(chunk, from) : endOfBrackets(chunk, from, inside)
  const to = end < 0 ? chunk.length : end
  place.kept.keep(chunk.subarray(from, to))
  if (end >= 0) place.inside = null
  place.reached = inside.reached
  return to
}

function leadOf({ expected }: Place, byte: number): Lead {
  const known: Partial<Record<string, Lead>> = leads[expected]
  return known[String.fromCharCode(byte)] ?? known['other'] ?? 'fault'
}

/** Takes the step and says how many bytes it used: a value begins with its own first one. */
function follow(place: Place, lead: Exclude<Lead, 'fault'>, byte: number): number {
  if (lead === 'begin') {
    place.inside = begun(byte)
    place.number += 1
    return 0
  }
  if (lead === 'value or end') place.inList = true
  place.expected = lead
  return 1
}

function next(chunk: Buffer, at: number, { inside }: Place): number {
  return inside ? at : afterBlanks(chunk, at)
}

function ended(place: Place): JsonValue {
  const { number, inList, kept, reached } = place
  place.expected = inList ? 'comma or end' : 'object'
  return { number, inList, ...kept.taken(), tooDeep: reached > deepest }
}

function isAfter({ expected, inList }: Place): boolean {
  return expected === 'nothing' || !inList
}

/** Where one is in a value that has begun. */
type Inside = { kind: 'brackets' | 'text' | 'word'; depth: number; reached: number; inText: boolean; escaped: boolean }

function begun(byte: number): Inside {
  const kind = byte === quote ? 'text' : opening[byte] === 1 ? 'brackets' : 'word'
  return { kind, depth: 0, reached: 0, inText: false, escaped: false }
}

// The place after a value's last byte; -1 where it goes on after this chunk.
function endOfWord(chunk: Buffer, from: number): number {
  for (let at = from; at < chunk.length; at++) if (endings[chunk[at] ?? 0] === 1) return at
  return -1
}

function endOfBrackets(chunk: Buffer, from: number, inside: Inside): number {
  for (let at = from; at < chunk.length; at++) {
    if (inside.inText) {
      at = endOfText(chunk, at, inside)
      if (at < 0) return -1
      inside.inText = false
    } else turn(inside, chunk[at] ?? 0)
    if (inside.depth === 0 && !inside.inText) return at + 1
  }
  return -1
}

function turn(inside: Inside, byte: number): void {
  if (byte === quote) inside.inText = true
  else if (opening[byte] === 1) inside.reached = Math.max(inside.reached, ++inside.depth)
  else if (closing[byte] === 1) inside.depth -= 1
}

/** The closing quote of a text; -1 where it goes on after this chunk. */
function endOfText(chunk: Buffer, from: number, inside: Inside): number {
  let escaped = inside.escaped
  for (let at = from; at < chunk.length; at++) {
    if (escaped) escaped = false
    else if (chunk[at] === backslash) escaped = true
    else if (chunk[at] === quote) {
      inside.escaped = false
      return at
    }
  }
  inside.escaped = escaped
  return -1
}

function afterBlanks(chunk: Buffer, from: number): number {
  let at = from
  while (at < chunk.length && blanks[chunk[at] ?? 0] === 1) at++
  return at
}
