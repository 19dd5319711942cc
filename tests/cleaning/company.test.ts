import { markLines } from '../../server/cleaning/clean.ts'

const story = [
  'The harbour council met on Tuesday in front of a full gallery and talked about the night ferry for four hours.',
  'The decision will be back on the agenda in November, when the council looks at the winter timetable again.',
]
const cut = (lines: string[]): string[] =>
  markLines(lines)
    .filter(({ verdict }) => verdict === 'cut')
    .map(({ line, start, end }) => lines[line]?.slice(start, end) ?? '')

test('a question that leads to a call goes with it', () => {
  const line = 'Like what happens in the bay? Sign up for our newsletter.'
  expect(cut([...story, line, ...story])).toEqual([line])
})

test('a question of the story stays where a call follows it in a longer paragraph', () => {
  const line = `${story[0]} Who pays for the quay? Follow us on Facebook and X for more.`
  expect(cut([...story, line, ...story])).toEqual(['Follow us on Facebook and X for more.'])
})

test('links below a label go to the end of the article, but not beyond the story', () => {
  const links = ['Port fees to rise in January', 'Bakers stop baking at night', 'Why lighthouses go dark']
  expect(cut([...story, 'Related articles', ...links])).toEqual(['Related articles', ...links])
  expect(cut([story[0] ?? '', 'Related articles', ...links, story[1] ?? '']).at(-1)).not.toBe(story[1])
})

test('a short line between two that go is left over from them; within the story it stays', () => {
  const lines = ['Subscribe to our newsletter', 'Almost there!', 'Please enter a valid email address']
  expect(cut([...story, ...lines])).toEqual(lines)
  expect(cut([...story, ...lines, ...story])).not.toContain('Almost there!')
})

test('a table of results below a cut stays', () => {
  const table = ['1. Osei Falls 12 points', 'Tarn Bay 2-1 Brackwater', 'Man of the match: 7']
  expect(cut([...story, 'Also Read: Port fees to rise in January', ...table])).toEqual(['Also Read: Port fees to rise in January'])
})
