import type { Evidence } from './kind.ts'
import type { Found } from './kinds.ts'
import { fold } from './shadow.ts'
import { isBlank } from './shape.ts'
import { wordsIn } from './words.ts'

/** What a source's other articles say about a folded line: answered by whoever keeps them, so that the engine stays pure. */
export type Archive = {
  /** Whether the line is the title of another article. */
  isTitle?: (folded: string) => boolean
  /** In how many of how many other articles the line stands. */
  repeats?: (folded: string) => { articles: number; of: number } | undefined
}

/** How lines and titles are folded for the archive, so that both sides ask for the same words. */
export const foldedLine = (text: string): string => fold(text.slice(0, longest)).trim()

const longest = 400
const fewestWords = 4

/** Finds lines that are titles of other articles, or that a source repeats; makes what repeats and was found surer. */
export function withArchive(found: readonly Found[], lines: readonly string[], archive: Archive): Found[] {
  const rows = Map.groupBy(found, ({ line }) => line)
  return lines.flatMap((text, line) => {
    const row = rows.get(line) ?? []
    if (isBlank(text) || text.length >= longest) return row
    const folded = foldedLine(text)
    if (row.length === 0 && wordsIn(text) >= fewestWords && archive.isTitle?.(folded)) return [titleOf(text, line)]
    return repeatedRow(row, text, line, archive.repeats?.(folded))
  })
}

const titleOf = (text: string, line: number): Found => ({
  ...whole(text, line),
  kind: 'related-link',
  because: 'is the headline of another article of this source',
  evidence: ['title'],
})

function repeatedRow(row: readonly Found[], text: string, line: number, repeats: { articles: number; of: number } | undefined): Found[] {
  const often = repeats ? howOften(repeats) : null
  if (!repeats || !often) return [...row]
  const says = `stands in ${repeats.articles} of ${repeats.of} other articles of this source`
  if (row.length > 0) return row.map((one) => ({ ...one, because: `${one.because}, and ${says}`, evidence: [...one.evidence, often] }))
  return often === 'repeated' ? [] : [{ ...whole(text, line), kind: 'navigation', because: says, evidence: [often] }]
}

/** A few articles say little: a column repeats its first words too. */
function howOften({ articles, of }: { articles: number; of: number }): Evidence | null {
  if (articles >= 4 && articles >= of * 0.25) return 'repeated often'
  return articles >= 2 ? 'repeated' : null
}

const whole = (text: string, line: number) => ({ line, start: 0, end: text.length, language: 'und' })
