import { bars, throughput } from '../../server/desk/charts.ts'

const quiet = Array.from({ length: 30 }, (_, i) => ({
  day: new Date(Date.UTC(2026, 0, 1 + i)).toISOString().slice(0, 10),
  submitted: 0,
  approved: 0,
  published: 0,
}))

test('a quiet month is a line on the ground, with one rung at the top', () => {
  const { lines, rungs, height } = throughput(quiet)
  expect(lines.map(({ name }) => name)).toEqual(['submitted', 'approved', 'published'])
  expect(lines[0]?.path).toMatch(new RegExp(`^M40,${height - 26}L`))
  expect(rungs.map(({ label }) => label)).toEqual(['0', '1'])
})

test('the busiest day reaches no further than the top, and rungs count whole articles', () => {
  const { lines, rungs } = throughput(quiet.map((day, i) => (i === 29 ? { ...day, published: 12_345 } : day)))
  const [, y = ''] = /,([\d.]+)$/.exec(lines[2]?.path ?? '') ?? []
  expect(Number(y)).toBeGreaterThanOrEqual(10)
  expect(Number(y)).toBeLessThan(60)
  expect(rungs.map(({ label }) => label)).toContain('10,000')
})

test('every seventh day has its name, the last among them', () => {
  expect(throughput(quiet).marks.map(({ label, anchor }) => `${label} ${anchor}`)).toEqual([
    '2 Jan middle',
    '9 Jan middle',
    '16 Jan middle',
    '23 Jan middle',
    '30 Jan end',
  ])
})

test('the longest bar is whole, and none is longer than the emptiness it measures', () => {
  expect(
    bars([
      { label: 'a', value: 3, note: '' },
      { label: 'b', value: 12, note: '' },
    ]).map(({ length }) => length),
  ).toEqual([25, 100])
  expect(bars([{ label: 'a', value: 0, note: '' }]).map(({ length }) => length)).toEqual([0])
})
