import { diffArrays } from 'diff'
import { keptRuns } from './carry-marks.ts'
import { isBlank } from './paragraph.ts'

/** Lines of two texts that answer to each other: one of each where they are equal, else what stands between equal ones. */
export type Section = { before: number[]; after: number[] }

export type Lineage = {
  sections: Section[]
  /** For each line after: the line before whose identity it keeps. */
  heirs: (number | null)[]
  /** For each line after: the line before that most of its words come from. */
  parents: (number | null)[]
  /** For each line before: the line after where most of its words went. */
  went: (number | null)[]
}

/** Lines beyond which two texts count as different: to compare wholly different texts grows with the square of their length. */
const mostChanges = 600

/**
 * Which line after an edit continues which line before it: equal text first, then the best overlap of words, in order. Of a line that
 * was split the first part keeps the identity; lines that were merged keep the first one's.
 */
export function lineageOf(before: readonly string[], after: readonly string[]): Lineage {
  const sections = withMoved(alignedSections(before, after), before, after)
  const lineage: Lineage = { sections, heirs: after.map(() => null), parents: after.map(() => null), went: before.map(() => null) }
  for (const {
    before: [from = 0],
    after: [to = 0],
  } of sections.filter((section) => isEqual(section, before, after))) {
    lineage.heirs[to] = from
    lineage.parents[to] = from
    lineage.went[from] = to
  }
  const gaps = sections.filter((section) => !isEqual(section, before, after))
  for (const shares of gaps.map((gap) => sharesOf(gap, before, after))) inherit(lineage, shares, { before, after })
  return lineage
}

function isEqual(section: Section, before: readonly string[], after: readonly string[]): boolean {
  return section.before.length === 1 && section.after.length === 1 && before[section.before[0] ?? -1] === after[section.after[0] ?? -1]
}

function inherit(
  { heirs, parents, went }: Lineage,
  shares: readonly Share[],
  texts: { before: readonly string[]; after: readonly string[] },
): void {
  const lives = ({ from, letters }: Share, part: number) => letters >= part * lettersOf(texts.before[from] ?? '')
  const fills = (share: Share, letters = share.letters) => letters >= lettersOf(texts.after[share.to] ?? '') / 2
  const best = shares.toSorted((a, b) => b.letters - a.letters)
  for (const share of best) if (lives(share, 1 / 2)) went[share.from] ??= share.to
  for (const share of best) if (fills(share)) parents[share.to] ??= share.from
  const used = mergedLines(heirs, shares, { lives, fills })
  for (const [from, all] of Map.groupBy(shares, (share) => share.from)) {
    // Split or rewritten: the parts that are mostly of this line hold half of it together; the first of them is its heir.
    const parts = all.filter((share) => fills(share) && heirs[share.to] === null).toSorted((a, b) => a.to - b.to)
    const [first] = parts
    if (!used.has(from) && first && lives({ ...first, letters: sum(parts) }, 1 / 2)) heirs[first.to] = from
  }
}

type Weigh = { lives: (share: Share, part: number) => boolean; fills: (share: Share, letters?: number) => boolean }

// Nearly all of two lines or more stands in one: it is the first of them.
function mergedLines(heirs: Lineage['heirs'], shares: readonly Share[], { lives, fills }: Weigh): Set<number> {
  const used = new Set<number>()
  for (const [to, all] of Map.groupBy(shares, (share) => share.to)) {
    const merged = all.filter((share) => lives(share, 3 / 4) && !used.has(share.from)).toSorted((a, b) => a.from - b.from)
    const [first] = merged
    if (!first || merged.length < 2 || !fills(first, sum(merged))) continue
    heirs[to] = first.from
    for (const { from } of merged) used.add(from)
  }
  return used
}

function sum(shares: readonly Share[]): number {
  return shares.reduce((total, { letters }) => total + letters, 0)
}

/** The lineage where a person says which one line all these come from. */
export function ofOneLine(after: readonly string[]): Lineage {
  const lines = [...after.keys()]
  return {
    sections: [{ before: [0], after: lines }],
    heirs: lines.map((line) => (line === 0 ? 0 : null)),
    parents: lines.map(() => 0),
    went: [after.length > 0 ? 0 : null],
  }
}

