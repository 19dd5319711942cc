import fc from 'fast-check'
import { editedParagraphs, replacedParagraphs } from '../../server/articles/edited-paragraphs.ts'
import { formTextOf } from '../../server/articles/edited-text.ts'
import { paragraphsOf, textOf } from '../../server/articles/paragraph.ts'

const lines = [
  'The harbour’s oldest ferry went back into service on Thursday after eleven months in dry dock.',
  'Engineers said the vessel now burns a third less fuel and crosses in near silence.',
  'Also Read: Island Traders Welcome New Cold Store',
  'A Quieter Crossing',
]
const before = paragraphsOf(lines.join('\n'), 1)
const form = (text: string) => ({ text, lineBreak: '\n', newId: (piece: number) => `2-${piece}` })
const idsAfter = (...after: string[]) => editedParagraphs(before, [], form(after.join('\n'))).pieces.map(({ id }) => id)
const [one = '', two = '', three = '', four = ''] = lines
const mark = { id: 'm', paragraph_id: '1-3', start_at: 0, end_at: three.length, verdict: 'cut' as const, decided_by: null }

test('what stays keeps its id, wherever words come or go between', () => {
  expect(idsAfter(one, two, three, four)).toEqual(['1-1', '1-2', '1-3', '1-4'])
  expect(idsAfter(one, 'A new line.', two, four)).toEqual(['1-1', '2-1', '1-2', '1-4'])
})

test('a paragraph that is half the same is the same; one of other words is new', () => {
  expect(idsAfter(one, two.replace('a third less fuel', 'much less fuel than before'), three, four)).toEqual(['1-1', '1-2', '1-3', '1-4'])
  expect(idsAfter(one, 'Nobody was there to see it.', three, four)).toEqual(['1-1', '2-1', '1-3', '1-4'])
})

test('of a split the first part keeps the id, however short it is', () => {
  expect(idsAfter('The harbour’s oldest', one.slice(21), two, three, four)).toEqual(['1-1', '2-1', '1-2', '1-3', '1-4'])
})

test('a merge keeps the first id, and what was said of the second is said of it', () => {
  const { pieces, followed } = editedParagraphs(before, [], form([one, `${two} ${three}`, four].join('\n')))
  expect(pieces.map(({ id }) => id)).toEqual(['1-1', '1-2', '1-4'])
  expect(followed).toEqual([{ from: '1-3', to: '1-2' }])
})

test('a paragraph that is moved is still the same one, with its mark', () => {
  const { pieces, moved, closed } = editedParagraphs(before, [mark], form([`⟦${three}⟧`, one, two, four].join('\n')))
  expect(pieces.map(({ id }) => id)).toEqual(['1-3', '1-1', '1-2', '1-4'])
  expect([moved, closed]).toMatchObject([[{ piece: 0, start: 0 }], []])
})

test('a mark goes with its words into a merged paragraph, and is closed when they change', () => {
  const merged = editedParagraphs(before, [mark], form([one, `${two} ⟦${three}⟧`, four].join('\n')))
  expect(merged.moved).toMatchObject([{ piece: 1, start: two.length + 1, end: two.length + 1 + three.length }])
  expect(merged.decided).toEqual([])
  const changed = editedParagraphs(before, [mark], form([one, two, three.replace('New', 'Old'), four].join('\n')))
  expect([changed.closed, changed.fresh]).toEqual([[mark], [2]])
})

test('words near a mark that a person decided are not looked at again', () => {
  const decided = { ...mark, decided_by: 'ada' }
  const { fresh } = editedParagraphs(before, [decided], form([one, 'A new line.', three.replace('New', 'Old'), four].join('\n')))
  expect(fresh).toEqual([1])
})

test('line ends stay where nobody touched them, and a new line takes the one of the text', () => {
  const mixed = paragraphsOf('One stays.\r\nTwo stays.\n\nThree stays.', 1)
  const { pieces } = editedParagraphs(mixed, [], { ...form('One stays.\nBetween them.\nTwo stays.\n\nThree stays.'), lineBreak: '\r\n' })
  expect(textOf(pieces)).toBe('One stays.\r\nBetween them.\r\nTwo stays.\n\nThree stays.')
})

