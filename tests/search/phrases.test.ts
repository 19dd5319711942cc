import { inAnyOrder } from '../../server/search/phrases.ts'
import type { Query } from '../../server/search/queries.ts'

const asked = (...tsqueries: string[]): Query => ({
  scope: 'head',
  readings: tsqueries.map((tsquery) => ({ configurations: ['cleancopy_simple'], tsquery })),
})

test.each([
  ["'port' <-> 'fee'", "'port' & 'fee'"],
  ["'port' <2> 'call' & 'ferry'", "'port' & 'call' & 'ferry'"],
  ["'port' <-> 'fee' | 'quay'", "'port' & 'fee' | 'quay'"],
  ["'a<->b' <-> 'it''s <2>'", "'a<->b' & 'it''s <2>'"],
])('a phrase is read as words in any order: %s', (tsquery, words) => {
  expect(inAnyOrder(asked(tsquery))).toEqual(asked(words))
})

test.each([["'port' & 'fee'"], ["'a<->b'"], ["'port' <-> 'fee' & !'quay'"], ["'port' & !( 'fee' <-> 'quay' )"]])(
  'not where no order is asked, or something is not to be there: %s',
  (tsquery) => {
    expect(inAnyOrder(asked(tsquery))).toBeNull()
  },
)

test('one reading with an order is enough', () => {
  expect(inAnyOrder(asked("'port'", "'port' <-> 'fee'"))).toEqual(asked("'port'", "'port' & 'fee'"))
})
