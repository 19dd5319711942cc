import { keptBytes } from './kept-bytes.ts'

/** What stands before the first item of a feed, an item with its number from 1, or where the file stops being one. */
export type XmlPart =
  | { kind: 'head'; bytes: Buffer }
  | { kind: 'item'; number: number; bytes: Buffer; tooLong: boolean }
  | { kind: 'fault'; fault: 'end' | 'doctype'; number: number }

type Place = {
  rest: Buffer
  inside: 'item' | 'entry' | null
  /** What ends a comment, a CDATA section or the last tag of an item that one is in. */
  until: '-->' | ']]>' | '>' | null
  isEnding: boolean
  number: number
  head: ReturnType<typeof keptBytes> | null
  kept: ReturnType<typeof keptBytes>
}

const mostOfHead = 4 * 2 ** 20

/**
 * The items of a feed, one at a time as its bytes arrive. It looks only for where an item begins and ends; nothing is unfolded, and a
 * document type is the end of it.
 */
export async function* partsOf(chunks: AsyncIterable<Buffer>, limit: number): AsyncGenerator<XmlPart> {
  const place: Place = {
    rest: Buffer.alloc(0),
    inside: null,
    until: null,
    isEnding: false,
    number: 0,
    head: keptBytes(mostOfHead),
    kept: keptBytes(limit),
  }
  for await (const chunk of chunks) {
    place.rest = place.rest.length === 0 ? chunk : Buffer.concat([place.rest, chunk])
    for (const part of partsIn(place, longestMark)) {
      yield part
      if (part.kind === 'fault') return
    }
  }
  yield* partsIn(place, 1)
  if (place.head) yield { kind: 'head', bytes: place.head.taken().bytes }
  if (place.inside) yield { kind: 'fault', fault: 'end', number: place.number }
}

const longestMark = '<![CDATA['.length

function* partsIn(place: Place, needed: number): Generator<XmlPart> {
  while (place.rest.length > 0) {
    if (place.until) {
      if (!wentThrough(place, place.until)) return
      if (place.isEnding) yield ended(place)
      continue
    }
    const mark = nextMark(place, needed)
    if (mark === null) return
    if (/^<!doctype/i.test(mark)) return yield { kind: 'fault', fault: 'doctype', number: place.number }
    if (!place.inside) yield* begun(place, mark)
    step(place, mark)
  }
}

/** What the next tag begins with; null where not enough of it has come. */
function nextMark(place: Place, needed: number): string | null {
  const at = place.rest.indexOf('<')
  take(place, at < 0 ? place.rest.length : at)
  return place.rest.length < needed ? null : place.rest.toString('latin1', 0, longestMark)
}

/** Whether what ends this stretch has come. */
function wentThrough(place: Place, until: string): boolean {
  const at = place.rest.indexOf(until)
  take(place, at < 0 ? Math.max(0, place.rest.length - until.length + 1) : at + until.length)
  if (at >= 0) place.until = null
  return at >= 0
}

function* begun(place: Place, mark: string): Generator<XmlPart> {
  const inside = /^<(item|entry)[\s>]/.exec(mark)?.[1] as Place['inside'] | undefined
  if (!inside) return
  const head = place.head?.taken()
  place.head = null
  place.inside = inside
  place.number += 1
  if (head) yield { kind: 'head', bytes: head.bytes }
}

function step(place: Place, mark: string): void {
  if (mark.startsWith('<![CDATA[')) place.until = ']]>'
  else if (mark.startsWith('<!--')) place.until = '-->'
  else if (place.inside && new RegExp(`^</${place.inside}[\\s>]`).test(mark)) {
    place.until = '>'
    place.isEnding = true
  }
  take(place, place.until === ']]>' ? longestMark : place.until === '-->' ? 4 : 1)
}

function ended(place: Place): XmlPart {
  place.isEnding = false
  place.inside = null
  return { kind: 'item', number: place.number, ...place.kept.taken() }
}

function take(place: Place, length: number): void {
  const part = place.rest.subarray(0, length)
  if (place.inside) place.kept.keep(part)
  else place.head?.keep(part)
  place.rest = place.rest.subarray(length)
}
