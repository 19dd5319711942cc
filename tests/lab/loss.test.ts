import { noLoss, warningsOf } from '../../server/lab/loss.ts'

const figures = { ...noLoss, paragraphs: 1_000, cut: 10, read: 100, count: 100, all: 100 }

test('a rule that takes little is not warned of', () => {
  expect(warningsOf(figures)).toEqual([])
  expect(warningsOf({ ...figures, cut: 50 })).toEqual([])
  expect(warningsOf({ ...figures, read: 0, count: 0, paragraphs: 0, cut: 0 })).toEqual([])
})

test('what it would take is said in figures', () => {
  expect(warningsOf({ ...figures, emptied: 1, heavy: 3, cut: 60 })).toEqual([
    'It would leave nothing of one article.',
    'It would cut more than 30 % of 3 articles.',
    'It would cut about 6 % of all paragraphs that ever came in.',
  ])
})

test('articles that were not read count as those that were', () => {
  // In a quarter of the articles, so a fifth of their paragraphs is a twentieth of all.
  expect(warningsOf({ ...figures, paragraphs: 3_000, cut: 600, read: 300, count: 1_000, all: 4_000 })).toEqual([])
  expect(warningsOf({ ...figures, paragraphs: 3_000, cut: 700, read: 300, count: 1_000, all: 4_000 })).toHaveLength(1)
})
