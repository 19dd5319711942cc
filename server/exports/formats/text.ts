import type { Format, Released } from '../released.ts'

/** Plain text. One article alone is its clean copy, byte for byte; many get a head each and a line of stars between them. */
export const text: Format = {
  name: 'txt',
  label: 'Plain text',
  says: 'Each under its title, byline, source and date, with a line “* * *” between them. Zipped: only the clean copy of each, byte for byte.',
  type: 'text/plain; charset=utf-8',
  one: ({ clean_copy }) => clean_copy,
  async *many(releases) {
    let between = ''
    for await (const release of releases) {
      yield `${between}${headOf(release)}\n\n${release.clean_copy}${breakAfter(release.clean_copy)}`
      between = '\n* * *\n\n'
    }
  },
}

function headOf({ title, byline, source, published_at }: Released): string {
  const line = [byline, source.name, published_at.toISOString().slice(0, 10)].filter((part) => part !== '').join(' · ')
  return `${title}\n${line}`
}

function breakAfter(text: string): string {
  return text === '' || text.endsWith('\n') ? '' : '\n'
}
