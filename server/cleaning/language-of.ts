import { functionWords } from './function-words.ts'

// Enough to know a language by, and a few microseconds of an article.
const longest = 500
const fewestLetters = 12

/** The language these lines seem to be written in, or nothing where too little speaks for one. */
export function languageOf(lines: readonly string[]): string | undefined {
  let sample = ''
  for (let line = 0; line < lines.length && sample.length < longest; line++) sample += `${lines[line]?.slice(0, longest)}\n`
  const text = sample.slice(0, longest).normalize('NFC').toLowerCase()
  return (otherScript.test(text) ? byScript(text) : undefined) ?? byWords(text)
}

// Greek and whatever comes behind it, but for marks and punctuation.
const otherScript = /[\u0370-\u03ff\u0590-\u1fff\u3040-\ud7ff]/

/** Scripts of which the engine reads one language; in Japanese the kana tell. */
const scripts: ReadonlyArray<readonly [language: string, letters: RegExp]> = [
  ['ja', /[\p{sc=Hiragana}\p{sc=Katakana}]/gu],
  ['zh', /\p{sc=Han}/gu],
  ['ko', /\p{sc=Hangul}/gu],
  ['th', /\p{sc=Thai}/gu],
  ['el', /\p{sc=Greek}/gu],
  ['he', /\p{sc=Hebrew}/gu],
  ['am', /\p{sc=Ethiopic}/gu],
  ['hi', /\p{sc=Devanagari}/gu],
  ['bn', /\p{sc=Bengali}/gu],
  ['ta', /\p{sc=Tamil}/gu],
]
const anyLetter = /[\p{L}\p{M}]/gu

function byScript(text: string): string | undefined {
  const letters = count(text, anyLetter)
  if (letters < fewestLetters) return undefined
  return scripts.find(([language, script]) => count(text, script) > letters * (language === 'ja' ? 0.15 : 0.4))?.[0]
}

const count = (text: string, letters: RegExp): number => text.match(letters)?.length ?? 0

const readers = Object.keys(functionWords)

/** A word that few languages have weighs more than one that many share. */
const weights = new Map<string, ReadonlyArray<{ reader: number; weight: number }>>()
for (const [word, owners] of Map.groupBy(
  Object.values(functionWords).flatMap((words, reader) => [...new Set(words.split(' '))].map((word) => ({ word, reader }))),
  ({ word }) => word,
)) {
  weights.set(
    word,
    owners.map(({ reader }) => ({ reader, weight: 1 / owners.length })),
  )
}

const fewestSigns = 1.5

function byWords(text: string): string | undefined {
  const scores = new Float64Array(readers.length)
  for (const word of text.match(/[\p{L}’][\p{L}\p{M}’]*/gu) ?? []) {
    for (const { reader, weight } of weights.get(word) ?? none) scores[reader] = (scores[reader] as number) + weight
  }
  const first = scores.indexOf(Math.max(...scores))
  const [best, second] = scores.toSorted().reverse() as unknown as [number, number]
  return best < fewestSigns || best < second * 1.05 ? undefined : readers[first]
}

const none: readonly never[] = []
