import type { ArticleRecord } from '../../server/imports/record.ts'
import { failuresOf, readAll, wordsOf } from './read.ts'

// What comes as HTML or Markdown: its words, what each line is, and what the page says about itself.

const body = `<h2>Fees</h2><p>The ferry came back to <a href="/tarn-bay">Tarn Bay</a> on Monday, and the <strong>harbour master</strong>
 said that nobody had expected it so soon, after a winter in which the pier was under water for weeks.</p>
<ul><li>One</li><li>Two<ol><li>Deeper</li></ol></li></ul><blockquote><p>“It is quieter,” said <em>Wanja Otieno</em>.</p></blockquote>
<p>Tickets cost four crowns, which is one more than last year, and children travel for nothing as they always did.</p>`

function page(head: string, content = `<article><h1>The ferry is back</h1>${body}</article>`): string {
  return `<!doctype html><html lang="en-GB"><head><meta charset="utf-8">${head}</head><body><nav><a href="/">Home</a> <a href="/sport">Sport</a></nav>${content}<footer>Imprint</footer></body></html>`
}

const linked = `<title>The ferry is back – Coast Courier</title><script type="application/ld+json">${JSON.stringify({
  '@context': 'https://schema.org',
  '@graph': [
    { '@type': 'WebSite', name: 'Coast Courier' },
    {
      '@type': 'NewsArticle',
      headline: 'The ferry is back',
      author: [{ '@type': 'Person', name: 'Wanja Otieno' }, { name: 'Nils Brandt' }],
      datePublished: '2026-11-12T07:40:00+01:00',
      publisher: { name: 'Coast Courier' },
    },
  ],
})}</script><link rel="canonical" href="https://courier.example/ferry">`

test('a page brings its article with its details, and each line as what it is', async () => {
  const [found] = await readAll('ferry.html', page(linked))
  expect(found).toMatchObject({
    line: null,
    title: 'The ferry is back',
    byline: 'Wanja Otieno, Nils Brandt',
    language: 'en-GB',
    source: 'Coast Courier',
    url: 'https://courier.example/ferry',
    published_at: new Date('2026-11-12T06:40:00Z'),
  })
  const { decoded, shapes = [] } = found as ArticleRecord
  const lines = decoded.text.trimEnd().split('\n')
  expect(shapes.map(({ kind }, line) => `${kind}: ${lines[line]?.slice(0, 20)}`)).toEqual([
    'heading: Fees',
    'text: The ferry came back ',
    'item: One',
    'item: Two',
    'item: Deeper',
    'quote: “It is quieter,” sai',
    'text: Tickets cost four cr',
  ])
  const at = (words: string) => ({ start: lines[1]?.indexOf(words), end: (lines[1]?.indexOf(words) ?? 0) + words.length })
  expect(shapes[1]).toMatchObject({
    spans: [
      { type: 'link', href: 'https://courier.example/tarn-bay', ...at('Tarn Bay') },
      { type: 'strong', ...at('harbour master') },
    ],
  })
  expect(shapes[4]).toMatchObject({ list: { ordered: true, depth: 2 } })
})

test('OpenGraph and meta speak where no JSON-LD does; what is broken in it is passed over', async () => {
  const head = `<script type="application/ld+json">{"@type":"NewsArticle",</script><meta property="og:title" content="Ferry &amp; pier">
    <meta name="author" content="Wanja Otieno"><meta property="article:published_time" content="2026-11-12T07:40:00Z">
    <meta property="og:url" content="https://courier.example/pier">`
  const [found] = await readAll('ferry.html', page(head))
  expect(found).toMatchObject({ title: 'Ferry & pier', byline: 'Wanja Otieno', url: 'https://courier.example/pier' })
})

test('a page is known by what it is, whatever it is called, and the report says so', async () => {
  const [found] = await readAll('ferry.txt', page(linked))
  expect(found).toMatchObject({ title: 'The ferry is back', notes: ['Read as what it is: HTML page.'] })
})

test('nothing that a reader would not see, and no address but of web and mail, comes in', async () => {
  const hostile = `<article><p>Seen.</p><script>alert(1)</script><p style="display: none">Hidden.</p><p hidden>Hidden, too.</p>
    <p><del>Deleted.</del><a href="javascript:alert(1)" onclick="x()">Pressed</a> <a href="data:text/html,x">or not</a>.</p><iframe src="https://bad.example"></iframe></article>`
  const [found] = await readAll('a.html', `<html><body>${hostile}</body></html>`)
  expect(found).toMatchObject({ decoded: { text: 'Seen.\nPressed or not.\n' } })
  expect(JSON.stringify((found as ArticleRecord).shapes)).not.toMatch(/javascript|data:/)
})

