import { markLines } from '../../server/cleaning/clean.ts'
import { promotional, tempting } from './labelled.ts'

const story = [
  'The harbour council met on Tuesday in front of a full gallery and talked about the night ferry for four hours.',
  'Councillors voted nineteen to six to keep the boat, and the reserve fund will shrink by a third this year.',
  'The decision will be back on the agenda in November, when the council looks at the winter timetable again.',
]

/** Whether anything is cut when the line stands in the middle of a story, or at its end. */
const isCut = (line: string): boolean =>
  [
    [...story, line, ...story],
    [...story, line],
  ].some((lines) => markLines(lines).some(({ verdict }) => verdict === 'cut'))

test('nothing that only looks promotional is cut: precision is 1', () => {
  expect(tempting.filter(isCut)).toEqual([])
})

test('nearly all that is promotional is cut', () => {
  const missed = promotional.filter((line) => !isCut(line))
  expect(missed.length / promotional.length).toBeLessThanOrEqual(0.05)
})

test('no line of the story itself is marked', () => {
  expect(markLines(story)).toEqual([])
})
