import fc from 'fast-check'
import { markLines } from '../../server/cleaning/clean.ts'
import { hitsIn } from '../../server/cleaning/hits.ts'
import { languages } from '../../server/cleaning/languages.ts'
import { fold, shadowOf } from '../../server/cleaning/shadow.ts'
import { spacedLetter } from '../../server/cleaning/shape.ts'
import { treeOf } from '../../server/cleaning/tree.ts'
import { trigger } from '../../server/cleaning/trigger.ts'
import { wordSets } from '../../server/cleaning/word-sets.ts'
import { wordsIn } from '../../server/cleaning/words.ts'
import { labelled, line, phrases } from './any-line.ts'
import { plainHits, plainShadow } from './plain.ts'

// The engine is made for speed; here it is held against what it stands for, said plainly.

const starts = treeOf(phrases)
const labels = treeOf(
  phrases.filter(({ role }) => role === 'labels'),
  true,
)
const isTriggered = trigger(starts, labels)

const forLines = (holds: (text: string) => void): void => {
  for (const text of labelled) holds(text)
  fc.assert(fc.property(line, holds), { numRuns: 3_000 })
}

test('a line is folded as its characters are, one by one', () => {
  forLines((text) => {
    const [shadow, plain] = [shadowOf(text), plainShadow(text)]
    expect(shadow.text).toBe(plain.text)
    expect(plain.starts.map((_, at) => shadow.start(at))).toEqual(plain.starts)
    expect(plain.ends.map((_, at) => shadow.end(at + 1))).toEqual(plain.ends)
  })
})

test('the hits are those that a search for every phrase finds', () => {
  let found = 0
  forLines((text) => {
    const hits = plainHits(text, phrases, 'sw')
    found += hits.length
    expect(hitsIn(text, starts, labels, () => 'sw')).toEqual(hits)
  })
  expect(found).toBeGreaterThan(2_000)
})

test('no line with a hit is passed by', () => {
  let passed = 0
  forLines((text) => {
    if (isTriggered(text)) return
    passed += 1
    expect(plainHits(text, phrases)).toEqual([])
  })
  expect(passed).toBeGreaterThan(200)
})

test('more hits than a line is read for leave the first and the last', () => {
  for (const count of [63, 64, 65, 300, 1_000]) {
    const text = `${'Follow us. Also read. '.repeat(count)}Nobody came`
    expect(hitsIn(text, starts, labels)).toEqual(plainHits(text, phrases))
  }
})

test('a set of words answers as a pattern of its words does', () => {
  const lists = Object.fromEntries(languages.slice(0, 6).map(({ code, own, reporting }) => [code, [...own, ...reporting]]))
  const sets = wordSets(lists)
  const patterns = Object.entries(lists).map(([code, words]) => {
    const alternatives = words.map((word) => fold(word).replace(/[\\^$.*+?()[\]{}|]/g, '\\$&'))
    return [code, new RegExp(`(?<!${spacedLetter})(?:${alternatives.join('|')})(?!${spacedLetter})`, 'v')] as const
  })
  forLines((text) => {
    const folded = fold(text)
    expect(patterns.map(([code]) => sets[code]?.test(folded))).toEqual(patterns.map(([, pattern]) => pattern.test(folded)))
  })
})

test('words are counted as a pattern counts them', () => {
  const packed = /[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}ー]{1,2}|[\p{sc=Thai}\p{sc=Lao}\p{sc=Khmer}\p{sc=Myanmar}]{1,5}/gu
  const spaced = /[\p{L}\p{N}][\p{L}\p{M}\p{N}'’.-]*/gu
  const counted = (text: string, pattern: RegExp): number => text.match(pattern)?.length ?? 0
  forLines((text) => expect(wordsIn(text)).toBe(counted(text, packed) + counted(text.replace(packed, ' '), spaced)))
})

test('a line that was met before gets the same marks, wherever it stands', () => {
  const body = 'The harbour council met on Tuesday in front of a full gallery and talked about the night ferry for four hours.'
  const around = (text: string): string[][] => [
    [text],
    [body, text, body, body, body],
    [body, body, body, text],
    [text, text, body, 'Port fees rise'],
  ]
  const contexts = [{}, { language: 'sw' }, { source: 'Harbour Post' }]
  const marks = (text: string) => contexts.flatMap((context) => around(text).map((lines) => markLines(lines, context)))
  const first = labelled.map(marks)
  expect(labelled.map(marks)).toEqual(first)
  expect(labelled.toReversed().map(marks).toReversed()).toEqual(first)
})
