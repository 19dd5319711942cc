import { edgesOf, goesOn, lastLetter, mayBegin, mayClose, mayEnd } from './beginnings.ts'
import { complex, dropped, foldOf, space } from './folding.ts'
import type { Phrase } from './phrases.ts'
import { fold } from './shadow.ts'
import { childOf, phrasesAt, phrasesFrom, root, type Tree } from './tree.ts'
import { firstStart, isCapital, nextStart, unitReader } from './units.ts'

const unitsOf = unitReader()

/** One pass over the raw line that folds nothing: whether a phrase begins at a sentence, or a label ends the line. */
export function trigger(
  starts: Tree<Phrase>,
  ends: Tree<Phrase>,
  { beginnings, endings, closings } = edgesOf(starts.phrases, ends.phrases),
): (text: string) => boolean {
  return (text) => {
    const units = unitsOf(text)
    for (let at = firstStart(units, text.length, 0); at >= 0; at = nextStart(units, text.length, at + 1)) {
      if (mayBegin(beginnings, units, at) && walks(starts, text, units, at)) return true
    }
    const last = lastLetter(units, text.length)
    return last > 0 && mayClose(endings, units, last) && (walks(ends, text, units, last) || mayClose(closings, units, last))
  }
}

/** Follows the raw text through a tree of folded phrases, forwards or backwards, to the first phrase. */
function walks(tree: Tree<Phrase>, text: string, units: Uint16Array, from: number): boolean {
  const step = tree.backwards ? -1 : 1
  const hasColon = tree.backwards && colon.test(text.slice(from + 1))
  let node = root
  let before = 0
  for (let at = from; at >= 0 && at < text.length; at += step) {
    const unit = foldOf(units[at] as number)
    if (unit === complex) return walksFolded(tree, text, from)
    if (unit === dropped || (unit === space && before === space)) continue
    node = childOf(tree, node, unit)
    if (node === root) return walksMarked(tree, text, from, units[at + step] as number)
    if (phrasesAt(tree, node).length > 0 && isWhole(tree, units, at, hasColon)) return true
    before = unit
  }
  return false
}

const colon = /[:：]/

/** A mark behind a sign may make it another: “て” and its dots are “で”. */
const walksMarked = (tree: Tree<Phrase>, text: string, from: number, next: number): boolean =>
  !tree.backwards && foldOf(next) === complex && walksFolded(tree, text, from)

/** Whether the phrase read up to here may be a whole one; a label at the end of a line has words before it, and a capital or a colon. */
function isWhole({ backwards }: Tree<Phrase>, units: Uint16Array, at: number, hasColon: boolean): boolean {
  return backwards ? at > 0 && (hasColon || isCapital(units[at] as number)) && !goesOn(units[at - 1] as number) : mayEnd(units, at)
}

const longest = 96

/** For the few places where one unit does not fold to one unit. */
function walksFolded(tree: Tree<Phrase>, text: string, from: number): boolean {
  const folded = tree.backwards ? fold(text.slice(Math.max(0, from + 1 - longest), from + 1)) : fold(text.slice(from, from + longest))
  return phrasesFrom(tree, folded, tree.backwards ? folded.length - 1 : 0).length > 0
}
