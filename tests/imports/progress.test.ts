import { leftInWords, paceFrom, rateInWords } from '../../server/imports/progress.ts'

test('a steady pace is told as it is, and what is left with it', () => {
  let now = 0
  const pace = paceFrom({ done: 0, share: 0 }, () => now)
  expect(pace(0, 0)).toEqual({ done: 0, share: 0, rate: null, left: null })
  for (let n = 1; n <= 5; n++) {
    now = n * 1_000
    const { rate, left } = pace(n * 40, n * 0.1)
    expect([rate, left]).toEqual([expect.closeTo(40), expect.closeTo((1 - n * 0.1) / 0.1)])
  }
})

test('a pace that changed is believed little by little', () => {
  let now = 0
  const pace = paceFrom({ done: 0, share: 0 }, () => now)
  now = 1_000
  pace(100, 0.1)
  now = 2_000
  expect(pace(100, 0.1).rate).toBeCloseTo(90)
  for (now = 3_000; now < 60_000; now += 1_000) pace(100, 0.1)
  expect(pace(100, 0.1).rate).toBeLessThan(1)
})

test('work that was taken up half-way counts from there', () => {
  let now = 0
  const pace = paceFrom({ done: 500, share: 0.5 }, () => now)
  now = 1_000
  expect(pace(510, 0.51)).toEqual({ done: 510, share: 0.51, rate: expect.closeTo(10), left: expect.closeTo(49) })
})

test.each([
  [null, ''],
  [2, 'a moment left'],
  [42, 'about 45 seconds left'],
  [200, 'about 3 minutes left'],
  [9_000, 'about 3 hours left'],
])('%s seconds left are told as “%s”', (left, words) => {
  expect(leftInWords({ left })).toBe(words)
})

test.each([
  [null, ''],
  [0.2, 'less than one item a second'],
  [1234.6, '1,235 items a second'],
])('a rate of %s is told as “%s”', (rate, words) => {
  expect(rateInWords({ rate })).toBe(words)
})
