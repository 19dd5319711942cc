import { failuresOf, readAll } from './read.ts'

test('a file is read by its name, whatever its capitals', async () => {
  expect(await readAll('STORY.TXT', 'Back.')).toMatchObject([{ decoded: { text: 'Back.' } }])
  expect(await readAll('Stories.JsonL', '{"text":"Back."}')).toMatchObject([{ line: 1 }])
  expect(await failuresOf('stories.ZIP', 'PK')).toEqual([expect.stringContaining('is no ZIP archive')])
  expect(await failuresOf('story.doc', 'Back.')).toEqual([
    expect.stringMatching(/^“story.doc” is not one of the files that can be imported \(.*\.txt, .*\.zip.*\)\.$/),
  ])
})

test('a text file is one article with its line breaks as they came', async () => {
  const text = 'One.\r\n\r\nTwo.\nThree.'
  expect(await readAll('story.txt', text)).toEqual([
    {
      line: null,
      bytes: Buffer.from(text),
      decoded: { text, encoding: 'utf-8', encoding_found_by: 'valid UTF-8', bom: false, lossy: false },
      notes: [],
    },
  ])
})

test.each([
  ['empty.txt', '', '“empty.txt” is empty.'],
  ['blank.txt', ' \r\n\t\n\u00a0', '“blank.txt” is empty: it holds only blanks and line breaks.'],
  [
    'photo.txt',
    Buffer.from('89504e470d0a1a0a0000000d', 'hex'),
    '“photo.txt” looks like a PNG picture, not plain text. Save the article as UTF-8 text and import it again.',
  ],
  [
    'story.txt',
    '%PDF-1.7\n1 0 obj',
    '“story.txt” looks like a PDF document, not plain text. Save the article as UTF-8 text and import it again.',
  ],
  [
    'word.txt',
    Buffer.from('504b030414000600', 'hex'),
    '“word.txt” looks like a ZIP archive or an Office document, not plain text. Save the article as UTF-8 text and import it again.',
  ],
  [
    'rich.txt',
    '{\\rtf1\\ansi The ferry}',
    '“rich.txt” looks like a rich text (RTF) document, not plain text. Save the article as UTF-8 text and import it again.',
  ],
  [
    'nul.txt',
    'The ferry\0 is back.',
    '“nul.txt” holds NUL bytes, the first at 10: this is no plain text. Save it as UTF-8 text and import it again.',
  ],
  [
    'wide-nul.txt',
    Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from('ab\0c', 'utf16le')]),
    '“wide-nul.txt” holds NUL characters, the first at 3: this is no plain text. Save it as UTF-8 text and import it again.',
  ],
  [
    'noise.txt',
    Buffer.from(Array.from({ length: 400 }, (_, n) => 1 + ((n * 37) % 31))),
    '“noise.txt” does not look like text. Save the article as UTF-8 text and import it again.',
  ],
  ['big.txt', 'word '.repeat(500_000), '“big.txt” is larger than 2 MB, the most that one article may have. Import it in parts.'],
])('%s is refused with a sentence', async (name, content, sentence) => {
  expect(await failuresOf(name, content)).toEqual([sentence])
})

test('a text of exactly 2 MB is still an article, one of more than 20,000 lines is not', async () => {
  expect(await failuresOf('large.txt', Buffer.alloc(2 * 1024 * 1024, `${'word '.repeat(40)}\n`))).toEqual([null])
  expect(await failuresOf('long.txt', Buffer.alloc(2 * 1024 * 1024, 'word\n'))).toEqual([expect.stringContaining('more than 20,000 lines')])
})

test('a guessed encoding is said', async () => {
  const [found] = await readAll('ete.txt', Buffer.from('L\x92\xe9t\xe9 revient au port, dit le maire.', 'latin1'))
  expect(found).toMatchObject({
    decoded: { text: 'L’été revient au port, dit le maire.', encoding: 'windows-1252' },
    notes: ['It is not marked and not UTF-8: read as windows-1252, a guess.'],
  })
})

test('a line of JSON is an article with its fields, its own bytes and its number', async () => {
  const line =
    '{"title":" The  ferry ","text":"One.\\nTwo.","byline":"N. Calloway","language":"en_gb","external_id":7,"published_at":"2026-11-12 07:40"}'
  const found = await readAll('a.jsonl', `\ufeff${line}\r\n\r\n{"text":"Three.","url":"https://example.org/a","published_at":"2026-11-12"}`)
  expect(found).toMatchObject([
    {
      line: 1,
      bytes: Buffer.from(line),
      decoded: { text: 'One.\nTwo.', bom: false },
      title: 'The ferry',
      byline: 'N. Calloway',
      language: 'en-GB',
      external_id: '7',
      published_at: new Date('2026-11-12T07:40:00Z'),
    },
    { line: 3, url: 'https://example.org/a', published_at: new Date('2026-11-12T00:00:00Z') },
  ])
})

