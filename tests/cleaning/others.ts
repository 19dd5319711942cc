import { type Archive, foldedLine } from '../../server/cleaning/archive.ts'
import type { GoldArticle } from './scoring.ts'

/** What the publisher's other articles repeat: the one that is cleaned is left out. */
export function othersOf(article: GoldArticle, articles: readonly GoldArticle[]): Archive {
  const others = articles.filter(({ id, publisher }) => publisher === article.publisher && id !== article.id)
  const counts = new Map<string, number>()
  for (const { lines } of others)
    for (const line of new Set(lines.map(({ text }) => foldedLine(text)))) counts.set(line, (counts.get(line) ?? 0) + 1)
  return {
    repeats: (folded) => {
      const count = counts.get(folded)
      return count === undefined ? undefined : { articles: count, of: others.length }
    },
  }
}
