import { type Block, blocksOf, type Piece } from '../../reading/block.ts'
import type { Format, Released } from '../released.ts'

/** Markdown: CommonMark under a YAML front matter in which every text is quoted; many follow one another, each with its own. */
export const markdown: Format = {
  name: 'md',
  label: 'Markdown',
  says: 'One after the other, each with its details as YAML front matter, then its text. Best zipped, for a site generator.',
  type: 'text/markdown; charset=utf-8',
  one: (release) => `${frontMatter(release)}\n${bodyOf(release)}`,
  async *many(releases) {
    let between = ''
    for await (const release of releases) {
      yield `${between}${frontMatter(release)}\n${bodyOf(release)}`
      between = '\n'
    }
  },
}

function frontMatter(release: Released): string {
  const { title, slug, standfirst, byline, language, source, tags, published_at, number, article_id, origin_url, correction } = release
  const fields = {
    title,
    slug,
    date: published_at.toISOString(),
    draft: false,
    description: standfirst,
    authors: byline ? [byline] : [],
    tags: tags.map(({ name }) => name),
    source: source.name,
    origin: origin_url,
    language,
    id: article_id,
    version: number,
    correction: correction?.text ?? null,
  }
  const lines = Object.entries(fields).map(([name, value]) => `${name}: ${quoted(value)}\n`)
  return `---\n${lines.join('')}---\n`
}

// JSON is YAML, but for some characters that YAML takes for the end of a line or does not print.
function quoted(value: unknown): string {
  const escaped = (unprinted: string) => `\\u${unprinted.charCodeAt(0).toString(16).padStart(4, '0')}`
  return JSON.stringify(value).replace(/[\u007f-\u009f\u2028\u2029\ufeff\ufffe\uffff]/g, escaped)
}

function bodyOf({ title, paragraphs }: Released): string {
  return `${[`# ${escaped(title)}`, ...blocksOf(paragraphs).map(written)].join('\n\n')}\n`
}

function written(block: Block): string {
  if (block.kind === 'list')
    return block.items.map((pieces, index) => `${block.ordered ? `${index + 1}.` : '-'} ${lineOf(pieces)}`).join('\n')
  if (block.kind === 'heading') return `${'#'.repeat(block.level)} ${lineOf(block.pieces)}`
  return block.kind === 'quote' ? `> ${lineOf(block.pieces)}` : lineOf(block.pieces)
}

// What would begin a heading, a list or a block of code is escaped where it stands first.
function lineOf(pieces: readonly Piece[]): string {
  const line = pieces.map(inline).join('').trim()
  return line.replace(/^([+-])/, '\\$1').replace(/^(\d{1,9})([.)])/, '$1\\$2')
}

function inline({ text, href, strong, em, code }: Piece): string {
  const [, before = '', words = '', after = ''] = /^(\s*)(.*?)(\s*)$/su.exec(text) ?? []
  if (words === '') return text
  const marks = `${strong ? '**' : ''}${em ? '*' : ''}`
  const plain = code ? codeOf(words) : escaped(words)
  const marked = `${marks}${plain}${[...marks].reverse().join('')}`
  return `${before}${href ? `[${marked}](<${href.replace(/[<>\\]/g, encodeURIComponent)}>)` : marked}${after}`
}

function codeOf(words: string): string {
  const longest = Math.max(0, ...(words.match(/`+/g) ?? []).map(({ length }) => length))
  const fence = '`'.repeat(longest + 1)
  return `${fence} ${words} ${fence}`
}

// Every character that CommonMark could take for more than itself.
function escaped(words: string): string {
  return words.replace(/[\\`*_{}[\]<>&#|~=]/g, '\\$&').replace(/\s+/g, (gap) => (/[\n\r]/.test(gap) ? ' ' : gap))
}