const at = (number: number) => `Line ${number} of “a.jsonl”`

test.each([
  ['{"text":"One."', 'is not JSON: it breaks off before its end.'],
  ['{"text":"One.",}', 'is not JSON: it does not follow the rules of JSON at character 16.'],
  ["{'text':'One.'}", 'is not JSON: it does not follow the rules of JSON at character 2.'],
  ['{"text":"a\tb"}', 'is not JSON: it does not follow the rules of JSON at character 11.'],
  ['["One."]', 'is no JSON object but a list.'],
  ['"One."', 'is no JSON object but a text.'],
  ['null', 'is no JSON object but null.'],
  ['{"title":"One"}', 'has no “text”.'],
  ['{"text":null}', 'has a “text” that is null, not text.'],
  ['{"text":" \\n "}', 'has an empty “text”.'],
  ['{"text":"One.","title":["x"]}', 'has a “title” that is a list, not text.'],
  ['{"text":"One.","source":{"slug":"x"}}', 'has a “source” that is an object, not text.'],
  ['{"text":"One.","byline":{"name":"x"}}', 'has a “byline” that is an object, not text.'],
  ['{"text":"One.","external_id":true}', 'has a “external_id” that is true or false, not text.'],
  ['{"text":"a\\u0000b"}', 'holds a NUL character (\\u0000) at character 2 of “text”. Take it out and import it again.'],
  ['{"text":"One.","title":"\\u0000"}', 'holds a NUL character (\\u0000) at character 1 of “title”. Take it out and import it again.'],
  ['{"text":"ab\\ud83d c"}', 'holds half a character (\\ud83d) at character 3 of “text”. Mend it and import it again.'],
  ['{"text":"One.","byline":"\\udc00"}', 'holds half a character (\\udc00) at character 1 of “byline”. Mend it and import it again.'],
])('%s fails by itself, and the lines around it go through', async (line, sentence) => {
  expect(await failuresOf('a.jsonl', `{"text":"Before."}\n${line}\n{"text":"After."}\n`)).toEqual([null, `${at(2)} ${sentence}`, null])
})

test('a line with NUL bytes, and one that is too long, fail by themselves', async () => {
  const long = JSON.stringify({ text: 'word '.repeat(500_000) })
  expect(await failuresOf('a.jsonl', `{"text":"a\0b"}\n${long}\n{"text":"After."}`)).toEqual([
    `${at(1)} holds NUL bytes: this is no JSON.`,
    `${at(2)} is larger than 2 MB, the most that one article may have.`,
    null,
  ])
})

test.each([
  ['', '“a.jsonl” is empty.'],
  ['\n \r\n', '“a.jsonl” is empty.'],
  [
    Buffer.from('89504e470d0a1a0a00', 'hex'),
    '“a.jsonl” looks like a PNG picture, not JSON lines. Write one JSON object per line, as UTF-8.',
  ],
  [Buffer.from('{"text":"a"}\n', 'utf16le'), '“a.jsonl” is UTF-16 text. Save it as UTF-8, with one JSON object per line.'],
  [
    '[\n{"text":"One."},\n{"text":"Two."}\n]',
    '“a.jsonl” holds one JSON array over several lines. Call it .json, or write one JSON object per line.',
  ],
])('a file that is no JSON lines at all fails once', async (content, sentence) => {
  expect(await failuresOf('a.jsonl', content)).toEqual([sentence])
})

test('a file without any article is given up after a hundred lines', async () => {
  const failures = await failuresOf('a.jsonl', 'no\n'.repeat(100_000))
  expect(failures).toHaveLength(101)
  expect(failures.at(-1)).toBe(
    '“a.jsonl” was not read beyond line 100: none of its first 100 lines holds an article. Write one JSON object per line.',
  )
})

test('what is no language, address or date is left out and said; what a file must never say is not read', async () => {
  const hostile =
    '{"text":"One.","language":"klingonish","url":"javascript:alert(1)","published_at":"last Tuesday","stage":"published","author":"x","approver":"y","role":"administrator","__proto__":{"title":"owned"},"constructor":{"prototype":{"title":"owned"}}}'
  const [found] = await readAll('a.jsonl', hostile)
  expect(found).toEqual({
    line: 1,
    bytes: Buffer.from(hostile),
    decoded: expect.objectContaining({ text: 'One.' }),
    notes: [
      '“language” (“klingonish”) is no language code and was left out; the original keeps it.',
      '“url” (“javascript:alert(1)”) is no web address and was left out; the original keeps it.',
      '“published_at” (“last Tuesday”) is no date and was left out; the original keeps it.',
    ],
  })
  expect(({} as { title?: string }).title).toBeUndefined()
})

test('very deep JSON is no danger', async () => {
  const deep = `{"text":"One.","x":${'['.repeat(100_000)}${']'.repeat(100_000)}}`
  expect(await failuresOf('a.jsonl', deep)).toEqual([null])
})
