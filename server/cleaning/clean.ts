import { type Archive, withArchive } from './archive.ts'
import { withCompany } from './company.ts'
import type { Finding } from './kind.ts'
import { type Found, type KindName, kinds } from './kinds.ts'
import { languageOf } from './language-of.ts'
import { languages } from './languages.ts'
import { type Circle, circleOf, deservesLook, look, vocabulary } from './look.ts'
import { perhaps, scoreOf, scoreUnseen, surely } from './score.ts'

export const engineVersion = '1.0.0'

type Verdict = 'cut' | 'check' | 'keep'

/** A finding on a span of a line; offsets are UTF-16 code units. */
export type Mark = {
  line: number
  start: number
  end: number
  kind: KindName
  verdict: Verdict
  rule: string
  rule_version: number
  because: string
  score: number
  group?: number
}

/** What the engine may know beside the words. */
export type Context = { language?: string; source?: string; policy?: Partial<Record<KindName, Verdict>>; archive?: Archive }

/** Marks the promotional boilerplate of an article, line by line, and says why; it changes nothing. */
export function markLines(lines: readonly string[], context: Context = {}): Mark[] {
  return markRows(
    lines,
    lines.keys().filter((row) => deservesLook(lines[row] as string)),
    context,
  )
}

/** The same for whoever knows already which lines deserve a look. */
export function markRows(lines: readonly string[], rows: Iterable<number>, context: Context = {}): Mark[] {
  const looked = foundIn(lines, rows, context)
  const found = context.archive ? withArchive(looked, lines, context.archive) : looked
  if (found.length === 0) return []
  const chosen = withCompany(withoutOverlaps(found), lines, vocabulary)
  return numbered(chosen.map((finding) => weigh(finding, context.policy ?? {})).sort((a, b) => a.line - b.line || a.start - b.start))
}

const ruleVersion = 1
const unseen = new Set(languages.filter(({ checked }) => checked === 'unseen').map(({ code }) => code))

function foundIn(lines: readonly string[], rows: Iterable<number>, { language, source }: Context): Found[] {
  const found: Found[] = []
  let circle: Circle | undefined
  let tail = -1
  const isTail = (index: number): boolean => {
    if (tail < 0) tail = lastLines(lines)
    return index >= tail
  }
  for (const index of rows) {
    const text = lines[index] as string
    circle ??= circleOf(language ?? (() => languageOf(lines)), source)
    for (const finding of look({ index, text, lines, isTail: () => isTail(index) }, circle)) found.push(finding)
  }
  return found
}

/** Where the last three lines with words begin. */
function lastLines(lines: readonly string[]): number {
  let left = 3
  for (let index = lines.length - 1; index > 0; index--) if (lines[index]?.trim() !== '' && --left === 0) return index
  return 0
}

type Weighed = Found & { verdict: Verdict; score: number }

/** Where findings overlap the surest wins. */
function withoutOverlaps(found: readonly Found[]): Found[] {
  const likely = found.filter((finding) => lengthOf(finding) > 0 && scoreOf(finding) >= perhaps)
  const isRow = likely.every(({ line }, at) => at === 0 || line > (likely[at - 1] as Found).line)
  return isRow ? likely : [...Map.groupBy(likely, ({ line }) => line).values()].flatMap(surest)
}

function surest(row: readonly Found[]): Found[] {
  if (row.length === 1) return [...row]
  const scored = row.map((finding) => ({ finding, score: scoreOf(finding) }))
  const taken: Found[] = []
  for (const { finding } of scored.sort((a, b) => b.score - a.score || lengthOf(b.finding) - lengthOf(a.finding))) {
    if (taken.every((other) => finding.end <= other.start || other.end <= finding.start)) taken.push(finding)
  }
  return taken
}

const lengthOf = ({ start, end }: Finding): number => end - start

function weigh(finding: Found, policy: NonNullable<Context['policy']>): Weighed {
  const score = unseen.has(finding.language) ? scoreUnseen(finding) : scoreOf(finding)
  if (finding.stays) return { ...finding, score, verdict: 'keep', because: `${finding.because}, but ${finding.stays}` }
  const wanted = policy[finding.kind] ?? kinds[finding.kind].verdict
  return { ...finding, score, verdict: wanted === 'cut' && score < surely ? 'check' : wanted }
}

/** Debris over several lines is numbered in the order in which it stands. */
function numbered(found: readonly Weighed[]): Mark[] {
  const members = Map.groupBy(
    found.filter(({ group }) => group !== undefined),
    ({ group }) => group,
  )
  const numbers = new Map<number, number>()
  return found.map(({ line, start, end, kind, verdict, language, because, score, group }) => {
    const mark: Mark = { line, start, end, kind, verdict, rule: `${kind}/${language}`, rule_version: ruleVersion, because, score }
    if (group === undefined || (members.get(group)?.length ?? 0) < 2) return mark
    if (!numbers.has(group)) numbers.set(group, numbers.size + 1)
    return { ...mark, group: numbers.get(group) ?? 0 }
  })
}
