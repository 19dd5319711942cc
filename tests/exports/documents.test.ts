import { parse as parseCsv } from 'csv-parse/sync'
import fc from 'fast-check'
import { micromark } from 'micromark'
import { parse as parseYaml } from 'yaml'
import type { Paragraph } from '../../server/articles/paragraph.ts'
import { formatOf } from '../../server/exports/formats.ts'
import type { Released } from '../../server/exports/released.ts'

const [markdown, html, csv] = [formatOf('md'), formatOf('html'), formatOf('csv')]

// What the writers of exports fear: markup, formulas, quotes, breaks, other scripts.
const nasty = [
  '=cmd|’/c calc’!A0',
  '+1 for the ferry',
  '-1',
  '@harbour',
  '\tindented',
  '\rreturned',
  "'quoted",
  "'=SUM(A1)",
  '“quoted”, "twice" and, so on',
  'two\nlines\r\nor three\rfour',
  '</script><script>alert(1)</script>',
  '<!-- & &amp; --> <b>',
  '# no heading',
  '1. no list',
  '- no list',
  '> no quotation',
  '--- ',
  '===',
  '    no code',
  '*no* _emphasis_ **at** ~~all~~ `here`',
  '[no](link) ![image](x) <https://a.example>',
  'a\\b\u007f\u0085\u2028\u2029\ufeffz',
  'مكتبة «عائمة» 図書館',
]

test.each(nasty)('CSV: whoever takes the first apostrophe of a cell off reads %j again', async (words) => {
  const given = release({ title: words, standfirst: words, byline: words, clean_copy: words })
  const [row] = readAgain(await all(csv.many(each([given]))))
  expect(row).toMatchObject({ title: words, standfirst: words, byline: words, text: words, tags: 'ferries\nport, fees', number: '7' })
})

test('CSV: and so whatever the text is', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), (clean_copy) => readAgain(csv.one(release({ clean_copy })))[0]?.['text'] === clean_copy),
  )
})

test('CSV: no cell begins with what a spreadsheet takes for a formula', () => {
  const cells = nasty.flatMap((title) => parseCsv(csv.one(release({ title })), { record_delimiter: '\r\n' })[1] as string[])
  expect(cells.filter((cell) => /^[=+\-@\t\r＝＋－＠]/.test(cell))).toEqual([])
})

test.each(nasty)('Markdown: %j stays words, in the front matter and below', (words) => {
  const paragraphs = [paragraph({ text: words.replace(/[\r\n]+/g, ' ') })]
  const [, front = '', body = ''] =
    /^---\n(.*?)\n---\n\n(.*)$/s.exec(markdown.one(release({ title: words, byline: words, paragraphs }))) ?? []
  expect(parseYaml(front)).toMatchObject({ title: words, authors: [words], slug: 'the-ferry-is-back', tags: ['ferries', 'port, fees'] })
  const shown = micromark(body)
  expect(tagsIn(shown)).toEqual(['h1', '/h1', 'p', '/p'])
  expect(wordsIn(/<p>(.*)<\/p>/s.exec(shown)?.[1] ?? '')).toBe(words.replace(/[\r\n]+/g, ' ').trim())
})

test('Markdown: headings, quotations, lists and formatted words', () => {
  const spans = [
    { start: 0, end: 4, type: 'strong' as const },
    { start: 9, end: 14, type: 'link' as const, href: 'https://a.example/b' },
    { start: 15, end: 19, type: 'link' as const, href: 'javascript:alert(1)' },
  ]
  const paragraphs = [
    paragraph({ kind: 'heading', level: 3, text: 'Fees' }),
    paragraph({ text: 'Bold and a link gone.', spans }),
    paragraph({ kind: 'quote', text: 'Quieter.' }),
    paragraph({ kind: 'item', text: 'one', list: { ordered: true, depth: 0 } }),
    paragraph({ kind: 'item', text: 'two', list: { ordered: true, depth: 0 } }),
  ]
  expect(markdown.one(release({ paragraphs })).split('---\n\n')[1]).toBe(
    '# The ferry is back\n\n### Fees\n\n**Bold** and [a lin](<https://a.example/b>)k gone.\n\n> Quieter.\n\n1. one\n2. two\n',
  )
})

test.each(nasty)('HTML: %j stays words, and opens no element', (words) => {
  const page = html.one(release({ title: words, byline: words, paragraphs: [paragraph({ text: words })], clean_copy: words }))
  const [, data = ''] = /<script type="application\/ld\+json">(.*?)<\/script>/s.exec(page) ?? []
  expect(JSON.parse(data)).toMatchObject({ '@type': 'NewsArticle', headline: words, articleBody: words })
  expect(tagsIn(page.replace(data, ''))).toEqual(
    tagsIn(html.one(release({ paragraphs: [paragraph({ text: 'x' })] })).replace(/\{.*\}/, '')),
  )
  expect(wordsIn(/<h1>(.*?)<\/h1>/s.exec(page)?.[1] ?? '')).toBe(words)
})

test('HTML: language, direction and where it came from; an address that is no web address is left out', () => {
  const page = html.one(release({ language: 'ar', direction: 'rtl', origin_url: 'https://courier.example/a?b="c"' }))
  expect(page).toContain('<html lang="ar" dir="rtl">')
  expect(page).toContain('<link rel="canonical" href="https://courier.example/a?b=%22c%22">')
  expect(html.one(release({ origin_url: 'javascript:alert(1)' }))).not.toContain('javascript')
})

test('HTML: many are one page with one first heading', async () => {
  const page = await all(html.many(each([release({ title: 'One' }), release({ title: 'Two' })])))
  expect(page.match(/<h1>/g)).toHaveLength(1)
  expect([...page.matchAll(/<h2>(.*?)<\/h2>/g)].map(([, title]) => title)).toEqual(['One', 'Two'])
})

function readAgain(text: string): Record<string, string>[] {
  return parseCsv(text, { columns: true, record_delimiter: '\r\n', cast: (cell: string) => cell.replace(/^'/, '') })
}

function tagsIn(page: string): string[] {
  return [...page.matchAll(/<(\/?[a-z][a-z0-9]*)/g)].map(([, name = '']) => name)
}

function wordsIn(page: string): string {
  const named: Record<string, string> = { lt: '<', gt: '>', amp: '&', quot: '"' }
  return page.replace(/&(?:#(\d+)|(\w+));/g, (_, code, name) => (code ? String.fromCharCode(code) : (named[name] ?? '')))
}

function paragraph(words: Partial<Paragraph>): Paragraph {
  return { id: '1-1', kind: 'text', text: '', spans: [], origin: null, end: '\n', ...words }
}

function release(words: Partial<Released> = {}): Released {
  return {
    article_id: '01900000-0000-7000-8000-000000000001',
    release_id: '01900000-0000-7000-8000-000000000002',
    number: '7',
    slug: 'the-ferry-is-back',
    title: 'The ferry is back',
    standfirst: '',
    byline: 'Wanja Otieno',
    language: 'en',
    direction: 'ltr',
    source: { name: 'Coast Courier', slug: 'coast-courier' },
    origin_url: null,
    tags: ['ferries', 'port, fees'].map((name) => ({ id: name, name, slug: name })),
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
