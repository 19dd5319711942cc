import type { Format, IncomingFile } from '../record.ts'
import { feedDate } from './feed-date.ts'
import { fromFirstTag } from './first-tag.ts'
import { linesOfHtml, type ShapedLine, wordsOfHtml } from './html-lines.ts'
import { firstOf, type XmlField } from './xml-fields.ts'
import { type ItemTold, recordsOfXml } from './xml-records.ts'

/** A saved feed: RSS (0.9 to 2.0) or Atom. Each of its items is an article. */
export const newsFeed: Format<IncomingFile> = {
  name: 'RSS or Atom feed',
  extensions: ['.xml', '.rss', '.atom'],
  fits: (head) => /^<(?:rss|feed|rdf:RDF)[\s>]/.test(fromFirstTag(head)),
  read: (file) =>
    recordsOfXml(file, (head) => {
      const language = languageOf(head)
      return (fields) => toldBy(fields, language)
    }),
}

function toldBy(fields: readonly XmlField[], language: string | undefined): ItemTold {
  const url = firstOf(fields, 'link') ?? addressOf(fields)
  const body = bodyOf(fields, url)
  const summary = firstOf(fields, 'description', 'summary')
  const says = {
    title: wordsOfHtml(firstOf(fields, 'title') ?? ''),
    standfirst: body.field === 'description' || body.field === 'summary' || summary === undefined ? undefined : wordsOfHtml(summary),
    byline: firstOf(fields, 'dc:creator', 'author/name', 'author'),
    language,
    url,
    external_id: firstOf(fields, 'guid', 'id'),
    published_at: feedDate(firstOf(fields, 'pubDate', 'published', 'dc:date', 'updated')),
  }
  const isShort = body.field === 'description' || body.field === 'summary'
  return { says, lines: body.lines, notes: isShort ? ['The feed brings no full text: what it says of the article was taken.'] : [] }
}

/** The language that a feed says it is in. */
export function languageOf(head: string): string | undefined {
  return (/<language>\s*(?:<!\[CDATA\[)?\s*([\w-]+)/.exec(head) ?? /<(?:feed|rss)[^>]*\sxml:lang\s*=\s*["']([\w-]+)/.exec(head))?.[1]
}

function addressOf(fields: readonly XmlField[]): string | undefined {
  const links = fields.filter(({ name, attributes }) => name === 'link' && attributes['href'])
  return (links.find(({ attributes: { rel = 'alternate' } }) => rel === 'alternate') ?? links[0])?.attributes['href']
}

type Body = { field: string | null; lines: ShapedLine[] | string | null }

function bodyOf(fields: readonly XmlField[], base: string | undefined): Body {
  const field = ['content:encoded', 'content', 'description', 'summary']
    .map((name) => fields.find((one) => one.name === name && one.inner.trim() !== ''))
    .find((one) => one !== undefined)
  if (!field) return { field: null, lines: [] }
  const type = field.attributes['type'] ?? (field.name === 'content' || field.name === 'summary' ? 'text' : 'html')
  if (type === 'text' || type === 'text/plain') return { field: field.name, lines: field.text }
  const html = type === 'xhtml' || type === 'application/xhtml+xml' ? field.inner : field.text
  return { field: field.name, lines: linesOfHtml(html, { base }) }
}
