import fc from 'fast-check'
import { markLines } from '../../server/cleaning/clean.ts'
import { cleanArticles } from '../../server/cleaning/clean-articles.ts'
import { cleanBytes } from '../../server/cleaning/clean-bytes.ts'
import { cutsOf, cutText, textsOf } from '../../server/cleaning/clean-copy.ts'
import { deservesLook, rowsIn } from '../../server/cleaning/look.ts'
import { toldMark } from '../../server/cleaning/told.ts'
import { labelled, line } from './any-line.ts'

// Files are cleaned on their bytes, and most lines are never decoded; the outcome must be that of the lines themselves.

/** What a file can hold: no half of a character, and no break in a line. */
const writable = (text: string): string => text.toWellFormed().replaceAll('\n', ' ')
const lines = fc.array(
  fc.oneof(
    line,
    fc.constantFrom(...labelled, '', ' ', 'Facebook', '\tTwitter', '“Quoted,” he said.', 'A “word” of the story. And another, in full.'),
  ),
  { maxLength: 9 },
)
const texts = fc
  .tuple(lines, fc.constantFrom('\n', '\n', '\r\n'), fc.boolean())
  .map(([some, end, isEnded]) => some.map(writable).join(end) + (isEnded ? end : ''))

const forTexts = (holds: (text: string) => void): void => {
  for (const text of labelled) holds(writable(text))
  fc.assert(fc.property(texts, holds), { numRuns: 1_500 })
}

test('no line that deserves a look is passed by', () => {
  let passed = 0
  forTexts((text) => {
    const bytes = Buffer.from(text)
    const { starts, ends, candidates } = rowsIn({ bytes, from: 0, to: bytes.length, isJson: false })
    const rows = starts.map((start, row) => bytes.toString('utf8', start, ends[row]))
    expect(rows).toEqual(textsOf(text))
    passed += rows.length - candidates.length
    expect(rows.filter((row, at) => deservesLook(row) && !candidates.includes(at))).toEqual([])
  })
  expect(passed).toBeGreaterThan(500)
})

test('a text cleaned on its bytes is the text cleaned line by line', () => {
  forTexts((text) => {
    const { pieces, marks, broken } = cleanBytes(Buffer.from(text))
    const known = markLines(textsOf(text.replace(/^\ufeff/, '')))
    expect([marks, broken.size]).toEqual([known, 0])
    const clean = cutText(text.replace(/^\ufeff/, ''), textsOf(text.replace(/^\ufeff/, '')), cutsOf(known))
    expect(
      Buffer.concat(pieces)
        .toString()
        .replace(/^\ufeff/, ''),
    ).toBe(clean)
  })
})

const told = (json: string): { output: string; complaints: string } => {
  const { output, complaints } = cleanArticles({ first: 1, bytes: Buffer.from(json) })
  return { output: Buffer.from(output).toString(), complaints }
}

test('an article says the same however it is written, and its output is the JSON that we would write', () => {
  forTexts((text) => {
    const marks = markLines(textsOf(text), { language: 'en' })
    const expected = `${JSON.stringify({ id: 'a', clean: cutText(text, textsOf(text), cutsOf(marks)), marks: marks.map(toldMark) })}\n`
    const written = JSON.stringify(text)
    const ways = [
      `{"id":"a","text":${written},"lang":"en"}`,
      ` {"id": "a", "text": ${written}, "lang": "en"} \r`,
      `{"text":${written},"id":"a","lang":"en"}`,
      `{"id":"a","text":${written.replaceAll('a', '\\u0061')},"lang":"en"}`,
    ]
    for (const way of ways) expect(told(`${way}\n`)).toEqual({ output: expected, complaints: '' })
  })
})

test.each([
  ['{"id":1,"text":"Also Read: Fees rise}', 'is not valid JSON'],
  ['{"id":1,"text":"a\tb"}', 'is not valid JSON'],
  ['{"id":1,"text":"a"}}', 'is not valid JSON'],
  ['{"id":01,"text":"a"}', 'is not valid JSON'],
  ['{"id":1,"text":"a\\x"}', 'is not valid JSON'],
  ['{"id":1,"text":"a","lang":"e', 'is not valid JSON'],
  ['{"id":1,"text":"a","text":4}', 'not text'],
  ['{"id":null,"text":"a"}', '"id"'],
])('%s is no article', (json, reason) => {
  const { output, complaints } = told(json)
  expect(output).toBe('')
  expect(complaints).toContain(reason)
})
