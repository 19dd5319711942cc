import type { Format, IncomingFile } from '../record.ts'
import { feedDate } from './feed-date.ts'
import { fromFirstTag } from './first-tag.ts'
import { linesOfHtml, wordsOfHtml } from './html-lines.ts'
import { languageOf } from './news-feed.ts'
import { firstOf, type XmlField } from './xml-fields.ts'
import { type ItemTold, recordsOfXml } from './xml-records.ts'

/** An export of WordPress (WXR). Its posts and pages are articles; attachments, menus and the like are passed over. */
export const wordpress: Format<IncomingFile> = {
  name: 'WordPress export',
  extensions: [],
  fits: (head) => /^<rss[^>]*\sxmlns:wp\s*=/.test(fromFirstTag(head)),
  read: (file) =>
    recordsOfXml(file, (head) => {
      const site = { language: languageOf(head), names: namesIn(head) }
      return (fields) => toldBy(fields, site)
    }),
}

type Site = { language: string | undefined; names: ReadonlyMap<string, string> }

function toldBy(fields: readonly XmlField[], { language, names }: Site): ItemTold {
  const type = firstOf(fields, 'wp:post_type') ?? 'post'
  if (type !== 'post' && type !== 'page') return null
  const status = firstOf(fields, 'wp:status')
  if (status === 'trash') return { failure: 'lies in the trash of that WordPress, and was left there.' }
  const url = firstOf(fields, 'link')
  const login = firstOf(fields, 'dc:creator') ?? ''
  const says = {
    title: wordsOfHtml(firstOf(fields, 'title') ?? ''),
    standfirst: wordsOfHtml(firstOf(fields, 'excerpt:encoded') ?? ''),
    byline: names.get(login) ?? login,
    language,
    url,
    external_id: firstOf(fields, 'guid'),
    published_at: dateOf(fields),
  }
  const lines = linesOfHtml(firstOf(fields, 'content:encoded') ?? '', { base: url, emptyLineEnds: true })
  return { says, lines, notes: notesOf(fields, status) }
}

// WordPress writes zeros for what has no date yet.
function dateOf(fields: readonly XmlField[]): string | undefined {
  const date = firstOf(fields, 'wp:post_date_gmt')
  return date && !date.startsWith('0000') ? date : feedDate(firstOf(fields, 'pubDate'))
}

function notesOf(fields: readonly XmlField[], status: string | undefined): string[] {
  const notes: string[] = []
  if (status && status !== 'publish') notes.push(`WordPress had it as “${status.slice(0, 20)}”, not published.`)
  if (firstOf(fields, 'wp:post_password')) notes.push('WordPress kept it behind a password.')
  return notes
}

/** The names of the authors by how they sign in, which is all that an item says of them. */
function namesIn(head: string): Map<string, string> {
  const authors = head.split('<wp:author>').slice(1)
  return new Map(
    authors.flatMap((author) => {
      const [login, name] = [inside(author, 'wp:author_login'), inside(author, 'wp:author_display_name')]
      return login && name ? [[login, name]] : []
    }),
  )
}

function inside(xml: string, name: string): string | undefined {
  const [, words] = xml.split(`<${name}>`, 2)
  return words?.split(`</${name}>`, 1)[0]?.replace(/^<!\[CDATA\[(.*)\]\]>$/s, '$1')
}
