import { dropped, foldOf } from './folding.ts'
import type { Hit } from './kind.ts'
import type { Language } from './language.ts'
import { fold } from './shadow.ts'
import { firstBoundary } from './shape.ts'
import { phrasesFrom, treeOf } from './tree.ts'
import { isLetter } from './units.ts'

/** Finds the calls that a line ends with: where the verb comes last, or the click is asked for behind what it is for. */
export type Closings = {
  mayClose: (text: string) => boolean
  /** What such lines end with, up to the last letter. */
  endings: ReadonlyArray<{ text: string }>
  hitsAt: (text: string) => Hit[]
}

type Closing = { text: string; kind: string; language: string; unseen: boolean; role: 'closes' | 'pointers' }

export function closingsOf(languages: readonly Language[]): Closings {
  const phrases = languages.flatMap(phrasesOf)
  const tree = treeOf(phrases, true)
  const lastLetters = new Uint8Array(hashes)
  for (const { text } of phrases) noteEnding(lastLetters, text)
  const closingsIn = (text: string): Closing[] => {
    const said = fold(text.slice(-furthest)).replace(signs, '')
    return phrasesFrom(tree, said, said.length - 1).filter(({ text: phrase }) => standsFree(said, phrase))
  }
  return {
    mayClose: (text) => mayEnd(lastLetters, (at) => text.charCodeAt(at), text.length) && closingsIn(text).length > 0,
    endings: phrases.map(({ text }) => ({ text: text.replace(/\p{M}+$/u, '') })),
    hitsAt: (text) => {
      const found = closingsIn(text)
      if (found.length === 0) return []
      const start = startOfSentence(text)
      return start < 0 ? [] : onePerKind(found).map((closing) => hitOf(closing, start, text.length))
    },
  }
}

/** “Tap here to join” points at what the reader shall press, as a call does that opens so. */
function phrasesOf({ code, checked, kinds, pointers = [] }: Language): Closing[] {
  const pressed = pointers.map(fold)
  const roleOf = (text: string): Closing['role'] => (pressed.some((pointer) => text.startsWith(pointer)) ? 'pointers' : 'closes')
  return Object.entries(kinds).flatMap(([kind, { closes = [] }]) =>
    closes.map(fold).map((text): Closing => ({ text, kind, language: code, unseen: checked === 'unseen', role: roleOf(text) })),
  )
}

const hashes = 65_536
const furthest = 96
const longest = 320
const mostSigns = 40
const signs = /[^\p{L}\p{N}\p{M}]{1,8}$/u

/** Marks the last letters of a phrase, four or all it has, whatever signs stand between and behind them. */
function noteEnding(endings: Uint8Array, text: string): void {
  const count = Math.min(mostLetters, [...text].filter((sign) => isLetter(sign.charCodeAt(0))).length)
  walkBack(
    (at) => text.charCodeAt(at),
    text.length,
    (ending, letters) => {
      if (letters === count) endings[ending] = (endings[ending] as number) | (1 << letters)
      return letters === count
    },
  )
}

/** Whether a line may end with the letters of a phrase: asked of every line. */
const mayEnd = (endings: Uint8Array, unitAt: (at: number) => number, length: number): boolean =>
  walkBack(unitAt, length, (ending, letters) => ((endings[ending] as number) & (1 << letters)) !== 0)

const mostLetters = 4

/** Goes back from letter to letter until there is enough to say yes; what folds only with its neighbours, or ends too early, may be anything. */
function walkBack(unitAt: (at: number) => number, length: number, isEnough: (ending: number, letters: number) => boolean): boolean {
  let ending = 0
  let letters = 0
  for (let at = length - 1; at > length - mostSigns; at--) {
    if (at < 0) return true
    const unit = unitAt(at)
    if (!isLetter(unit)) continue
    const folded = foldOf(unit)
    if (folded >= dropped) return true
    ending = (Math.imul(ending, 0x9e37) + folded) & (hashes - 1)
    letters += 1
    if (isEnough(ending, letters)) return true
    if (letters === mostLetters) return false
  }
  return false
}

const letter = /[\p{L}\p{N}\p{M}]/u
const standsFree = (said: string, phrase: string): boolean =>
  said.length > phrase.length && !letter.test(said.charAt(said.length - phrase.length - 1))

/** Where the last sentence begins; -1 where it is too long for a call, or somebody's words. */
function startOfSentence(text: string): number {
  const from = Math.max(0, text.length - longest)
  let start = from
  for (let next = firstBoundary(text.slice(start)); next > 0; next = firstBoundary(text.slice(start))) start += next
  return (start === from && from > 0) || quoted.test(text.slice(start)) ? -1 : start
}

const quoted = /["“”„]|[»’']\P{L}*$/u

const onePerKind = (found: readonly Closing[]): Closing[] => [...new Map(found.map((closing) => [closing.kind, closing])).values()]

const hitOf = ({ kind, language, unseen, role }: Closing, start: number, end: number): Hit => ({
  start,
  end,
  phrase: '',
  role,
  kind,
  language,
  unseen,
})
