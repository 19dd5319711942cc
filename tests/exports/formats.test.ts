import { contentSha256 } from '../../server/articles/content.ts'
import { formatNames, formatOf, formats } from '../../server/exports/formats.ts'
import type { Released } from '../../server/exports/released.ts'

const text = formatOf('txt')
const json = formatOf('json')
const lines = formatOf('jsonl')

test.each(['', 'One line', 'Two\r\nlines\r\n', 'No end\nhere', '\n\nBlank around\n\n', 'مرحبا\u2028\u00a0\u0301e\n'])(
  'one article as text is its clean copy, byte for byte: %j',
  (clean_copy) => {
    expect(Buffer.from(text.one(release({ clean_copy })))).toEqual(Buffer.from(clean_copy))
  },
)

test('many articles as text stand under their heads, a line of stars between them', async () => {
  const written = await all(
    text.many(
      each([
        release({ title: 'One', byline: 'Wanja Otieno', clean_copy: 'A.\r\nB.\r\n' }),
        release({ title: 'Two', byline: '', clean_copy: 'C.' }),
      ]),
    ),
  )
  expect(written).toBe('One\nWanja Otieno · Coast Courier · 2026-11-12\n\nA.\r\nB.\r\n\n* * *\n\nTwo\nCoast Courier · 2026-11-12\n\nC.\n')
})

test('an object says all that a reader of it needs', () => {
  const correction = { text: 'The fee is 4, not 5.', at: '2026-11-13T08:00:00.000Z' }
  const paragraph = { id: '1-1', kind: 'heading', level: 2, text: 'Fees', spans: [], origin: { start: 0, end: 4 }, end: '\n' } as const
  const written = json.one(release({ correction, paragraphs: [{ ...paragraph, spans: [] }], origin_url: 'https://courier.example/a' }))
  expect(JSON.parse(written)).toEqual({
    id: 'article-1',
    number: 7,
    slug: 'the-ferry-is-back',
    title: 'The ferry is back',
    standfirst: 'It is quieter.',
    byline: 'Wanja Otieno',
    language: 'en',
    direction: 'ltr',
    source: 'Coast Courier',
    source_slug: 'coast-courier',
    origin_url: 'https://courier.example/a',
    tags: ['ferries'],
    published_at: '2026-11-12T07:40:00.000Z',
    correction,
    content_sha256: '0a'.repeat(32),
    paragraphs: [{ kind: 'heading', level: 2, text: 'Fees', spans: [] }],
    text: 'The ferry came back.\n',
  })
})

test('whoever gets the object can compute the hash that was approved', () => {
  const words = { title: 'A', standfirst: '', byline: '', language: 'fr', correction: null }
  const paragraphs = [{ id: '1-1', kind: 'text' as const, text: 'Bonjour.', spans: [], origin: null, end: '' }]
  const object = JSON.parse(json.one(release({ ...words, paragraphs, content_sha256: contentSha256({ ...words, paragraphs }) })))
  expect(contentSha256(object).toString('hex')).toBe(object.content_sha256)
})

test('an export number beyond what a JSON number holds is written as text', () => {
  expect(JSON.parse(json.one(release({ number: '9007199254740993' }))).number).toBe('9007199254740993')
})

test('many as JSON are one array, none an empty one', async () => {
  const many = await all(json.many(each([release({ title: 'One' }), release({ title: 'Two' })])))
  expect(JSON.parse(many).map(({ title }: { title: string }) => title)).toEqual(['One', 'Two'])
  expect(await all(json.many(each([])))).toBe('[]\n')
})

test('JSON Lines are one object a line, whatever the text holds', async () => {
  const nasty = 'a\nb\r\nc\u2028d\u2029e"\\\u0001\u0085'
  const many = await all(lines.many(each([release({ title: nasty }), release({ clean_copy: nasty })])))
  const rows = many.split(/\r\n|[\n\r\u2028\u2029]/)
  expect(rows).toHaveLength(3)
  expect(rows[2]).toBe('')
  expect(JSON.parse(rows[0] ?? '').title).toBe(nasty)
  expect(JSON.parse(rows[1] ?? '').text).toBe(nasty)
})

test.each(formatNames)('the same releases give the same bytes as %s', async (name) => {
  const write = () => all(formatOf(name).many(each([release(), release({ tags: [] })])))
  expect(await write()).toBe(await write())
})

test('every format has a name of its own, and an unknown one is a bug', () => {
  expect(new Set(formatNames).size).toBe(formats.length)
  expect(() => formatOf('exe')).toThrow('There is no export format exe.')
})

function release(words: Partial<Released> = {}): Released {
  return {
    article_id: 'article-1',
    release_id: 'release-1',
    number: '7',
    slug: 'the-ferry-is-back',
    title: 'The ferry is back',
    standfirst: 'It is quieter.',
    byline: 'Wanja Otieno',
    language: 'en',
    direction: 'ltr',
    source: { name: 'Coast Courier', slug: 'coast-courier' },
    origin_url: null,
    tags: [{ id: 'tag-1', name: 'ferries', slug: 'ferries' }],
    published_at: new Date('2026-11-12T07:40:00Z'),
    correction: null,
    content_sha256: Buffer.from('0a'.repeat(32), 'hex'),
    paragraphs: [],
    clean_copy: 'The ferry came back.\n',
    ...words,
  }
}

async function* each(releases: Released[]): AsyncGenerator<Released> {
  yield* releases
}

async function all(chunks: AsyncIterable<string>): Promise<string> {
  return (await Array.fromAsync(chunks)).join('')
}
