import { markLines } from '../../server/cleaning/clean.ts'
import { languages } from '../../server/cleaning/languages.ts'
import { phrasesOf } from '../../server/cleaning/phrases.ts'
import { fifthSet } from './labelled/fifth-set.ts'
import { fourthSet } from './labelled/fourth-set.ts'
import { neighbours } from './labelled/neighbours.ts'
import { sixthSet } from './labelled/sixth-set.ts'
import { thirdSet } from './labelled/third-set.ts'
import { promotional, tempting } from './labelled.ts'
import { labelledByLanguage } from './labelled-by-language.ts'

const story = [
  'The harbour council met on Tuesday in front of a full gallery and talked about the night ferry for four hours.',
  'Councillors voted nineteen to six to keep the boat, and the reserve fund will shrink by a third this year.',
  'The decision will be back on the agenda in November, when the council looks at the winter timetable again.',
]

/** Whether anything is cut when the line stands in the middle of a story, at its end, or by itself. */
const isCut = (line: string): boolean =>
  [[...story, line, ...story], [...story, line], [line]].some((lines) => markLines(lines).some(({ verdict }) => verdict === 'cut'))

test('nothing that only looks promotional is cut: precision is 1', () => {
  expect([...tempting, ...neighbours].filter(isCut)).toEqual([])
})

test('nearly all that is promotional is cut', () => {
  const missed = promotional.filter((line) => !isCut(line))
  expect(missed.length / promotional.length).toBeLessThanOrEqual(0.05)
})

describe.each([
  ...Object.entries(labelledByLanguage),
  ...Object.entries(thirdSet),
  ...Object.entries(fourthSet),
  ...Object.entries(fifthSet),
  ...Object.entries(sixthSet),
])('%s', (_, lines) => {
  test('nothing that only looks promotional is cut', () => {
    expect(lines.tempting.filter(isCut)).toEqual([])
  })

  test('nearly all that is promotional is cut', () => {
    const missed = lines.promotional.filter((line) => !isCut(line))
    expect(missed.length).toBeLessThanOrEqual(Math.ceil(lines.promotional.length * 0.15))
  })
})

test('no line of the story itself is marked', () => {
  expect(markLines(story)).toEqual([])
})

test('no phrase is a word with which sentences of other languages begin: their stories would all be looked at', () => {
  const beginnings = new Set(
    'the a an in on it he she we they les las los la le un une der die das ein il el o os as se no na i po na w het een'.split(' '),
  )
  expect(phrasesOf(languages).filter(({ text }) => beginnings.has(text))).toEqual([])
})
