import { type Block, blocksOf, type Piece } from '../../reading/block.ts'
import { safeAddress } from '../../words/safe-address.ts'
import type { Format, Released } from '../released.ts'

/** HTML that stands alone: no style, no script that runs, every word escaped; what it says about itself is schema.org’s NewsArticle. */
export const html: Format = {
  name: 'html',
  label: 'HTML',
  says: 'One page with all of them. Zipped: a page for each that stands alone, with its details as JSON-LD.',
  type: 'text/html; charset=utf-8',
  one: (release) => `${headOf(release, release.title)}${articleOf(release, 'h1')}${foot}`,
  async *many(releases) {
    yield `${headOf({ language: null, direction: null, origin_url: null }, 'Clean copy')}<h1>Clean copy</h1>\n`
    for await (const release of releases) yield articleOf(release, 'h2')
    yield foot
  },
}

const foot = '</body>\n</html>\n'

type Head = Pick<Released, 'language' | 'origin_url'> & { direction: Released['direction'] | null }

function headOf({ language, direction, origin_url }: Head, title: string): string {
  const origin = safeAddress(origin_url)
  return `<!doctype html>
<html${attribute('lang', language)}${attribute('dir', direction)}>
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>${escaped(title)}</title>
${origin ? `<link rel="canonical" href="${escaped(origin)}">\n` : ''}</head>
<body>
`
}

function articleOf(release: Released, top: 'h1' | 'h2'): string {
  const { title, standfirst, byline, published_at, correction, paragraphs, language, direction } = release
  const date = published_at.toISOString()
  const lines = [
    `<article${attribute('lang', language)}${attribute('dir', direction)}>`,
    `<${top}>${escaped(title)}</${top}>`,
    standfirst && `<p>${escaped(standfirst)}</p>`,
    `<p>${byline ? `${escaped(byline)} · ` : ''}${escaped(release.source.name)} · <time datetime="${date}">${date.slice(0, 10)}</time></p>`,
    correction && `<p>${escaped(correction.text)}</p>`,
    ...blocksOf(paragraphs).map((block) => written(block, top === 'h1' ? 0 : 1)),
    `<script type="application/ld+json">${linkedData(release)}</script>`,
    '</article>\n',
  ]
  return lines.filter(Boolean).join('\n')
}

function written(block: Block, deeper: 0 | 1): string {
  if (block.kind === 'list') {
    const list = block.ordered ? 'ol' : 'ul'
    return `<${list}>\n${block.items.map((pieces) => `<li>${wordsOf(pieces)}</li>\n`).join('')}</${list}>`
  }
  const words = wordsOf(block.pieces)
  if (block.kind === 'heading') return `<h${block.level + deeper}>${words}</h${block.level + deeper}>`
  return block.kind === 'quote' ? `<blockquote><p>${words}</p></blockquote>` : `<p>${words}</p>`
}

function wordsOf(pieces: readonly Piece[]): string {
  return pieces
    .map(({ text, href, strong, em, code }) => {
      const elements = [code && 'code', em && 'em', strong && 'strong'].filter((name) => name !== false)
      const marked = elements.reduce((words, name) => `<${name}>${words}</${name}>`, escaped(text))
      return href ? `<a href="${escaped(href)}">${marked}</a>` : marked
    })
    .join('')
}

// In a script element nothing is escaped but what could end it.
function linkedData(release: Released): string {
  const { article_id, title, standfirst, byline, language, published_at, tags, origin_url, source, clean_copy, correction } = release
  const data = {
    '@context': 'https://schema.org',
    '@type': 'NewsArticle',
    '@id': `urn:uuid:${article_id}`,
    headline: title,
    ...(standfirst && { description: standfirst }),
    ...(language && { inLanguage: language }),
    datePublished: published_at.toISOString(),
    ...(tags.length > 0 && { keywords: tags.map(({ name }) => name) }),
    ...(byline && { author: [{ '@type': 'Person', name: byline }] }),
    publisher: { '@type': 'NewsMediaOrganization', name: source.name },
    ...(safeAddress(origin_url) && { isBasedOn: safeAddress(origin_url) }),
    ...(correction && { correction: { '@type': 'CorrectionComment', text: correction.text, datePublished: correction.at } }),
    articleBody: clean_copy,
  }
  return JSON.stringify(data).replace(/[<\u2028\u2029]/g, (one) => `\\u${one.charCodeAt(0).toString(16).padStart(4, '0')}`)
}

function attribute(name: string, value: string | null): string {
  return value ? ` ${name}="${escaped(value)}"` : ''
}

function escaped(words: string): string {
  return words.replace(/[&<>"']/g, (one) => `&#${one.charCodeAt(0)};`)
}
