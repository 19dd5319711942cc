import type { ArticleRecord, Format, IncomingFile, Unreadable } from '../record.ts'
import { withoutMark } from './begun.ts'
import { linesOfHtml } from './html-lines.ts'
import { type ObjectTold, objectsUnder, recordsOfList, textUnder } from './json-items.ts'
import { partUnder } from './json-parts.ts'
import { wholeFile } from './whole-file.ts'

/** A saved JSON Feed (1.0 or 1.1). Each of its items is an article. */
export const jsonFeed: Format<IncomingFile> = {
  name: 'JSON Feed',
  extensions: [],
  fits: (head) => /^\s*\{/.test(head) && /"version"\s*:\s*"https?:\\?\/\\?\/jsonfeed\.org/.test(head),
  read: readJsonFeed,
}

async function* readJsonFeed(file: IncomingFile): AsyncGenerator<ArticleRecord | Unreadable> {
  const whole = await wholeFile(file, 'a JSON Feed')
  if ('failure' in whole) return yield whole
  const bytes = withoutMark(whole.bytes)
  const items = partUnder(bytes, ['items'])
  const language = textUnderKey(bytes, 'language')
  yield* recordsOfList(file.name, { bytes: bytes, from: items?.from ?? bytes.length }, (item) => toldBy(item, language))
}

function textUnderKey(bytes: Buffer, key: string): string | undefined {
  const part = partUnder(bytes, [key])
  return part ? /^"([\w-]{2,35})"$/.exec(bytes.toString('utf8', part.from, part.to))?.[1] : undefined
}

function toldBy(item: Readonly<Record<string, unknown>>, language: string | undefined): ObjectTold {
  const url = textUnder(item, 'url') ?? textUnder(item, 'external_url')
  const authors = [...objectsUnder(item, 'authors'), ...objectsUnder(item, 'author')].map((author) => textUnder(author, 'name'))
  const html = textUnder(item, 'content_html')
  const says = {
    title: textUnder(item, 'title'),
    standfirst: textUnder(item, 'summary'),
    byline: authors.filter((name) => name !== undefined).join(', '),
    language: textUnder(item, 'language') ?? language,
    url,
    external_id: textUnder(item, 'id'),
    published_at: textUnder(item, 'date_published'),
  }
  return { says, lines: html === undefined ? (textUnder(item, 'content_text') ?? []) : linesOfHtml(html, { base: url }) }
}