function alignedSections(before: readonly string[], after: readonly string[]): Section[] {
  const changes = diffArrays([...before], [...after], { maxEditLength: mostChanges }) ?? [
    { value: [...before], removed: true, added: false },
    { value: [...after], removed: false, added: true },
  ]
  const sections: Section[] = []
  let gap: Section = { before: [], after: [] }
  let [from, to] = [0, 0]
  for (const { value, added, removed } of changes) {
    if (!added && !removed) {
      sections.push(gap, ...value.map((_, n) => ({ before: [from + n], after: [to + n] })))
      gap = { before: [], after: [] }
    }
    if (removed) gap.before.push(...value.map((_, n) => from + n))
    if (added) gap.after.push(...value.map((_, n) => to + n))
    if (!added) from += value.length
    if (!removed) to += value.length
  }
  return [...sections, gap].filter((one) => one.before.length + one.after.length > 0)
}

// A paragraph that was moved elsewhere whole is still the same one.
function withMoved(sections: Section[], before: readonly string[], after: readonly string[]): Section[] {
  const isGap = (section: Section) => !isEqual(section, before, after)
  const gaps = sections.filter(isGap)
  const waiting = new Map<string, number[]>()
  for (const line of gaps.flatMap((gap) => gap.after)) {
    const text = after[line] ?? ''
    if (isBlank(text)) continue
    const lines = waiting.get(text)
    if (lines) lines.push(line)
    else waiting.set(text, [line])
  }
  const moved = gaps
    .flatMap((gap) => gap.before)
    .flatMap((line) => {
      const to = waiting.get(before[line] ?? '')?.shift()
      return to === undefined ? [] : [{ before: [line], after: [to] }]
    })
  const gone = new Set(moved.map((section) => section.before[0]))
  const taken = new Set(moved.map((section) => section.after[0]))
  const rest = gaps.map((gap) => ({
    before: gap.before.filter((line) => !gone.has(line)),
    after: gap.after.filter((line) => !taken.has(line)),
  }))
  return [...sections.filter((section) => !isGap(section)), ...moved, ...rest]
}

type Share = { from: number; to: number; letters: number }

/** How many letters of each line before stand in each line after. Letters, not words: so it holds for scripts without blanks, too. */
function sharesOf(section: Section, before: readonly string[], after: readonly string[]): Share[] {
  const from = textOfLines(section.before, before)
  const to = textOfLines(section.after, after)
  const shares = new Map<string, Share>()
  for (const run of keptRuns(from.text, to.text)) {
    let at = 0
    for (const piece of from.text.slice(run.from, run.from + run.length).split('\n')) {
      const [i, j] = [from.lineAt(run.from + at), to.lineAt(run.to + at)]
      const known = shares.get(`${i} ${j}`) ?? { from: i, to: j, letters: 0 }
      shares.set(`${i} ${j}`, { ...known, letters: known.letters + lettersOf(piece) })
      at += piece.length + 1
    }
  }
  return [...shares.values()].filter(({ letters }) => letters > 0)
}

/** The lines of a section as one text, and which line stands at an offset of it. */
export function textOfLines(numbers: readonly number[], lines: readonly string[]) {
  const texts = numbers.map((line) => lines[line] ?? '')
  const starts: number[] = []
  let at = 0
  for (const text of texts) {
    starts.push(at)
    at += text.length + 1
  }
  const indexAt = (offset: number) => Math.max(0, lastAtMost(starts, offset))
  return {
    text: texts.join('\n'),
    startOf: (index: number) => starts[index] ?? 0,
    indexAt,
    lineAt: (offset: number) => numbers[indexAt(offset)] ?? -1,
  }
}

function lastAtMost(starts: readonly number[], offset: number): number {
  let [low, high] = [0, starts.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if ((starts[middle] ?? 0) <= offset) low = middle + 1
    else high = middle
  }
  return low - 1
}

function lettersOf(text: string): number {
  return text.replace(/\s/g, '').length
}
