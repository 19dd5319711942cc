// What house rules cost beside the built-in kinds, in one run: npm run bench:rules [-- ARTICLES]
import { loadavg } from 'node:os'
import { markLines } from '../../server/cleaning/clean.ts'
import { withHouseRules } from '../../server/rules/house-marks.ts'
import { matcherOf } from '../../server/rules/matcher.ts'
import type { Definition, Way } from '../../server/rules/rule.ts'
import { syntheticArticles } from '../cleaning/synthetic.ts'
import { cutting } from './definitions.ts'

const wanted = Number(process.argv[2] ?? 4_000)
const articles = [...syntheticArticles(wanted, 'distinct')].map((text) => Buffer.from(text).toString().split('\n'))
const vocabulary = [...new Set(articles.slice(0, 50).flat().join(' ').split(/\s+/))]
const asking = { source_id: '', language: 'en' }

console.log(`${wanted} articles, load ${loadavg()[0]?.toFixed(1)}`)
const alone = measured('no rules', () => articles.reduce((sum, lines) => sum + markLines(lines).length, 0))
for (const [fast, slow] of [
  [1, 0],
  [100, 0],
  [2_000, 0],
  [2_000, 20],
  [0, 20],
] as const) {
  const rules = matcherOf([
    ...Array.from({ length: fast }, (_, at) => literal(at)),
    ...Array.from({ length: slow }, (_, at) => pattern(at)),
  ])
  measured(`${fast} with literals, ${slow} slow`, () =>
    articles.reduce((sum, lines) => sum + withHouseRules(markLines(lines), rules.find(lines, asking)).length, 0),
  )
}

function measured(what: string, act: () => number): number {
  const times = Array.from({ length: 5 }, () => {
    const start = process.cpuUsage()
    act()
    const { user, system } = process.cpuUsage(start)
    return (user + system) / 1e6
  })
  const best = Math.min(...times)
  console.log(`  ${what.padEnd(32)}${best.toFixed(2)} s${what === 'no rules' ? '' : `, ${(best / alone).toFixed(2)} times`}`)
  return best
}

/** Words of the articles themselves, so that their beginnings are met everywhere. */
function literal(at: number) {
  const way = (['starts', 'contains', 'contains', 'ends'] as const satisfies Way[])[at % 4] ?? 'contains'
  const text = Array.from({ length: 2 + (at % 3) }, (_, word) => vocabulary[(at * 31 + word * 17) % vocabulary.length]).join(' ')
  return rule(`literal ${at}`, cutting('', { when: { way, text } }))
}

function pattern(at: number) {
  return rule(`pattern ${at}`, cutting('', { when: { way: 'matches', text: `^(read|see|tap)[ -]more|\\d+${at}$` } }))
}

function rule(name: string, definition: Definition) {
  return { id: name, version: 1, name, definition }
}
