import { foldAll } from './folding.ts'
import { isUnspaced } from './shape.ts'
import { childOf, phrasesAt, root, type Tree, treeOf } from './tree.ts'
import { isLetter, unitReader } from './units.ts'

/** Answers whether one of its phrases stands in a folded text as whole words. */
export type WordSet = { test: (text: string) => boolean }

/** Sets of phrases that are all looked for in one pass, since whoever asks for one will ask for the others. */
export function wordSets<Name extends string>(lists: Readonly<Record<Name, readonly string[]>>): Record<Name, WordSet> {
  const names = Object.keys(lists) as Name[]
  const phrases = names.flatMap((name, bit) => lists[name].map((phrase) => ({ phrase, set: 1 << bit })))
  const folded = foldAll(phrases.map(({ phrase }) => phrase.replace(/\*$/, '')))
  const tree = treeOf(phrases.map(({ phrase, set }, at) => entryOf(phrase, folded[at] as string, set)))
  const firsts = firstsOf(tree.phrases)
  const sets = remembered((text) => setsIn(tree, firsts, text))
  return Object.fromEntries(names.map((name, bit) => [name, { test: (text: string) => (sets(text) & (1 << bit)) !== 0 }])) as Record<
    Name,
    WordSet
  >
}

type Entry = { text: string; set: number; open: boolean }

/** A star at the end stands for any ending; where words have no blanks between them, any sign may follow. */
function entryOf(phrase: string, text: string, set: number): Entry {
  return { text, set, open: phrase.endsWith('*') || isUnspaced(text.slice(-1)) }
}

const lows = 256

/** With which units a phrase may begin, by their lower half: most words begin with another. */
function firstsOf(phrases: readonly Entry[]): Uint8Array {
  const firsts = new Uint8Array(lows)
  for (const { text } of phrases) firsts[text.charCodeAt(0) & (lows - 1)] = 1
  return firsts
}

const unitsOf = unitReader()

/** The sets of which a phrase stands in the text, one bit for each. */
function setsIn(tree: Tree<Entry>, firsts: Uint8Array, text: string): number {
  const units = unitsOf(text)
  let sets = 0
  let inWord = false
  for (let at = 0; at < text.length; at++) {
    const unit = units[at] as number
    const mayStand = !inWord || (unit >= firstUnspaced && isUnspaced(text.charAt(at)))
    if (mayStand && firsts[unit & (lows - 1)] === 1) sets |= setsFrom(tree, text, units, at)
    inWord = isLetterAt(text, units, at)
  }
  return sets
}

function setsFrom(tree: Tree<Entry>, text: string, units: Uint16Array, from: number): number {
  let sets = 0
  let node = root
  for (let at = from; at < text.length; at++) {
    node = childOf(tree, node, units[at] as number)
    if (node === root) return sets
    const phrases = phrasesAt(tree, node)
    if (phrases.length === 0) continue
    const ends = !isLetterAt(text, units, at + 1)
    for (const { set, open } of phrases) if (ends || open) sets |= set
  }
  return sets
}

// Thai, the first script that writes without blanks.
const firstUnspaced = 0xe00
const letter = /^[\p{L}\p{N}]/u

/** Whether a letter or a figure stands here that no word may border on, of two units too. */
function isLetterAt(text: string, units: Uint16Array, at: number): boolean {
  const unit = units[at] as number
  if (unit >= firstUnspaced && isUnspaced(text.charAt(at))) return false
  if (unit < 0xd800 || unit > 0xdfff) return at < text.length && isLetter(unit)
  return letter.test(text.slice(isHigh(units[at - 1]) ? at - 1 : at, at + 2))
}

const isHigh = (unit: number | undefined): boolean => unit !== undefined && unit >= 0xd800 && unit < 0xdc00

const mostRemembered = 4

/** A call is asked for one set after the other: its last answers are kept. */
function remembered(ask: (text: string) => number): (text: string) => number {
  const texts: string[] = []
  const answers: number[] = []
  let next = 0
  return (text) => {
    const known = texts.indexOf(text)
    if (known >= 0) return answers[known] as number
    const answer = ask(text)
    texts[next] = text
    answers[next] = answer
    next = (next + 1) % mostRemembered
    return answer
  }
}
