import type { Paragraph } from '../../server/articles/paragraph.ts'
import { formatNames, formatOf } from '../../server/exports/formats.ts'
import type { Released } from '../../server/exports/released.ts'
import { readAll } from './read.ts'

// What this house exports of an article comes in again with the same words and details, alone and with others.

const text = (words: string, more: Partial<Paragraph> = {}): Paragraph => {
  return { id: '1-1', kind: 'text', text: words, spans: [], origin: null, end: '\n', ...more }
}
const paragraphs = [
  text('Fees', { kind: 'heading', level: 2 }),
  text('The ferry came back, and * _nobody_ <b>knew</b> it & # 1) why.', {
    spans: [{ type: 'link', start: 4, end: 9, href: 'https://courier.example/' }],
  }),
  text('- One', { kind: 'item', list: { ordered: false, depth: 1 } }),
  text('“Quieter,” she said.', { kind: 'quote' }),
  text('---'),
  text('=Not a formula. 2) And no list.', { end: '' }),
]
const words = paragraphs.map((paragraph) => paragraph.text)

function release(title: string): Released {
  return {
    article_id: `id-of-${title}`,
    release_id: 'release-1',
    number: '7',
    slug: 'slug',
    title,
    standfirst: 'It is “quieter”: yes.',
    byline: 'Wanja Otieno',
    language: 'en',
    direction: 'ltr',
    source: { name: 'Coast Courier', slug: 'coast-courier' },
    origin_url: 'https://courier.example/ferry',
    tags: [],
    published_at: new Date('2026-11-12T07:40:00Z'),
    correction: { text: 'The fee is 4.', at: '2026-11-13T08:00:00.000Z' },
    content_sha256: Buffer.from('0a'.repeat(32), 'hex'),
    paragraphs,
    clean_copy: words.join('\n'),
  }
}

const details = {
  standfirst: 'It is “quieter”: yes.',
  byline: 'Wanja Otieno',
  language: 'en',
  source: 'Coast Courier',
  url: 'https://courier.example/ferry',
  published_at: new Date('2026-11-12T07:40:00Z'),
  notes: [],
}

test.each(formatNames.filter((name) => name !== 'txt'))('one article as .%s', async (name) => {
  const found = await readAll(`ours.${name}`, formatOf(name).one(release("'@ferry")))
  expect(found).toMatchObject([{ ...details, title: "'@ferry" }])
  expect(linesOf(found[0])).toEqual(words)
})

test.each(formatNames.filter((name) => name !== 'txt'))('two articles in one .%s', async (name) => {
  const written = (await Array.fromAsync(formatOf(name).many(each([release('=One'), release('Two')])))).join('')
  const found = await readAll(`ours.${name}`, written)
  expect(found).toMatchObject([
    { ...details, title: '=One' },
    { ...details, title: 'Two' },
  ])
  expect(found.map(linesOf)).toEqual([words, words])
})

test.each(['md', 'html', 'json', 'jsonl'])('what a line is comes back from .%s', async (name) => {
  const [found] = await readAll(`ours.${name}`, formatOf(name).one(release('Ferry')))
  const { shapes = [] } = found as { shapes?: Pick<Paragraph, 'kind' | 'spans'>[] }
  expect(shapes.map(({ kind }) => kind)).toEqual(paragraphs.map(({ kind }) => kind))
  expect(shapes[1]?.spans).toEqual(paragraphs[1]?.spans)
})

function linesOf(found: object | undefined): string[] {
  return (found as { decoded?: { text: string } })?.decoded?.text.trimEnd().split('\n') ?? []
}

async function* each(releases: Released[]): AsyncGenerator<Released> {
  yield* releases
}
