import { failuresOf, readAll } from './read.ts'

test('a table is read by what its columns are usually called, each row with its own bytes and line', async () => {
  const found = await readAll(
    'a.csv',
    '\ufeffID;Headline;Body;Author;Date;Link\r\n7;Ferry;"Back, he said.\r\nSo soon.";W. Otieno;2026-11-12;https://courier.example/a\r\n8;Pier;Open.;;;\r\n',
  )
  expect(found).toMatchObject([
    {
      line: 2,
      bytes: Buffer.from('7;Ferry;"Back, he said.\r\nSo soon.";W. Otieno;2026-11-12;https://courier.example/a'),
      external_id: '7',
      title: 'Ferry',
      byline: 'W. Otieno',
      url: 'https://courier.example/a',
      published_at: new Date('2026-11-12T00:00:00Z'),
      decoded: { text: 'Back, he said.\r\nSo soon.' },
      notes: [],
    },
    { line: 4, title: 'Pier', decoded: { text: 'Open.' } },
  ])
})

test('tabs part a table, too, and a text that is HTML is read as that', async () => {
  expect(await readAll('a.tsv', 'title\tcontent\nFerry\t<p>Back.</p><p>So <b>soon</b>.</p>\n')).toMatchObject([
    {
      decoded: { text: 'Back.\nSo soon.\n' },
      notes: ['Its text is HTML and was read as such.'],
      shapes: [{}, { spans: [{ type: 'strong' }] }],
    },
  ])
})

test('a first row that names no text, a row with too many cells, an empty text: a sentence each', async () => {
  expect(await failuresOf('a.csv', 'one,two\n1,2\n')).toEqual([
    '“a.csv” has no column for the text among “one”, “two”. Call it text, body or content in the first row.',
  ])
  expect(await failuresOf('a.csv', 'title,text\nA,One, two\nB,\nC,Three\n')).toEqual([
    'Line 2 of “a.csv” has 3 cells, but the first row names 2. Put quotes around cells that hold the separator.',
    'Line 3 of “a.csv” holds no text.',
    null,
  ])
  expect(await failuresOf('a.csv', '')).toEqual(['“a.csv” is empty.'])
})

test('a quote that is never closed ends the reading with a sentence; the rows before it are in', async () => {
  expect(await failuresOf('a.csv', 'title,text\nA,One\nB,"Two\n')).toEqual([
    null,
    expect.stringMatching(/^“a.csv” was not read from line \d on: a quote/),
  ])
  const [one, ...others] = await failuresOf('a.csv', `title,text\nA,One\nB,"${'word\n'.repeat(1_000_000)}`)
  expect([one, others.length, others[0]]).toEqual([null, 1, expect.stringMatching(/larger than 2 MB/)])
})

test('formulas, prototypes and what a file must never say are words or nothing', async () => {
  const [found] = await readAll('a.csv', 'title,text,stage,__proto__,constructor\n"=1+1",One.,published,x,y\n')
  expect(found).toMatchObject({ title: '=1+1' })
  expect(found).not.toHaveProperty('stage')
})

test('a table in another encoding is read by a guess, and says so', async () => {
  const bytes = Buffer.from(
    'title;text\nL\xe9t\xe9;Le bac est revenu \xe0 quai, dit le maire de la ville apr\xe8s l\x92\xe9t\xe9.\n',
    'latin1',
  )
  expect(await readAll('a.csv', bytes)).toMatchObject([
    { title: 'Lété', decoded: { encoding: 'windows-1252', encoding_found_by: 'guess' }, notes: [expect.stringMatching(/a guess/)] },
  ])
})
