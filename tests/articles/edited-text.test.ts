import fc from 'fast-check'
import { carryMarks } from '../../server/articles/carry-marks.ts'
import { editedParagraph } from '../../server/articles/edited-paragraphs.ts'
import { bracketed, unbracketed } from '../../server/articles/edited-text.ts'
import { paragraphsOf } from '../../server/articles/paragraph.ts'

const tricky = fc.array(fc.constantFrom('a', ' ', '⟦', '⟧', '\\', 'Also Read: '), { maxLength: 20 }).map((parts) => parts.join(''))

test('what an editor sees comes back as it was: the same text, the same cuts', () => {
  fc.assert(
    fc.property(tricky, fc.nat(), fc.nat(), (text, from, length) => {
      const start = text.length === 0 ? 0 : from % text.length
      const end = Math.min(text.length, start + 1 + (length % 10))
      const cuts = start < end ? [{ start, end }] : []
      expect(unbracketed(bracketed(text, cuts))).toEqual({ text, cuts })
    }),
  )
})

test('cut words stand in brackets, and a literal bracket is escaped', () => {
  expect(bracketed('Rain. Also Read: Wind', [{ start: 6, end: 21 }])).toBe('Rain. ⟦Also Read: Wind⟧')
  expect(bracketed('a ⟦ b', [])).toBe('a \\⟦ b')
})

test('a bracket that was not closed runs to the end of its line, and one that closes nothing is a word like any other', () => {
  expect(unbracketed('Rain. ⟦Wind\nSun.')).toEqual({ text: 'Rain. Wind\nSun.', cuts: [{ start: 6, end: 10 }] })
  expect(unbracketed('Set theory ⟧ here')).toEqual({ text: 'Set theory ⟧ here', cuts: [] })
})

test('a mark moves with its words, and is lost when they change inside', () => {
  const before = 'The ferry left. Also Read: Port Fees Rise'
  const mark = { start: 16, end: 41 }
  expect(carryMarks(before, 'On Monday the ferry left. Also Read: Port Fees Rise', [mark])).toEqual([{ start: 26, end: 51 }])
  expect(carryMarks(before, 'The ferry left. Also Read: Port Rise', [mark])).toEqual([null])
})

test('a whole new text is compared in a moment: what begins and ends alike keeps its marks', () => {
  const words = (seed: number) => Array.from({ length: 20_000 }, (_, n) => `w${(n * seed) % 9973}`).join(' ')
  const before = `Read more. ${words(31)} The end of it.`
  const after = `Read more. ${words(57)} The end of it.`
  const marks = [
    { start: 0, end: 10 },
    { start: 5000, end: 5040 },
    { start: before.length - 14, end: before.length },
  ]
  expect(carryMarks(before, after, marks)).toEqual([{ start: 0, end: 10 }, null, { start: after.length - 14, end: after.length }])
})

const paragraph = () => paragraphsOf('The ferry left. Also Read: Port Fees Rise\n', 1)[0] ?? fail()
const mark = { id: 'm', paragraph_id: '1-1', start_at: 16, end_at: 41, verdict: 'cut' as const, decided_by: null }

test('taking the brackets away means keep', () => {
  const edit = editedParagraph(paragraph(), [mark], { text: 'The ferry left. Also Read: Port Fees Rise', lineBreak: '\n', newId: String })
  expect(edit.decided).toEqual([{ mark, verdict: 'keep' }])
  expect(edit.closed).toEqual([])
})

test('putting brackets around words cuts them by hand', () => {
  const edit = editedParagraph(paragraph(), [mark], {
    text: 'The ⟦ferry⟧ left. ⟦Also Read: Port Fees Rise⟧',
    lineBreak: '\n',
    newId: String,
  })
  expect(edit.cutByHand).toEqual([{ piece: 0, start: 4, end: 9 }])
  expect(edit.decided).toEqual([])
})

test('a split leaves the id with the first part, and the mark goes where its words went', () => {
  const edit = editedParagraph(paragraph(), [mark], {
    text: 'The ferry left.\r\n⟦Also Read: Port Fees Rise⟧',
    lineBreak: '\n',
    newId: (piece) => `2-${piece}`,
  })
  expect(edit.pieces.map(({ id, text, end }) => [id, text, end])).toEqual([
    ['1-1', 'The ferry left.', '\n'],
    ['2-1', 'Also Read: Port Fees Rise', '\n'],
  ])
  expect(edit.moved).toEqual([{ mark, piece: 1, start: 0, end: 25 }])
})

test('an emptied paragraph goes', () => {
  expect(editedParagraph(paragraph(), [mark], { text: '  ', lineBreak: '\n', newId: String })).toMatchObject({
    pieces: [],
    moved: [],
    closed: [mark],
  })
})

function fail(): never {
  throw new Error('The paragraph is missing.')
}
