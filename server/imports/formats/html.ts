import { Readability } from '@mozilla/readability'
import { parseHTML } from 'linkedom'
import type { Decoded } from '../decode.ts'
import { type ArticleRecord, type Format, type IncomingFile, maxArticleBytes, type Unreadable } from '../record.ts'
import { fromFirstTag } from './first-tag.ts'
import { linesOfHtml, type ShapedLine } from './html-lines.ts'
import { detailsOf, type Page } from './page-details.ts'
import { shapedRecord } from './shaped-record.ts'
import { wholeFile } from './whole-file.ts'

/** A page with an article, as it was saved from the web; or one with several, each in an element that says what it is. */
export const htmlPage: Format<IncomingFile> = {
  name: 'HTML page',
  extensions: ['.html', '.htm', '.xhtml'],
  fits: (head) => /^<(?:!doctype\s+html|html[\s>])/i.test(fromFirstTag(head)),
  read: readPage,
}

async function* readPage(file: IncomingFile): AsyncGenerator<ArticleRecord | Unreadable> {
  const whole = await wholeFile(file, 'an HTML page', (head) => /charset\s*=\s*["']?([\w-]+)/i.exec(head)?.[1])
  if ('failure' in whole) return yield whole
  const { bytes, decoded } = whole
  const several = articlesIn(decoded.text)
  if (several.length < 2) return yield recordOf({ place: `“${file.name}”`, line: null, bytes }, decoded)
  for (const [index, part] of several.entries()) {
    const place = `Entry ${index + 1} of “${file.name}”`
    yield recordOf({ place, line: index + 1, bytes: Buffer.from(part) }, { ...decoded, text: part })
  }
}

// What we export of many articles is one page: each says its own details.
function articlesIn(text: string): string[] {
  const parts = text.split(/(?=<article[\s>])/i).slice(1)
  return parts.map((part) => part.replace(/(<\/article>).*$/is, '$1')).filter((part) => part.includes('"application/ld+json"'))
}

type Place = { place: string; line: number | null; bytes: Buffer }

function recordOf(place: Place, decoded: Decoded): ArticleRecord | Unreadable {
  const lines = place.bytes.length > maxArticleBytes ? [] : linesOfHtml(decoded.text)
  if (lines === null || lines.length === 0) return shapedRecord({ ...place, decoded, says: {}, lines })
  const html = /<html[\s>]/i.test(decoded.text) ? decoded.text : `<!doctype html><html><body>${decoded.text}</body></html>`
  const { document } = parseHTML(html)
  const { says, articleBody } = detailsOf(document)
  const base = says['url']
  const all = linesOfHtml(decoded.text, { base }) ?? lines
  const told = articleBody === undefined ? null : thoseThatSay(all, articleBody)
  if (told) return shapedRecord({ ...place, decoded, says, lines: told })
  const extracted = extractedFrom(document, base)
  const notes = extracted ? [] : ['No article could be told from the rest of the page: all of its text was taken.']
  return shapedRecord({ ...place, decoded, says, lines: extracted ?? all, notes })
}

/** Elements beyond which a page is not searched for its article: it would keep the worker from everything else. */
const mostElements = 30_000

function extractedFrom(document: Page, base: string | undefined): ShapedLine[] | null {
  if (document.querySelectorAll('*').length > mostElements) return null
  const found = new Readability(document, { disableJSONLD: true, charThreshold: 200 }).parse()
  const lines = found?.content ? linesOfHtml(found.content, { base }) : null
  return lines && lines.length > 0 ? lines : null
}

/** The lines that are, one after the other, exactly the text that the page says its article has; null where there are none. */
function thoseThatSay(lines: readonly ShapedLine[], text: string): ShapedLine[] | null {
  const wanted = squeezed(text)
  const words = lines.map((line) => squeezed(line.text))
  const from = words.join('').indexOf(wanted)
  if (wanted === '' || from < 0) return null
  let at = 0
  return lines.filter((_, index) => {
    const start = at
    at += words[index]?.length ?? 0
    return start >= from && at <= from + wanted.length
  })
}

function squeezed(text: string): string {
  return text.normalize('NFC').replaceAll(/\s+/gu, '')
}
