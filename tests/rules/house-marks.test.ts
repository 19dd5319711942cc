import fc from 'fast-check'
import type { Mark } from '../../server/cleaning/clean.ts'
import { nameOf, withHouseRules } from '../../server/rules/house-marks.ts'
import type { HouseFinding } from '../../server/rules/matcher.ts'

type Verdict = Mark['verdict']

function builtIn(start: number, end: number, verdict: Verdict = 'cut'): Mark {
  return { line: 0, start, end, kind: 'newsletter', verdict, rule: 'newsletter/en', rule_version: 1, because: 'a call', score: 1 }
}

function house(id: string, start: number, end: number, verdict: Verdict): HouseFinding {
  return { line: 0, start, end, kind: 'read-more', verdict, because: `house rule ${id}`, rule: { id, version: 2, name: id } }
}

const told = (marks: readonly Mark[]) => marks.map(({ start, end, verdict, rule }) => [start, end, verdict, rule])

test('a mark of a house rule names the rule, its version and why', () => {
  expect(withHouseRules([], [house('a', 3, 9, 'cut')])).toEqual([
    { line: 0, start: 3, end: 9, kind: 'read-more', verdict: 'cut', because: 'house rule a', score: 1, rule: nameOf('a'), rule_version: 2 },
  ])
})

test('a rule that keeps wins over built-in kinds and over rules that cut, and marks nothing by itself', () => {
  expect(told(withHouseRules([builtIn(0, 9)], [house('keep', 2, 4, 'keep')]))).toEqual([[0, 9, 'keep', 'house/keep']])
  expect(told(withHouseRules([], [house('cut', 0, 9, 'cut'), house('keep', 2, 4, 'keep')]))).toEqual([[0, 9, 'keep', 'house/keep']])
  expect(withHouseRules([], [house('keep', 2, 4, 'keep')])).toEqual([])
})

test('a rule that asks wins over rules and kinds that cut', () => {
  expect(told(withHouseRules([], [house('cut', 0, 9, 'cut'), house('ask', 2, 4, 'check')]))).toEqual([[2, 4, 'check', 'house/ask']])
  expect(told(withHouseRules([builtIn(0, 9)], [house('ask', 2, 4, 'check')]))).toEqual([[0, 9, 'check', 'house/ask']])
})

test('a rule that cuts wins over a kind that asks or keeps, and leaves a larger cut whole', () => {
  expect(told(withHouseRules([builtIn(0, 9, 'check')], [house('cut', 0, 9, 'cut')]))).toEqual([[0, 9, 'cut', 'house/cut']])
  expect(told(withHouseRules([builtIn(2, 9, 'keep')], [house('cut', 0, 9, 'cut')]))).toEqual([[0, 9, 'cut', 'house/cut']])
  expect(told(withHouseRules([builtIn(0, 9)], [house('cut', 2, 4, 'cut')]))).toEqual([[0, 9, 'cut', 'newsletter/en']])
})

const verdict = fc.constantFrom<Verdict>('cut', 'check', 'keep')
const stretch = fc.record({ start: fc.nat(30), length: fc.integer({ min: 1, max: 12 }), verdict })
const findings = fc
  .array(stretch, { maxLength: 6 })
  .map((all) => all.map(({ start, length, verdict: one }, at) => house(String(at), start, start + length, one)))
// The engine's own marks never overlap.
const marks = fc.array(stretch, { maxLength: 6 }).map((all) => {
  let at = 0
  return all.map(({ start, length, verdict: one }) => {
    const begin = at + (start % 4)
    at = begin + length
    return builtIn(begin, at, one)
  })
})
const overlap = (a: { start: number; end: number }, b: { start: number; end: number }) => a.start < b.end && b.start < a.end

test('whatever was found, nothing that a rule keeps is cut or asked about, and no two marks overlap', () => {
  fc.assert(
    fc.property(marks, findings, (built_in, found) => {
      const result = withHouseRules(built_in, found)
      const keeps = found.filter((one) => one.verdict === 'keep')
      for (const mark of result) if (keeps.some((keep) => overlap(keep, mark))) expect(mark.verdict).toBe('keep')
      for (const [at, mark] of result.entries()) for (const other of result.slice(at + 1)) expect(overlap(mark, other)).toBe(false)
    }),
    { numRuns: 500 },
  )
})

test('without findings of the house everything is as built in', () => {
  fc.assert(fc.property(marks, (built_in) => expect(withHouseRules(built_in, [])).toEqual(built_in)))
})
