import fc from 'fast-check'
import { failuresOf, readAll, wordsOf } from './read.ts'

test('each object of a list is an article with its own bytes and its number', async () => {
  const objects = ['{"text":"One.", "title" : "A [list] of } \\"things\\\\"}', '{ "text": "Two.\\n", "tags": [["x"], {"y": "]"}] }']
  expect(await readAll('a.json', `\ufeff [\n ${objects.join(' ,\r\n\t')}\n] \n`)).toMatchObject([
    { line: 1, bytes: Buffer.from(objects[0] ?? ''), title: 'A [list] of } "things\\', decoded: { text: 'One.', bom: false }, notes: [] },
    { line: 2, bytes: Buffer.from(objects[1] ?? ''), decoded: { text: 'Two.\n' } },
  ])
})

test('one object alone is the article of its file; objects one after the other are as many', async () => {
  expect(await readAll('a.json', ' {"text":"One."}\n')).toMatchObject([{ line: null, bytes: Buffer.from('{"text":"One."}') }])
  expect(await readAll('a.json', '{"text":"One."}\n{"text":"Two."}{"text":"Three."}')).toMatchObject([
    { line: 1 },
    { line: 2 },
    { line: 3 },
  ])
  expect(await failuresOf('a.json', '{"title":"One"}')).toEqual(['“a.json” has no “text”.'])
})

const value = fc.jsonValue({ maxDepth: 4 })

test('whatever the objects hold, their bytes are found', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(value, { minLength: 1, maxLength: 5 }), fc.constantFrom('', ' ', '\n  '), async (values, blank) => {
      const written = values.map((one) => JSON.stringify({ text: 'x', one }, null, blank))
      const found = await readAll('a.json', `[${blank}${written.join(`${blank},${blank}`)}${blank}]`)
      expect(found.map(({ bytes }) => bytes.toString())).toEqual(written)
    }),
    { numRuns: 50 },
  )
})

const good = '{"text":"Good."}'
const entry = (number: number) => `Entry ${number} of “a.json”`

test.each([
  ['{"text":"One",}', 'is not JSON: it does not follow the rules of JSON at character 15.'],
  ["{'text':'One'}", 'is not JSON: it does not follow the rules of JSON at character 2.'],
  ['{"text":NaN}', 'is not JSON: it does not follow the rules of JSON at character 9.'],
  ['NaN', 'is not JSON: it does not follow the rules of JSON.'],
  ['{"text":"One"]', 'is not JSON: it does not follow the rules of JSON at character 14.'],
  ['["One"]', 'is no JSON object but a list.'],
  ['"One, ] and }"', 'is no JSON object but a text.'],
  ['-1.5e3', 'is no JSON object but a number.'],
  ['null', 'is no JSON object but null.'],
  [`{"text":"One","x":${'['.repeat(100_000)}${']'.repeat(100_000)}}`, 'is nested more than 100 levels deep, which no article is.'],
  [`{"text":"${'word '.repeat(500_000)}"}`, 'is larger than 2 MB, the most that one article may have.'],
  ['{"text":"a\0b"}', 'holds NUL bytes: this is no JSON.'],
])('%.40s fails by itself, and the entries around it go through', async (one, sentence) => {
  expect(await wordsOf('a.json', `[${good},${one},${good}]`)).toEqual(['Good.', `${entry(2)} ${sentence}`, 'Good.'])
})

test.each([
  [`[${good},]`, '“a.json” does not follow the rules of JSON after entry 1, at byte 19, and was not read from there on.'],
  [`[${good} ${good}]`, '“a.json” does not follow the rules of JSON after entry 1, at byte 19, and was not read from there on.'],
  [`[${good}}]`, '“a.json” does not follow the rules of JSON after entry 1, at byte 18, and was not read from there on.'],
  [`[${good}]${good}`, '“a.json” goes on after its end, at byte 19: what stands there was not read.'],
  [`[${good}`, '“a.json” breaks off after entry 1; what stands before that was read.'],
  [`[${good},{"text":"Go`, '“a.json” breaks off after entry 1; what stands before that was read.'],
  [`${good},${good}`, '“a.json” goes on after its end, at byte 17: what stands there was not read.'],
])('what stands before a fault is read: %s', async (content, sentence) => {
  expect(await wordsOf('a.json', content)).toEqual(['Good.', sentence])
})

test.each([
  ['', '“a.json” is empty.'],
  [' \n', '“a.json” is empty.'],
  ['[]', '“a.json” holds no article.'],
  [' '.repeat(10_000), '“a.json” holds no article.'],
  ['[', '“a.json” breaks off before its first entry ends.'],
  ['[,]', '“a.json” does not follow the rules of JSON after its beginning, at byte 2, and was not read from there on.'],
  ['"One."', '“a.json” is no JSON list of objects: it begins with neither [ nor {.'],
  ['The ferry is back.', '“a.json” is no JSON list of objects: it begins with neither [ nor {.'],
  [`${' '.repeat(5000)}x`, '“a.json” is no JSON list of objects: it begins with neither [ nor {.'],
  ['['.repeat(100_000), '“a.json” breaks off before its first entry ends.'],
  [`${'['.repeat(100_000)}${']'.repeat(100_000)}`, 'Entry 1 of “a.json” is nested more than 100 levels deep, which no article is.'],
  [Buffer.from('[{"text":"a"}]', 'utf16le'), '“a.json” is UTF-16 text. Save it as UTF-8.'],
  [Buffer.from('\ufeff[{"text":"a"}]', 'utf16le'), '“a.json” is UTF-16 text. Save it as UTF-8.'],
  [Buffer.from('\ufeff[{"text":"a"}]', 'utf16le').swap16(), '“a.json” is UTF-16 text. Save it as UTF-8.'],
  [
    Buffer.from('504b030414000600', 'hex'),
    '“a.json” looks like a ZIP archive or an Office document, not JSON. Write a list of objects, as UTF-8.',
  ],
])('a file without any article fails once: %.30s', async (content, sentence) => {
  expect(await failuresOf('a.json', content)).toEqual([sentence])
})

test('a list without any article is given up after a hundred entries', async () => {
  const failures = await failuresOf('a.json', `[${'{},'.repeat(100_000)}{}]`)
  expect(failures).toHaveLength(101)
  expect(failures.at(-1)).toBe('“a.json” was not read further: none of its first 100 entries is an article. Write a list of objects.')
})

test('what a file must never say is not read', async () => {
  const hostile = '{"text":"One.","__proto__":{"title":"owned"},"constructor":{"prototype":{"title":"owned"}}}'
  const [found] = await readAll('a.json', `[${hostile}]`)
  expect(found).toEqual({ line: 1, bytes: Buffer.from(hostile), decoded: expect.objectContaining({ text: 'One.' }), notes: [] })
  expect(({} as { title?: string }).title).toBeUndefined()
})
