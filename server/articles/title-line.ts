import { isBlank, type Paragraph } from './paragraph.ts'

type Line = Pick<Paragraph, 'id' | 'text'>

/**
 * The paragraph at the top that says the title once more, if there is one beside others and nobody and no rule has marked it: many files
 * carry their headline as their first line.
 */
export function titleLine(title: string, paragraphs: readonly Line[], marked: ReadonlySet<string>): string | null {
  const spoken = paragraphs.filter(({ text }) => !isBlank(text))
  const wanted = folded(title)
  const line = wanted === '' || spoken.length < 2 ? undefined : spoken.slice(0, 2).find(({ text }) => folded(text) === wanted)
  return line && !marked.has(line.id) ? line.id : null
}

function folded(text: string): string {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{M}\p{N}]+/gu, ' ')
    .trim()
}
