import type { Paragraph } from '../../server/articles/paragraph.ts'
import { blocksOf, piecesOf } from '../../server/reading/block.ts'
import { safeAddress } from '../../server/words/safe-address.ts'

test('blank lines disappear, and the items of one list stand together', () => {
  const item = (text: string, ordered: boolean) => paragraph({ kind: 'item', text, list: { ordered, depth: 0 } })
  const blocks = blocksOf([
    paragraph({ text: 'Bring:' }),
    paragraph({ kind: 'blank', text: '' }),
    item('bread', false),
    item('salt', false),
    item('first', true),
    paragraph({ text: '   ' }),
    paragraph({ kind: 'quote', text: 'It is quieter.' }),
  ])
  expect(blocks.map((block) => (block.kind === 'list' ? [block.ordered ? 'ol' : 'ul', block.items.length] : block.kind))).toEqual([
    'text',
    ['ul', 2],
    ['ol', 1],
    'quote',
  ])
})

test('a short line without an end mark over a longer one is a sub-heading; the last line never is', () => {
  const lines = [
    'A Quieter Crossing',
    'You can hear the gulls again, she said.',
    'It is quieter.',
    'She asked all of them to wait.',
    'By the desk',
  ]
  expect(blocksOf(lines.map((text) => paragraph({ text }))).map(({ kind }) => kind)).toEqual(['heading', 'text', 'text', 'text', 'text'])
})

test.each([
  [undefined, 2],
  [1, 2],
  [2, 2],
  [3, 3],
  [6, 4],
])('a heading of level %s is shown as level %i, for the title is the first', (level, shown) => {
  const heading = paragraph({ kind: 'heading', text: 'Fees', ...(level ? { level } : {}) })
  expect(blocksOf([heading])).toEqual([{ kind: 'heading', level: shown, pieces: [expect.objectContaining({ text: 'Fees' })] }])
})

test('spans that overlap become pieces that do not, and no word is lost', () => {
  const pieces = piecesOf({
    text: 'one two three four',
    spans: [
      { start: 0, end: 7, type: 'strong' },
      { start: 4, end: 13, type: 'em' },
      { start: 14, end: 18, type: 'link', href: 'https://courier.example/four' },
    ],
  })
  const shown = pieces.map(({ text, strong, em, href }) => [text, strong && 'strong', em && 'em', href].filter(Boolean))
  expect(shown).toEqual([['one ', 'strong'], ['two', 'strong', 'em'], [' three', 'em'], [' '], ['four', 'https://courier.example/four']])
})

test('a paragraph without spans is one piece', () => {
  expect(piecesOf({ text: 'Words.', spans: [] })).toEqual([{ text: 'Words.', href: null, strong: false, em: false, code: false }])
})

test.each(['javascript:alert(1)', 'data:text/html,x', 'JaVaScRiPt:1', '/own', 'vbscript:x', ' ', null])(
  '%j is no address for a link',
  (address) => {
    expect(safeAddress(address)).toBeNull()
  },
)

test('web and mail addresses are', () => {
  expect(['https://courier.example/a', 'http://courier.example/', 'mailto:desk@courier.example'].map(safeAddress)).toEqual([
    'https://courier.example/a',
    'http://courier.example/',
    'mailto:desk@courier.example',
  ])
})

function paragraph(words: Partial<Paragraph> & { text: string }): Paragraph {
  return { id: '1-1', kind: 'text', spans: [], origin: null, end: '\n', ...words }
}
