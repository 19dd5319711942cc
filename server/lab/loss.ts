import type { Hit, LabText } from './hits.ts'

/** What a rule that cuts would take from the articles that were read. */
export type Loss = {
  /** Articles of which nothing would be left, and those that would lose more than three tenths. */
  emptied: number
  heavy: number
  /** How many paragraphs the articles that were read have. */
  paragraphs: number
}

export const noLoss: Loss = { emptied: 0, heavy: 0, paragraphs: 0 }

const mostOfArticle = 0.3
const mostOfArchive = 0.05

/** The loss so far and that of these articles. */
export function withLoss(loss: Loss, texts: readonly LabText[], hits: readonly Hit[]): Loss {
  const byArticle = Map.groupBy(hits, ({ article_id }) => article_id)
  const shares = texts.map(({ article_id, paragraphs }) => shareOf(paragraphs, byArticle.get(article_id) ?? []))
  return {
    emptied: loss.emptied + shares.filter((share) => share >= 1).length,
    heavy: loss.heavy + shares.filter((share) => share > mostOfArticle).length,
    paragraphs: loss.paragraphs + texts.flatMap(({ paragraphs }) => paragraphs.filter(({ text }) => text.trim() !== '')).length,
  }
}

function shareOf(paragraphs: LabText['paragraphs'], hits: readonly Hit[]): number {
  const size = (text: string): number => text.replace(/\s/gu, '').length
  const whole = paragraphs.reduce((sum, { text }) => sum + size(text), 0)
  return whole === 0 ? 0 : hits.reduce((sum, { text, start, end }) => sum + size(text.slice(start, end)), 0) / whole
}

type Figures = Loss & { cut: number; read: number; count: number; all: number }

/** What is to be thought over before such a rule is switched on, with the figures. */
export function warningsOf({ emptied, heavy, paragraphs, cut, read, count, all }: Figures): string[] {
  const articles = (n: number) => (n === 1 ? 'one article' : `${n.toLocaleString('en')} articles`)
  const warnings: string[] = []
  if (emptied > 0) warnings.push(`It would leave nothing of ${articles(emptied)}.`)
  if (heavy > emptied) warnings.push(`It would cut more than 30 % of ${articles(heavy)}.`)
  // Where not all were read, as many are expected in each of the others as in those.
  const [expected, everything] = read === 0 ? [0, 0] : [(cut / read) * count, (paragraphs / read) * all]
  if (expected > everything * mostOfArchive)
    warnings.push(`It would cut about ${((expected / everything) * 100).toFixed(0)} % of all paragraphs that ever came in.`)
  return warnings
}
