/** Half-open, in UTF-16 code units. */
type Stretch = [start: number, end: number]
type Label = 'keep' | 'boilerplate' | 'ambiguous'
type GoldLine = { text: string; label: Label; kind?: string; spans?: Stretch[]; ambiguous_spans?: Stretch[] }
export type GoldArticle = { id: string; publisher: string; lang: string; lines: GoldLine[] }
/** What was taken from each line of an article. */
export type Removed = readonly (readonly Stretch[])[]

const slack = 2

/** Counts over lines and units; `lost` are editorial units taken, `hurt` the articles that lost any beyond the slack. */
export type Tally = {
  articles: number
  lines: number
  gold: number
  found: number
  wrong: number
  units: number
  unitsFound: number
  editorial: number
  lost: number
  hurt: number
}

type Miss = { id: string; line: number; kind: string; language: string; units: number; text: string }
export type Report = {
  groups: Map<string, Tally>
  kinds: Map<string, Tally>
  wrong: Miss[]
  missed: Miss[]
}

/**
 * Judges what was removed: a boilerplate line is found when at least half of it went, a line is wrongly cut when more than two
 * editorial units went; ambiguous lines and stretches count nowhere.
 */
export function score(articles: readonly GoldArticle[], removedOf: (article: GoldArticle) => Removed): Report {
  const report: Report = { groups: new Map(), kinds: new Map(), wrong: [], missed: [] }
  for (const article of articles) scoreArticle(report, article, removedOf(article))
  report.wrong.sort((a, b) => b.units - a.units)
  report.missed.sort((a, b) => b.units - a.units)
  return report
}

function scoreArticle(report: Report, article: GoldArticle, removed: Removed): void {
  const groups = ['all', `language ${article.lang}`, `publisher ${article.publisher}`].map((name) => tallyOf(report.groups, name))
  let hurt = false
  for (const [index, line] of article.lines.entries()) {
    if (line.label === 'ambiguous') continue
    const judged = judge(line, removed[index] ?? [])
    const kind = line.kind ?? 'other'
    for (const group of groups) add(group, judged)
    note(report, judged, { id: article.id, line: index, kind, language: article.lang, text: line.text })
    hurt ||= judged.wrong > 0
  }
  for (const group of groups) {
    group.articles += 1
    group.hurt += hurt ? 1 : 0
  }
}

function note(report: Report, judged: Tally, where: Omit<Miss, 'units'>): void {
  if (judged.gold > 0) add(tallyOf(report.kinds, where.kind), judged)
  if (judged.gold > judged.found) report.missed.push({ ...where, units: judged.units })
  if (judged.wrong > 0) report.wrong.push({ ...where, units: judged.lost })
}

function judge(line: GoldLine, taken: readonly Stretch[]): Tally {
  const length = line.text.length
  const doubtful = merged(line.ambiguous_spans ?? [], length)
  const isGold = line.label === 'boilerplate'
  const whole: Stretch[] = [[0, length]]
  const boilerplate = without(isGold ? merged(line.spans ?? whole, length) : [], doubtful)
  const editorial = without(without(whole, boilerplate), doubtful)
  const cuts = merged(taken, length)
  const [units, unitsFound] = [total(boilerplate), total(shared(boilerplate, cuts))]
  const lost = total(shared(editorial, cuts))
  return {
    ...empty(),
    lines: 1,
    gold: isGold ? 1 : 0,
    found: isGold && unitsFound * 2 >= units ? 1 : 0,
    wrong: lost > slack ? 1 : 0,
    units,
    unitsFound,
    editorial: total(editorial),
    lost,
  }
}

const empty = (): Tally => ({
  articles: 0,
  lines: 0,
  gold: 0,
  found: 0,
  wrong: 0,
  units: 0,
  unitsFound: 0,
  editorial: 0,
  lost: 0,
  hurt: 0,
})

function tallyOf(tallies: Map<string, Tally>, name: string): Tally {
  const known = tallies.get(name) ?? empty()
  tallies.set(name, known)
  return known
}

function add(tally: Tally, more: Tally): void {
  for (const name of Object.keys(tally) as (keyof Tally)[]) tally[name] += more[name]
}

export const precisionOf = ({ found, wrong }: Tally): number | null => (found + wrong > 0 ? found / (found + wrong) : null)
export const recallOf = ({ found, gold }: Tally): number | null => (gold > 0 ? found / gold : null)
export const lostShareOf = ({ lost, editorial }: Tally): number => (editorial > 0 ? lost / editorial : 0)

export function f1Of(tally: Tally): number | null {
  const [precision, recall] = [precisionOf(tally), recallOf(tally)]
  if (precision === null || recall === null) return null
  return precision + recall > 0 ? (2 * precision * recall) / (precision + recall) : 0
}

function merged(stretches: readonly Stretch[], length: number): Stretch[] {
  const inside = stretches.map(([start, end]): Stretch => [Math.max(0, start), Math.min(length, end)]).filter(([start, end]) => start < end)
  const joined: Stretch[] = []
  for (const [start, end] of inside.sort((a, b) => a[0] - b[0])) {
    const last = joined.at(-1)
    if (last && start <= last[1]) last[1] = Math.max(last[1], end)
    else joined.push([start, end])
  }
  return joined
}

const total = (stretches: readonly Stretch[]): number => stretches.reduce((sum, [start, end]) => sum + end - start, 0)

/** Where both are; each is in order and without overlaps. */
function shared(some: readonly Stretch[], others: readonly Stretch[]): Stretch[] {
  return some.flatMap(([start, end]) =>
    others.map(([from, to]): Stretch => [Math.max(start, from), Math.min(end, to)]).filter(([from, to]) => from < to),
  )
}

function without(some: readonly Stretch[], others: readonly Stretch[]): Stretch[] {
  return some.flatMap(([start, end]) => {
    const edges = [start, ...shared([[start, end]], others).flat(), end]
    return Array.from({ length: edges.length / 2 }, (_, at): Stretch => [edges[at * 2] ?? 0, edges[at * 2 + 1] ?? 0]).filter(
      ([from, to]) => from < to,
    )
  })
}
