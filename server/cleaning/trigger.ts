import { complex, dropped, foldOf, space } from './folding.ts'
import type { Phrase } from './phrases.ts'
import { fold } from './shadow.ts'
import { childOf, mayBegin, phrasesAt, phrasesFrom, root, type Tree } from './tree.ts'
import { firstStart, isCapital, isLetter, nextStart, unitReader } from './units.ts'

const unitsOf = unitReader()

/** One pass over the raw line that folds nothing: whether a phrase begins at a sentence, or a label ends the line. */
export function trigger(starts: Tree<Phrase>, ends: Tree<Phrase>): (text: string) => boolean {
  return (text) => {
    const units = unitsOf(text)
    for (let at = firstStart(units, text.length, 0); at >= 0; at = nextStart(units, text.length, at + 1)) {
      if (walks(starts, text, units, at)) return true
    }
    return endsIn(ends, text, units)
  }
}

/** Follows the raw text through a tree of folded phrases, forwards or backwards, to the first phrase. */
function walks(tree: Tree<Phrase>, text: string, units: Uint16Array, from: number): boolean {
  const step = tree.backwards ? -1 : 1
  if (!beginsWell(tree, units, from, step)) return false
  let node = root
  let before = 0
  for (let at = from; at >= 0 && at < text.length; at += step) {
    const unit = foldOf(units[at] as number)
    if (unit === complex) return walksFolded(tree, text, from)
    if (unit === dropped || (unit === space && before === space)) continue
    node = childOf(tree, node, unit)
    if (node === root) return walksMarked(tree, text, from, units[at + step] as number)
    if (phrasesAt(tree, node).length > 0 && mayEnd(tree, units, at)) return true
    before = unit
  }
  return false
}

/** A mark behind a sign may make it another: “て” and its dots are “で”. */
const walksMarked = (tree: Tree<Phrase>, text: string, from: number, next: number): boolean =>
  !tree.backwards && foldOf(next) === complex && walksFolded(tree, text, from)

/** A first look at four units; where they do not fold one by one the walk has to tell. */
function beginsWell(tree: Tree<Phrase>, units: Uint16Array, from: number, step: number): boolean {
  if (from + 3 * step < 0) return true
  const a = foldOf(units[from] as number)
  const b = foldOf(units[from + step] as number)
  const c = foldOf(units[from + 2 * step] as number)
  const d = foldOf(units[from + 3 * step] as number)
  return a >= dropped || b >= dropped || c >= dropped || d >= dropped || (b === space && c === space) || mayBegin(tree, a, b, c, d)
}

/**
 * Whether the phrase read up to here may be a whole one: no letter goes on, but where a capital may be glued to it or words have no
 * blanks between them; a label at the end of a line has a capital and words before it.
 */
function mayEnd({ backwards }: Tree<Phrase>, units: Uint16Array, at: number): boolean {
  const unit = units[at] as number
  const next = units[backwards ? at - 1 : at + 1] as number
  if (backwards) return at > 0 && isCapital(unit) && !goesOn(next)
  return !goesOn(next) || isCapital(next) || unit >= firstUnspaced || next >= firstUnspaced
}

const goesOn = (unit: number): boolean => isLetter(unit) && foldOf(unit) < dropped

// Thai, the first script that writes without blanks.
const firstUnspaced = 0xe00
const longest = 96

/** For the few places where one unit does not fold to one unit. */
function walksFolded(tree: Tree<Phrase>, text: string, from: number): boolean {
  const folded = tree.backwards ? fold(text.slice(Math.max(0, from + 1 - longest), from + 1)) : fold(text.slice(from, from + longest))
  return phrasesFrom(tree, folded, tree.backwards ? folded.length - 1 : 0).length > 0
}

function endsIn(ends: Tree<Phrase>, text: string, units: Uint16Array): boolean {
  let last = text.length - 1
  while (last > 0 && !isLetter(units[last] as number) && text.length - last < 8) last -= 1
  return last > 0 && walks(ends, text, units, last)
}
