import { readFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { type Mark, markLines } from '../../server/cleaning/clean.ts'
import { removedByFolds } from './folds.ts'
import { othersOf } from './others.ts'
import { peers } from './peers.ts'
import { f1Of, type GoldArticle, lostShareOf, precisionOf, type Report, recallOf, score, type Tally } from './scoring.ts'

const usage =
  'Usage: npm run eval -- FILE.jsonl [--worst N] [--archive] [--peers] [--folds]. Each line: {"id","publisher","lang","lines":[{"text","label","kind"?,"spans"?}]}.'

const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: {
    worst: { type: 'string', default: '20' },
    archive: { type: 'boolean', default: false },
    peers: { type: 'boolean', default: false },
    folds: { type: 'boolean', default: false },
  },
})
const [file] = positionals
if (!file) {
  console.error(usage)
  process.exit(2)
}

const articles = readFileSync(file, 'utf8')
  .split('\n')
  .filter((line) => line.trim() !== '')
  .map((line) => JSON.parse(line) as GoldArticle)
const marks = new Map(
  articles.map((article) => [
    article,
    markLines(
      article.lines.map(({ text }) => text),
      { language: article.lang, ...(values.archive && { archive: othersOf(article, articles) }) },
    ),
  ]),
)
const marksOf = (article: GoldArticle): Mark[] => marks.get(article) ?? []

show(score(articles, (article) => removedBy(article, 'cut')))
showDoubts()
if (values.peers) await showPeers()
if (values.folds) await showFolds()

/** What others make of the same articles: each line whole or not at all. */
async function showPeers(): Promise<void> {
  console.log(`\n${row(['', 'precision', 'recall', 'lost'])}`)
  for (const [name, peer] of Object.entries(peers)) {
    const dropped = new Map<GoldArticle, boolean[]>()
    for (const article of articles) dropped.set(article, await peer(article.lines.map(({ text }) => text)))
    const { groups } = score(articles, (article) =>
      article.lines.map(({ text }, at) => (dropped.get(article)?.[at] ? [[0, text.length]] : [])),
    )
    const all = groups.get('all')
    if (all) console.log(row([name, percent(precisionOf(all)), percent(recallOf(all)), percent(lostShareOf(all), 3)]))
  }
}

/** Each publisher read without the phrases that only its own lines hold: nearer to what a new publisher meets. */
async function showFolds(): Promise<void> {
  const removed = await removedByFolds(articles, values.archive)
  console.log('\nEach publisher without the phrases that, of all these articles, only its own lines hold:')
  show(score(articles, (article) => removed.get(article) ?? []))
}

function removedBy(article: GoldArticle, verdict: Mark['verdict']) {
  const cuts = Map.groupBy(
    marksOf(article).filter((mark) => mark.verdict === verdict),
    ({ line }) => line,
  )
  return article.lines.map((_, index) => (cuts.get(index) ?? []).map(({ start, end }): [number, number] => [start, end]))
}

function show(report: Report): void {
  const worst = Number(values.worst)
  console.log(row(['', 'articles', 'lines', 'gold', 'found', 'wrong', 'precision', 'recall', 'F1', 'char recall', 'lost', 'hurt']))
  for (const [name, tally] of [...report.groups].sort(([, a], [, b]) => b.articles - a.articles)) console.log(rowOf(name, tally))
  for (const [name, tally] of [...report.kinds].sort(([, a], [, b]) => b.gold - a.gold)) console.log(rowOf(`kind ${name}`, tally))
  const narrow = [...report.kinds].filter(([name]) => name !== 'related-link' && name !== 'other').map(([, tally]) => tally)
  const [gold, found] = [sum(narrow, 'gold'), sum(narrow, 'found')]
  console.log(`Without related-link and other: ${found} of ${gold} found, recall ${percent(gold > 0 ? found / gold : null)}`)
  console.log(`\nWrongly cut: ${report.wrong.length}`)
  for (const { id, line, units, text } of report.wrong.slice(0, worst))
    console.log(`  ${id} line ${line}, ${units} units: ${text.slice(0, 140)}`)
  console.log(`\nMissed: ${report.missed.length}`)
  for (const { id, line, kind, language, text } of report.missed.slice(0, worst))
    console.log(`  ${id} line ${line} [${language} ${kind}] ${text.slice(0, 140)}`)
}

/** How often a person is asked, and how well the questions are chosen. */
function showDoubts(): void {
  const lines = articles.flatMap((article) => {
    const verdicts = Map.groupBy(marksOf(article), ({ line }) => line)
    return article.lines.map(({ label }, index) => ({ label, verdicts: (verdicts.get(index) ?? []).map(({ verdict }) => verdict) }))
  })
  const kept = lines.filter(({ label }) => label === 'keep')
  const uncut = lines.filter(({ label, verdicts }) => label === 'boilerplate' && !verdicts.includes('cut'))
  const asked = (some: typeof lines): number => some.filter(({ verdicts }) => verdicts.includes('check')).length
  console.log(`\nKept lines with a doubt: ${asked(kept)} of ${kept.length} (${percent(asked(kept) / Math.max(1, kept.length))})`)
  console.log(
    `Boilerplate not cut, but with a doubt: ${asked(uncut)} of ${uncut.length} (${percent(asked(uncut) / Math.max(1, uncut.length))})`,
  )
}

function rowOf(name: string, tally: Tally): string {
  return row([
    name,
    tally.articles || '',
    tally.lines,
    tally.gold,
    tally.found,
    tally.wrong,
    percent(precisionOf(tally)),
    percent(recallOf(tally)),
    percent(f1Of(tally)),
    percent(tally.units > 0 ? tally.unitsFound / tally.units : null),
    percent(lostShareOf(tally), 3),
    tally.hurt,
  ])
}

function row([name = '', ...cells]: (string | number)[]): string {
  return String(name).slice(0, 34).padEnd(35) + cells.map((cell) => String(cell).padStart(10)).join('')
}

function sum(tallies: readonly Tally[], name: keyof Tally): number {
  return tallies.reduce((all, tally) => all + tally[name], 0)
}

function percent(share: number | null, digits = 1): string {
  return share === null ? '–' : `${(share * 100).toFixed(digits)} %`
}
