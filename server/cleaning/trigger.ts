import { type Node, phrasesAt } from './phrases.ts'
import { fold, foldCluster } from './shadow.ts'

const mayStart = 1
const opensSentence = 2
const neutral = 3
const dropped = 0xfffe
const complex = 0xffff
const space = 32

// Filled as units are met: a table of 65,536 entries is faster than any test, and most units never occur.
const classes = new Uint8Array(65_536)
const folds = new Uint16Array(65_536)

/** One pass over the raw line that folds nothing: whether a phrase begins at a sentence, or a label ends the line. */
export function trigger(starts: Node, ends: Node): (text: string) => boolean {
  return (text) => someStart(text, (at) => walks(starts, text, at, 1)) || endsIn(ends, text)
}

/** Calls back for each place where a sentence may begin, until one answers yes. */
export function someStart(text: string, visit: (at: number) => boolean): boolean {
  let open = true
  for (let at = 0; at < text.length; at++) {
    const unit = classOf(text.charCodeAt(at))
    if (unit === mayStart) {
      if (open && visit(at)) return true
      open = false
    } else if (unit === opensSentence) open = true
  }
  return false
}

const opening = /[.!?\u2026\u3002\uff01\uff1f|*#<>\u061f\u06d4\u0964\u1362]|\p{So}|\p{Sm}|\p{Cs}|[\u2022\u203a\u2039\u00b7]/u
const starting = /[\p{L}\p{N}]/u

function classOf(unit: number): number {
  const known = classes[unit] ?? 0
  if (known > 0) return known
  const character = String.fromCharCode(unit)
  const found = starting.test(character) ? mayStart : opening.test(character) ? opensSentence : neutral
  classes[unit] = found
  return found
}

/** Follows the raw text through a tree of folded phrases, forwards or backwards, to the first phrase. */
function walks(root: Node, text: string, from: number, step: 1 | -1): boolean {
  let node: Node | undefined = root
  let before = 0
  for (let at = from; at >= 0 && at < text.length; at += step) {
    const unit = foldOf(text.charCodeAt(at))
    if (unit === complex) return walksFolded(root, text, from, step)
    if (unit === dropped || (unit === space && before === space)) continue
    node = node.next.get(unit)
    if (!node) return false
    if (node.phrases.length > 0) return true
    before = unit
  }
  return false
}

const longest = 96

/** For the few places where one unit does not fold to one unit. */
function walksFolded(root: Node, text: string, from: number, step: 1 | -1): boolean {
  if (step === 1) return phrasesAt(root, fold(text.slice(from, from + longest)), 0).length > 0
  const folded = fold(text.slice(Math.max(0, from + 1 - longest), from + 1))
  return phrasesAt(root, [...folded].reverse().join(''), 0).length > 0
}

function endsIn(ends: Node, text: string): boolean {
  let last = text.length - 1
  while (last > 0 && classOf(text.charCodeAt(last)) !== mayStart && text.length - last < 8) last -= 1
  return last > 0 && walks(ends, text, last, -1)
}

function foldOf(unit: number): number {
  const known = folds[unit] ?? 0
  if (known > 0) return known
  const folded = isComplex(unit) ? '??' : foldCluster(String.fromCharCode(unit))
  const found = folded === '' ? dropped : folded.length > 1 ? complex : folded.charCodeAt(0)
  folds[unit] = found
  return found
}

const marks = /\p{M}/u
const isComplex = (unit: number): boolean =>
  (unit >= 0xd800 && unit <= 0xdfff) ||
  (unit >= 0x1100 && unit <= 0x11ff) ||
  (marks.test(String.fromCharCode(unit)) && foldCluster(String.fromCharCode(unit)) !== '')