test('another revision in the place of this one: what stays keeps its id, what came back has the id it had', () => {
  const now = editedParagraphs(before, [], form([one, 'Nobody was there to see it.', four].join('\n'))).pieces
  const { pieces } = replacedParagraphs(now, [], before)
  expect(pieces).toEqual(before)
  const other = replacedParagraphs(before, [], paragraphsOf([one, 'A new line.', two].join('\n'), 5))
  expect(other.pieces.map(({ id }) => id)).toEqual(['1-1', '5-2', '1-2'])
})

test('a wholly different long text is compared in a moment', () => {
  const words = (seed: number) => Array.from({ length: 5000 }, (_, n) => `Line ${(n * seed) % 9973} of ${seed}.`).join('\n')
  const started = performance.now()
  const { pieces } = editedParagraphs(paragraphsOf(words(31), 1), [], form(words(57)))
  expect(pieces).toHaveLength(5000)
  expect(performance.now() - started).toBeLessThan(2000)
})

const line = fc.constantFrom(
  one,
  two,
  three,
  four,
  '',
  '  ',
  'a',
  'a b',
  'c ⟦ d',
  '\\⟧',
  'Regenfälle im Süden',
  'العبّارة عادت',
  '船は港に戻った',
)
const text = fc.array(fc.tuple(line, fc.constantFrom('\n', '\r\n')), { maxLength: 12 }).map((parts) => parts.flat().join(''))

function marked(plain: string) {
  const paragraphs = paragraphsOf(plain, 1)
  const whole = paragraphs.filter(({ text }) => text.trim() !== '')
  const marks = whole.map(({ id, text }, n) => ({
    id: `m${n}`,
    paragraph_id: id,
    start_at: 0,
    end_at: n % 2 ? text.length : 1,
    verdict: n % 3 ? ('cut' as const) : ('keep' as const),
    decided_by: null,
  }))
  return { paragraphs, marks }
}

test('a form that nobody touched changes nothing: ids, line ends, origins, marks, verdicts', () => {
  fc.assert(
    fc.property(text, (plain) => {
      const { paragraphs, marks } = marked(plain)
      fc.pre(paragraphs.length > 0)
      const sent = formTextOf(paragraphs, marks).replace(/\n/g, '\r\n')
      const edit = editedParagraphs(paragraphs, marks, form(sent))
      expect(edit.pieces).toEqual(paragraphs)
      expect([edit.closed, edit.decided, edit.cutByHand, edit.followed, edit.fresh]).toEqual([[], [], [], [], []])
      expect(edit.moved.map(({ mark, start, end }) => [mark.start_at, mark.end_at, start, end])).toEqual(
        edit.moved.map(({ start, end }) => [start, end, start, end]),
      )
    }),
  )
})

test('whatever is typed: the words stand as typed, no id twice, every mark is moved onto its own words or closed', () => {
  fc.assert(
    fc.property(text, text, (plain, typed) => {
      const { paragraphs, marks } = marked(plain)
      const sent = typed.replace(/[⟦⟧\\]/g, '')
      const { pieces, moved, closed, followed } = editedParagraphs(paragraphs, marks, form(sent))
      expect(pieces.map((piece) => piece.text)).toEqual(sent.split(/\r?\n/))
      const ids = pieces.map(({ id }) => id)
      expect(new Set(ids).size).toBe(ids.length)
      expect(moved.length + closed.length).toBe(marks.length)
      const wordsOf = (paragraph_id: string, start: number, end: number) =>
        paragraphs.find(({ id }) => id === paragraph_id)?.text.slice(start, end)
      for (const { mark, piece, start, end } of moved)
        expect(pieces[piece]?.text.slice(start, end)).toBe(wordsOf(mark.paragraph_id, mark.start_at, mark.end_at))
      for (const { from, to } of followed) expect([ids.includes(from), ids.includes(to)]).toEqual([false, true])
    }),
  )
})
