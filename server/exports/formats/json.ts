import type { Paragraph } from '../../articles/paragraph.ts'
import type { Format, Released } from '../released.ts'

/** JSON: one article is an object, many are an array of them, one a line. */
export const json: Format = {
  name: 'json',
  label: 'JSON',
  says: 'An array of objects, one for each article, with its details, paragraphs and text. Zipped: an object a file. It can be imported again.',
  type: 'application/json; charset=utf-8',
  one: (release) => `${objectOf(release)}\n`,
  async *many(releases) {
    let between = '[\n'
    for await (const release of releases) {
      yield between + objectOf(release)
      between = ',\n'
    }
    yield between === '[\n' ? '[]\n' : '\n]\n'
  },
}

/** A release as JSON on one line, its keys always in the same order: the same release gives the same bytes. */
export function objectOf(release: Released): string {
  const { article_id, title, standfirst, byline, slug, language, direction, source, origin_url, tags, paragraphs } = release
  const { published_at, number, content_sha256, clean_copy, correction } = release
  const object = {
    id: article_id,
    number: Number.isSafeInteger(Number(number)) ? Number(number) : number,
    slug,
    title,
    standfirst,
    byline,
    language,
    direction,
    source: source.name,
    source_slug: source.slug,
    origin_url,
    tags: tags.map(({ name }) => name),
    published_at: published_at.toISOString(),
    correction: correction && { text: correction.text, at: correction.at },
    content_sha256: content_sha256.toString('hex'),
    paragraphs: paragraphs.map(paragraphOf),
    text: clean_copy,
  }
  return oneLine(JSON.stringify(object))
}

function paragraphOf({ kind, level, text, spans, list }: Paragraph) {
  return { kind, ...(level === undefined ? {} : { level }), text, spans, ...(list === undefined ? {} : { list }) }
}

// Two characters that JSON allows as they are, but that some readers take for the end of a line.
function oneLine(written: string): string {
  return written.replaceAll('\u2028', '\\u2028').replaceAll('\u2029', '\\u2029')
}
