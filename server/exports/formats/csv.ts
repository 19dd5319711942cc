import { csvRow } from '../../words/csv-row.ts'
import type { Format, Released } from '../released.ts'

/** CSV as RFC 4180 says, for spreadsheets. */
export const csv: Format = {
  name: 'csv',
  label: 'CSV',
  says: 'A table with a row for each article, for spreadsheets. Cells that could be a formula begin with an apostrophe.',
  type: 'text/csv; charset=utf-8; header=present',
  one: (release) => head + rowOf(release),
  async *many(releases) {
    yield head
    for await (const release of releases) yield rowOf(release)
  },
}

const columns = {
  id: ({ article_id }) => article_id,
  number: ({ number }) => number,
  slug: ({ slug }) => slug,
  title: ({ title }) => title,
  standfirst: ({ standfirst }) => standfirst,
  byline: ({ byline }) => byline,
  language: ({ language }) => language ?? '',
  direction: ({ direction }) => direction,
  source: ({ source }) => source.name,
  source_slug: ({ source }) => source.slug,
  origin_url: ({ origin_url }) => origin_url ?? '',
  // One a line: the one thing that a tag never holds is a line break.
  tags: ({ tags }) => tags.map(({ name }) => name).join('\n'),
  published_at: ({ published_at }) => published_at.toISOString(),
  correction: ({ correction }) => correction?.text ?? '',
  corrected_at: ({ correction }) => correction?.at ?? '',
  content_sha256: ({ content_sha256 }) => content_sha256.toString('hex'),
  text: ({ clean_copy }) => clean_copy,
} as const satisfies Record<string, (release: Released) => string>

const head = csvRow(Object.keys(columns))

function rowOf(release: Released): string {
  return csvRow(Object.values(columns).map((cell) => cell(release)))
}
