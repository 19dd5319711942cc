import type { Mark } from '../cleaning/clean.ts'
import type { HouseFinding } from './matcher.ts'

/**
 * What holds where house rules and the engine's built-in kinds speak of the same words; a person's verdict stands above all of it:
 * a house rule that keeps wins over everything; one that asks wins over cuts; one that cuts wins over the built-in kinds; of two that
 * want the same, the longer stretch.
 */
export function withHouseRules(built_in: readonly Mark[], found: readonly HouseFinding[]): Mark[] {
  if (found.length === 0) return [...built_in]
  const [keeps, others] = [found.filter(({ verdict }) => verdict === 'keep'), found.filter(({ verdict }) => verdict !== 'keep')]
  const house = withoutOverlaps(others)
  const marks = [
    ...built_in.flatMap((mark) => besideHouse(mark, house)),
    ...house.filter((one) => !isInside(one, built_in, house)).map(markOf),
  ]
  return marks.map((mark) => kept(mark, keeps)).sort((a, b) => a.line - b.line || a.start - b.start)
}

type Place = { line: number; start: number; end: number }

const overlap = (a: Place, b: Place): boolean => a.line === b.line && a.start < b.end && b.start < a.end
const holds = (outer: Place, inner: Place): boolean => outer.line === inner.line && outer.start <= inner.start && inner.end <= outer.end
const isLarger = (outer: Place, inner: Place): boolean => holds(outer, inner) && outer.end - outer.start > inner.end - inner.start

function withoutOverlaps(found: readonly HouseFinding[]): HouseFinding[] {
  const taken: HouseFinding[] = []
  for (const finding of found.toSorted(byWeight)) if (!taken.some((other) => overlap(other, finding))) taken.push(finding)
  return taken
}

function byWeight(a: HouseFinding, b: HouseFinding): number {
  if (a.verdict !== b.verdict) return a.verdict === 'check' ? -1 : 1
  return b.end - b.start - (a.end - a.start)
}

/** A built-in cut of which house rules speak of a part only stays whole: cut, or asked about as they want. */
const staysWhole = (mark: Mark, met: readonly HouseFinding[]): boolean => mark.verdict === 'cut' && met.every((one) => isLarger(mark, one))

function besideHouse(mark: Mark, house: readonly HouseFinding[]): Mark[] {
  const met = house.filter((one) => overlap(one, mark))
  if (met.length === 0) return [mark]
  if (!staysWhole(mark, met)) return []
  const asks = met.find(({ verdict }) => verdict === 'check')
  return [asks ? decidedBy(mark, asks) : mark]
}

/** Whether a larger built-in cut, which stays, holds it already. */
function isInside(finding: HouseFinding, built_in: readonly Mark[], house: readonly HouseFinding[]): boolean {
  const outer = built_in.find((mark) => isLarger(mark, finding))
  return (
    outer !== undefined &&
    staysWhole(
      outer,
      house.filter((one) => overlap(one, outer)),
    )
  )
}

function kept(mark: Mark, keeps: readonly HouseFinding[]): Mark {
  const keep = keeps.find((one) => overlap(one, mark))
  return keep ? decidedBy(mark, keep) : mark
}

function decidedBy(mark: Mark, { verdict, because, rule }: HouseFinding): Mark {
  return { ...mark, verdict, because, rule: nameOf(rule.id), rule_version: rule.version }
}

function markOf({ line, start, end, kind, verdict, because, rule }: HouseFinding): Mark {
  return { line, start, end, kind, verdict, because, score: 1, rule: nameOf(rule.id), rule_version: rule.version }
}

/** How a mark names a house rule, beside `related-link/en` of a built-in kind. */
export const nameOf = (rule_id: string): string => `house/${rule_id}`
