import { titleOf } from '../../server/imports/title.ts'

const lines = ['The ferry came back on Monday, and the town came to look at it, as it had every day since 1951.', 'A Boat Nobody Sold']

test('a title that came with the article is confirmed', () => {
  expect(titleOf('The ferry is back', 'x.txt', () => lines)).toEqual({ title: 'The ferry is back', title_confirmed: true })
})

test('a title that is too long is cut to a suggestion, and the report says so', () => {
  const title = titleOf('é'.repeat(199).concat('😀', 'x'.repeat(9_799)), 'x.txt', () => lines)
  expect(title).toEqual({
    title: 'é'.repeat(199),
    title_confirmed: false,
    note: 'Its title has 10,000 characters: the first 200 stand as a suggestion to confirm; the original keeps the whole.',
  })
})

test.each([
  ['chain-ferry-is-back.txt', 'Chain ferry is back'],
  ['Chain ferry is back.txt', 'Chain ferry is back'],
  ['le_dernier_car_de_la_nuit.txt', 'Le dernier car de la nuit'],
  ['المكتبة العائمة تعود.txt', 'المكتبة العائمة تعود'],
])('a file name that reads like words is suggested: %s', (file, title) => {
  expect(titleOf(undefined, file, () => lines)).toEqual({ title, title_confirmed: false })
})

test.each(['IMG_2041.txt', 'article (3).txt', 'a1b2c3d4.txt', 'd-000.txt', '2026-11-12-01.txt', ''])('%s is no title', (file) => {
  expect(titleOf(undefined, file, () => ['', 'Ferry Returns to the Estuary', ...lines]).title).toBe('Ferry Returns to the Estuary')
})

test('without a name and a heading near the top, the first words stand in', () => {
  expect(titleOf(undefined, 'a.txt', () => ['“', lines[0] ?? '', 'She was built in 1951.', 'A Boat Nobody Sold']).title).toBe(
    'The ferry came back on Monday, and the town came to look…',
  )
})

test('a text without letters still gets a title', () => {
  expect(titleOf(undefined, 'a.txt', () => ['***']).title).toBe('Untitled')
})
