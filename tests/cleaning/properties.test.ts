import { existsSync, readFileSync } from 'node:fs'
import fc from 'fast-check'
import { type Mark, markLines } from '../../server/cleaning/clean.ts'
import { cutLine, cutLines, cutText, joinLines, textsOf as linesOf, splitLines } from '../../server/cleaning/clean-copy.ts'
import { fold, shadowOf } from '../../server/cleaning/shadow.ts'

const pieces = [
  'Also Read: Fees rise',
  'READ ALSO',
  'Follow us on Facebook',
  'Advertisement',
  '\n',
  '\r\n',
  '\r',
  ' ',
  '\u00a0',
  '\u200b',
  '\ufeff',
  '“',
  '"',
  '. ',
  'À lire aussi',
  'اقرأ أيضا',
  'e\u0301',
  '\ud83d',
  '\ude00',
  '😀',
  '渡轮',
  '\u0000',
]

/** Any UTF-16 there is, lone surrogates too, and texts that hold what the engine looks for. */
const anyText = fc.oneof(
  fc.array(fc.integer({ min: 0, max: 0xffff })).map((units) => String.fromCharCode(...units)),
  fc.string({ unit: 'binary' }),
  fc.array(fc.oneof(fc.constantFrom(...pieces), fc.string({ maxLength: 12 }))).map((parts) => parts.join('')),
)

const articles = existsSync('../shared/corpus/dev.jsonl')
  ? readFileSync('../shared/corpus/dev.jsonl', 'utf8')
      .trim()
      .split('\n')
      .map((line) => (JSON.parse(line) as { lines: Array<{ text: string }> }).lines.map(({ text }) => text).join('\n'))
  : []

const forAnyText = (holds: (text: string) => void): void => {
  fc.assert(fc.property(anyText, holds), { numRuns: 200 })
  for (const article of articles) holds(article)
}

const textsOf = (text: string): string[] => splitLines(text).map((line) => line.text)

test('lines joined again are the text', () => {
  forAnyText((text) => {
    const lines = splitLines(text)
    expect(joinLines(lines)).toBe(text)
    const pieces = text.split('\n')
    expect(lines.map((line) => line.text + (line.end === '\r\n' ? '\r' : ''))).toEqual(pieces.at(-1) === '' ? pieces.slice(0, -1) : pieces)
  })
})

test('a clean copy without cuts is the text, to the last unit', () => {
  forAnyText((text) => expect(joinLines(cutLines(splitLines(text), []))).toBe(text))
})

test('marks lie inside their lines, in order, and never overlap', () => {
  forAnyText((text) => {
    const lines = textsOf(text)
    let before: Pick<Mark, 'line' | 'end'> = { line: 0, end: 0 }
    for (const mark of markLines(lines)) {
      expect(mark.start).toBeLessThan(mark.end)
      expect(mark.start).toBeGreaterThanOrEqual(0)
      expect(mark.end).toBeLessThanOrEqual(lines[mark.line]?.length ?? -1)
      expect(mark.line > before.line || (mark.line === before.line && mark.start >= before.end)).toBe(true)
      before = mark
    }
  })
})

test('kept words, cut words and separators rebuild the text', () => {
  forAnyText((text) => {
    const lines = splitLines(text)
    const marks = Map.groupBy(markLines(textsOf(text)), ({ line }) => line)
    const rebuilt = lines.map((line, index) => {
      const edges = [0, ...(marks.get(index) ?? []).flatMap(({ start, end }) => [start, end]), line.text.length]
      return (
        edges
          .slice(1)
          .map((end, at) => line.text.slice(edges[at], end))
          .join('') + line.end
      )
    })
    expect(rebuilt.join('')).toBe(text)
  })
})

test('what the cuts leave is what stood there, but for blanks', () => {
  const bare = (text: string): string => text.replace(/\s/gu, '')
  forAnyText((text) => {
    const lines = splitLines(text)
    const cuts = markLines(textsOf(text)).filter(({ verdict }) => verdict === 'cut')
    const expected = lines.map((line, index) => {
      const units = [...Array(line.text.length).keys()].filter(
        (at) => !cuts.some((cut) => cut.line === index && cut.start <= at && at < cut.end),
      )
      return bare(units.map((at) => line.text.charAt(at)).join(''))
    })
    const left = new Map(cutLines(lines, cuts).map((line) => [line.from, bare(line.text)]))
    expect(lines.map((_, index) => left.get(index) ?? '')).toEqual(expected)
  })
})

test('any cuts leave exactly the words outside them', () => {
  const spans = fc.array(fc.tuple(fc.nat(40), fc.nat(40)).map(([a, b]) => ({ start: Math.min(a, b), end: Math.max(a, b) })))
  fc.assert(
    fc.property(anyText, spans, (text, cuts) => {
      const line = text.replaceAll('\n', ' ')
      const kept = [...Array(line.length).keys()].filter((at) => !cuts.some(({ start, end }) => start <= at && at < end))
      const bare = kept
        .map((at) => line.charAt(at))
        .join('')
        .replace(/\s/gu, '')
      expect((cutLine(line, cuts) ?? '').replace(/\s/gu, '')).toBe(bare)
    }),
  )
})

test('a text cut as a whole is the same as its lines cut one by one', () => {
  const cuts = fc.array(
    fc.tuple(fc.nat(9), fc.nat(6), fc.nat(9)).map(([line, start, length]) => ({ line, start, end: start + length * length })),
  )
  const rows = fc.array(fc.constantFrom('', ' ', '\t', 'One', 'A long line that stays', '\r', 'Two\r'), { maxLength: 9 })
  fc.assert(
    fc.property(
      fc.oneof(
        anyText,
        rows.map((some) => some.join('\n')),
      ),
      cuts,
      (text, some) => {
        expect(linesOf(text)).toEqual(textsOf(text))
        expect(cutText(text, linesOf(text), some)).toBe(joinLines(cutLines(splitLines(text), some)))
      },
    ),
    { numRuns: 2_000 },
  )
})

test('every unit of a shadow knows where it came from', () => {
  forAnyText((text) => {
    const shadow = shadowOf(text)
    const units = [...Array(shadow.text.length).keys()]
    const astray = units.filter((at) => shadow.start(at) < shadow.start(Math.max(0, at - 1)) || shadow.end(at + 1) <= shadow.start(at))
    expect(astray).toEqual([])
    expect(shadow.end(shadow.text.length)).toBeLessThanOrEqual(text.length)
  })
})

test.each([
  ['Also\u00a0\u2009Read', 'also read'],
  ['A\u0300 lire aussi', 'a lire aussi'],
  ['À LIRE AUSSI', 'a lire aussi'],
  ['Don’t miss', "don't miss"],
  ['ＡＬＳＯ ｒｅａｄ：', 'also read:'],
  ['al\u200bso re\u00adad', 'also read'],
  ['اقرأ أيضًا', 'اقرا ايضا'],
  ['가\u1100\u1161', '가가'],
])('%j folds to %j', (text, folded) => {
  expect(fold(text)).toBe(folded)
})

test('a span found in a shadow leads back to the words, with their accents and ignorable signs', () => {
  const text = 'Fin.\u00a0 A\u0300 li\u200bre aussi : le port'
  const shadow = shadowOf(text)
  const at = shadow.text.indexOf('a lire aussi')
  expect(text.slice(shadow.start(at), shadow.end(at + 'a lire aussi'.length))).toBe('A\u0300 li\u200bre aussi')
})
