import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { markLines } from '../../server/cleaning/clean.ts'
import { type GoldArticle, precisionOf, type Removed, recallOf, score } from './scoring.ts'

const article: GoldArticle = {
  id: 'a',
  publisher: 'Harbour Post',
  lang: 'en',
  lines: [
    { text: 'The ferry sails.', label: 'keep' },
    { text: 'Also Read: Fees', label: 'boilerplate', kind: 'related-link' },
    { text: 'Harbour Wire', label: 'ambiguous', kind: 'credit' },
    { text: '😀 boat. Read more', label: 'boilerplate', kind: 'read-more', spans: [[9, 18]] },
    { text: 'Share', label: 'boilerplate', kind: 'share' },
  ],
}
const totals = (removed: Removed) => score([article], () => removed).groups.get('all')

test('a line is found when half of its boilerplate went, and wrong when more than two editorial units did', () => {
  const tally = totals([[], [[0, 15]], [[0, 12]], [[0, 18]], []])
  expect(tally).toMatchObject({ gold: 3, found: 2, wrong: 1, units: 29, unitsFound: 24, editorial: 25, lost: 9, hurt: 1 })
  expect(tally && precisionOf(tally)).toBeCloseTo(2 / 3)
  expect(tally && recallOf(tally)).toBeCloseTo(2 / 3)
})

test('the blank before a span is no loss, overlapping cuts count once, and ambiguous lines nowhere', () => {
  expect(totals([[], [], [[0, 12]], [[8, 18]], []])).toMatchObject({ found: 1, wrong: 0, lost: 1 })
  expect(
    totals([
      [],
      [],
      [],
      [
        [9, 12],
        [11, 13],
      ],
      [],
    ]),
  ).toMatchObject({ found: 0, unitsFound: 4 })
  expect(totals([])).toMatchObject({ found: 0, wrong: 0, gold: 3, hurt: 0 })
})

const corpus = '../shared/corpus/dev.jsonl'
const judge = '../shared/corpus/score.py'
const hasJudge = existsSync(corpus) && existsSync(judge) && spawnSync('python3', ['--version']).status === 0

const beside = hasJudge ? test : test.skip
beside('the judge beside the project counts the corpus beside it as we do', () => {
  const gold = corpus
  const articles = readFileSync(gold, 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as GoldArticle)
  const removed = new Map(articles.map((one) => [one, removedBy(one)]))
  const folder = mkdtempSync(join(tmpdir(), 'scoring-'))
  writeFileSync(
    join(folder, 'predictions.jsonl'),
    articles.map((one) => JSON.stringify({ id: one.id, lines: removed.get(one)?.map((spans) => ({ removed: spans })) })).join('\n'),
  )
  const out = join(folder, 'report.json')
  expect(spawnSync('python3', [judge, gold, join(folder, 'predictions.jsonl'), '--json', out]).status).toBe(0)
  const theirs = (JSON.parse(readFileSync(out, 'utf8')) as { groups: Record<string, Record<string, number>> }).groups['all:all']
  const ours = score(articles, (one) => removed.get(one) ?? []).groups.get('all')
  expect(theirs).toMatchObject({
    lines: ours?.lines,
    gold: ours?.gold,
    tp: ours?.found,
    fp: ours?.wrong,
    bchars: ours?.units,
    bfound: ours?.unitsFound,
    echars: ours?.editorial,
    ewrong: ours?.lost,
    hurt: ours?.hurt,
  })
})

function removedBy({ lines, lang }: GoldArticle): Array<Array<[number, number]>> {
  const cuts = markLines(
    lines.map(({ text }) => text),
    { language: lang },
  ).filter(({ verdict }) => verdict === 'cut')
  return lines.map((_, row) => cuts.filter(({ line }) => line === row).map(({ start, end }): [number, number] => [start, end]))
}