test('a page that is nested too deep, empty or no text fails with a sentence', async () => {
  expect(await failuresOf('deep.html', `<html>${'<div>'.repeat(100_000)}x`)).toEqual([
    '“deep.html” is nested deeper than any article is, and was not read.',
  ])
  expect(await failuresOf('none.html', '<html><body><script>1</script></body></html>')).toEqual(['“none.html” holds no text.'])
  expect(await failuresOf('big.html', `<html><p>${'word '.repeat(500_000)}`)).toEqual([
    '“big.html” is larger than 2 MB, the most that one article may have.',
  ])
  expect(await failuresOf('photo.html', Buffer.from('89504e470d0a1a0a0000', 'hex'))).toEqual([
    '“photo.html” looks like a PNG picture, not an HTML page.',
  ])
})

test('what is made to take long is read in no time, or refused', async () => {
  const started = performance.now()
  await readAll('comments.html', `${'<!-- -->'.repeat(200_000)}<html><p>x`)
  await readAll('marks.md', Array.from({ length: 1500 }, (_, n) => '`'.repeat(n)).join(' '))
  const [bold] = await failuresOf('bold.html', `<html><body>${'<b>x'.repeat(390)}${'<p>y'.repeat(100_000)}`)
  expect(bold).toMatch(/^“bold.html” has a “text” of more than 20,000 lines/)
  expect(performance.now() - started).toBeLessThan(20_000)
})

test('the encoding that a page names is believed where it is not UTF-8', async () => {
  const html = '<html><head><meta charset="windows-1251"></head><body><p>Паром вернулся.</p></body></html>'
  const bytes = Buffer.from([...html].map((letter) => (letter >= 'А' ? letter.charCodeAt(0) - 0x350 : letter.charCodeAt(0))))
  expect(await readAll('a.html', bytes)).toMatchObject([
    { decoded: { text: 'Паром вернулся.\n', encoding: 'windows-1251', encoding_found_by: 'given' } },
  ])
})

test('Markdown is read under its front matter, with links, emphasis, lists and quotes', async () => {
  const text = `---
title: "Ferry: back"
authors: [Wanja Otieno, Nils Brandt]
date: 2026-11-12
lang: en
canonical: https://courier.example/ferry
stage: published
---
# Ferry: back

The *ferry* is [back](https://courier.example/back).

## Fees

1. One
2. Two

> Quieter.
`
  const [found] = await readAll('ferry.md', text)
  expect(found).toMatchObject({
    title: 'Ferry: back',
    byline: 'Wanja Otieno, Nils Brandt',
    language: 'en',
    url: 'https://courier.example/ferry',
    published_at: new Date('2026-11-12T00:00:00Z'),
    decoded: { text: 'The ferry is back.\nFees\nOne\nTwo\nQuieter.\n' },
    shapes: [
      {
        kind: 'text',
        spans: [
          { type: 'em', start: 4, end: 9 },
          { type: 'link', start: 13, end: 17, href: 'https://courier.example/back' },
        ],
      },
      { kind: 'heading', level: 2 },
      { kind: 'item', list: { ordered: true, depth: 1 } },
      { kind: 'item' },
      { kind: 'quote' },
    ],
    notes: [],
  })
  expect(found).not.toHaveProperty('stage')
})

test('Markdown without front matter takes its first heading as title; a front matter that is no YAML is said', async () => {
  expect(await readAll('a.md', '# Ferry\n\nBack.')).toMatchObject([{ title: 'Ferry', decoded: { text: 'Back.\n' } }])
  const [broken] = await readAll('a.md', '---\ntitle: [a\n---\nBack.')
  expect(broken).toMatchObject({ notes: ['Its front matter is not YAML and was left out; the original keeps it.'] })
  const [bomb] = await readAll('a.md', '---\na: &a [x,x]\nb: &b [*a,*a]\ntitle: *b\n---\nBack.')
  expect(bomb).toMatchObject({ notes: ['Its front matter is not YAML and was left out; the original keeps it.'] })
})

test('a script in Markdown is no text', async () => {
  expect(await wordsOf('a.md', 'Before.\n\n<script>alert(1)</script>\n\n[x](javascript:alert(1)) after.')).toEqual(['Before.\nx after.\n'])
})
