import { type Archive, foldedLine } from '../../server/cleaning/archive.ts'
import { markLines } from '../../server/cleaning/clean.ts'

const before = 'The harbour council met on Tuesday in front of a full gallery and talked about the night ferry for four hours.'
const after = 'The decision will be back on the agenda in November, when the council looks at the winter timetable again.'
const marks = (line: string, archive: Archive) =>
  markLines([before, line, after, before, before], { archive }).map(({ line: row, kind, verdict, because }) => [
    row,
    kind,
    verdict,
    because,
  ])

const titles = new Set(['Bakers of Tarn Bay Stop Baking at Night', 'Night ferry'].map(foldedLine))
const isTitle = (folded: string): boolean => titles.has(folded)

/** An archive in which this line alone is repeated. */
const repeating = (line: string, articles: number, of: number): Archive => ({
  repeats: (folded) => (folded === foldedLine(line) ? { articles, of } : undefined),
})

test('a bare headline that is the title of another article is a related link', () => {
  const headline = 'Bakers of Tarn Bay stop baking at night'
  expect(marks(headline, { isTitle })).toEqual([[1, 'related-link', 'cut', 'is the headline of another article of this source']])
  expect(marks(headline, {})).toEqual([])
})

test('a sub-heading of two words stays, even where an article bears it as its title', () => {
  expect(marks('Night ferry', { isTitle })).toEqual([])
})

test('a line that many articles repeat is a doubt by itself: it may be a byline', () => {
  const desk = 'From our desk in Tarn Bay'
  const [mark, ...others] = marks(desk, repeating(desk, 12, 20))
  expect(others).toEqual([])
  expect(mark?.slice(0, 3)).toEqual([1, 'navigation', 'check'])
  expect(mark?.[3]).toContain('stands in 12 of 20 other articles')
  expect(marks(desk, repeating(desk, 1, 20))).toEqual([])
})

test('what was doubtful is cut where the source repeats it, and says so', () => {
  const call = 'Follow the Harbour Choir on Facebook'
  expect(marks(call, {}).map(([, , verdict]) => verdict)).toEqual(['check'])
  const [mark] = marks(call, repeating(call, 9, 12))
  expect(mark?.[2]).toBe('cut')
  expect(mark?.[3]).toContain('and stands in 9 of 12 other articles')
})

test('the engine asks for folded lines, so accents and quotation marks make no difference', () => {
  expect(foldedLine('“Le Marché de Brévanne”')).toBe(foldedLine('"le marche de brevanne"'))
})
