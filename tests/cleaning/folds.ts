import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads'
import { languages } from '../../server/cleaning/languages.ts'
import { phrasesOf } from '../../server/cleaning/phrases.ts'
import { fold } from '../../server/cleaning/shadow.ts'
import { phrasesFrom, treeOf } from '../../server/cleaning/tree.ts'
import { firstStart, nextStart, unitReader } from '../../server/cleaning/units.ts'
import { othersOf } from './others.ts'
import type { GoldArticle, Removed } from './scoring.ts'

type Fold = { articles: GoldArticle[]; dropped: ReadonlySet<string>; knowsArchive: boolean }

/** What the engine cuts of each article with the phrases left out that, of all these articles, only its own publisher's lines hold. */
export async function removedByFolds(articles: readonly GoldArticle[], knowsArchive: boolean): Promise<Map<GoldArticle, Removed>> {
  const publishers = [...Map.groupBy(articles, ({ publisher }) => publisher).values()].map((own) => ({ own, held: phrasesIn(own) }))
  const removed = new Map<GoldArticle, Removed>()
  for (const { own, held } of publishers) {
    const others = new Set(publishers.filter((other) => other.own !== own).flatMap((other) => [...other.held]))
    const answers = await inFreshEngine({ articles: own, dropped: held.difference(others), knowsArchive })
    for (const [at, article] of own.entries()) removed.set(article, answers[at] ?? [])
  }
  return removed
}

const starts = treeOf(phrasesOf(languages))
const unitsOf = unitReader()

/** The phrases that stand where a sentence begins, the shorter ones too. */
function phrasesIn(articles: readonly GoldArticle[]): Set<string> {
  const found = new Set<string>()
  for (const text of articles.flatMap(({ lines }) => lines.map((line) => fold(line.text)))) {
    const units = unitsOf(text)
    for (let at = firstStart(units, text.length, 0); at >= 0; at = nextStart(units, text.length, at + 1))
      for (const phrase of phrasesFrom(starts, text, at)) found.add(phrase.text)
  }
  return found
}

/** The engine reads its phrases when it is loaded: a thread of its own loads it without some. */
function inFreshEngine(fold: Fold): Promise<Removed[]> {
  return new Promise((resolve, reject) =>
    new Worker(new URL(import.meta.url), { workerData: fold }).on('message', resolve).on('error', reject),
  )
}

if (!isMainThread) {
  const { articles, dropped, knowsArchive }: Fold = workerData
  const remaining = (words: string[]): string[] => words.filter((word) => !dropped.has(fold(word)))
  for (const language of languages) {
    Object.assign(language, { benefits: remaining([...language.benefits]), pointers: remaining([...(language.pointers ?? [])]) })
    for (const words of Object.values(language.kinds))
      for (const [role, phrases] of Object.entries(words))
        if (role !== 'about' && role !== 'sure') Object.assign(words, { [role]: remaining([...phrases]) })
  }
  const { markLines } = await import('../../server/cleaning/clean.ts')
  const cutsOf = (article: GoldArticle): Removed => {
    const texts = article.lines.map(({ text }) => text)
    const archive = knowsArchive && { archive: othersOf(article, articles) }
    const cuts = markLines(texts, { language: article.lang, ...archive }).filter(({ verdict }) => verdict === 'cut')
    return texts.map((_, index) => cuts.filter(({ line }) => line === index).map(({ start, end }): [number, number] => [start, end]))
  }
  parentPort?.postMessage(articles.map(cutsOf))
}
