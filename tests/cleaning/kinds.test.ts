import { markLines } from '../../server/cleaning/clean.ts'
import { type KindName, kinds } from '../../server/cleaning/kinds.ts'

const before = 'The harbour council met on Tuesday in front of a full gallery and talked about the night ferry for four hours.'
const after = 'The decision will be back on the agenda in November, when the council looks at the winter timetable again.'

/** The marks on an example that stands between two paragraphs of a story. */
const marksOn = (example: string) => markLines([before, ...example.split('\n'), after, before])

describe.each(Object.keys(kinds) as KindName[])('%s', (name) => {
  const kind = kinds[name]

  test('says what it is, in a sentence and in short', () => {
    expect(kind.says).toMatch(/^[A-Z].*\.$/)
    expect(kind.label.length).toBeLessThan(20)
  })

  test.each(kind.examples.match)('finds: %s', (example) => {
    const found = marksOn(example).filter((mark) => mark.verdict === kind.verdict)
    expect(found.map((mark) => [mark.line, mark.kind])).toEqual(example.split('\n').map((_, row) => [row + 1, name]))
    for (const mark of found) expect(mark.because).not.toBe('')
  })

  test.each(kind.examples.keep)('leaves: %s', (example) => {
    expect(marksOn(example).filter(({ verdict }) => verdict === 'cut')).toEqual([])
  })
})
