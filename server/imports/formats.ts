import { ghost } from './formats/ghost.ts'
import { htmlPage } from './formats/html.ts'
import { json } from './formats/json.ts'
import { jsonFeed } from './formats/json-feed.ts'
import { jsonLines } from './formats/json-lines.ts'
import { markdown } from './formats/markdown.ts'
import { newsFeed } from './formats/news-feed.ts'
import { table } from './formats/table.ts'
import { tarOf } from './formats/tar.ts'
import { plainText } from './formats/text.ts'
import { wordpress } from './formats/wordpress.ts'
import { zipOf } from './formats/zip.ts'
import { readAsItIs } from './recognise.ts'
import { type ArticleRecord, type Format, formatNamed, type IncomingFile, type StoredFile, type Unreadable } from './record.ts'

// The narrower before the wider: a WordPress export is a feed, too.
const single: readonly Format<IncomingFile>[] = [
  wordpress,
  newsFeed,
  jsonFeed,
  ghost,
  htmlPage,
  markdown,
  table,
  plainText,
  jsonLines,
  json,
]
const archives: readonly Format[] = [zipOf(single), tarOf(single)]

/** What the file dialog offers, and what a refusal names. */
export const extensions = [...single, ...archives].flatMap((format) => format.extensions)

/** The articles of a file, and the sentences for what is none: an archive by its name, any other file by what it begins with. */
export function readFile(file: StoredFile): AsyncIterable<ArticleRecord | Unreadable> {
  const failure = `“${file.name}” is not one of the files that can be imported (${extensions.join(', ')}).`
  return formatNamed(archives, file.name)?.read(file) ?? readAsItIs(single, file, failure)
}
