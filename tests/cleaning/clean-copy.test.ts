import { cutLine, cutLines, joinLines, splitLines } from '../../server/cleaning/clean-copy.ts'

const whole = (text: string) => ({ start: 0, end: text.length })

/** The text without the lines that say X. */
function without(text: string): string {
  const lines = splitLines(text)
  const cuts = lines.flatMap((line, index) => (line.text.startsWith('X') ? [{ line: index, ...whole(line.text) }] : []))
  return joinLines(cutLines(lines, cuts))
}

/** A line with the words in ⟦…⟧ cut. */
function left(marked: string): string | null {
  const cuts: Array<{ start: number; end: number }> = []
  let text = ''
  for (const [, kept = '', cut = ''] of marked.matchAll(/([^⟦]*)(?:⟦([^⟧]*)⟧)?/g)) {
    text += kept
    if (cut) cuts.push({ start: text.length, end: text.length + cut.length })
    text += cut
  }
  return cutLine(text, cuts)
}

test('lines keep their breaks, and a carriage return belongs to the break', () => {
  expect(splitLines('a\r\nb\n\nc\rd')).toEqual([
    { text: 'a', end: '\r\n' },
    { text: 'b', end: '\n' },
    { text: '', end: '\n' },
    { text: 'c\rd', end: '' },
  ])
  expect(splitLines('a\n')).toEqual([{ text: 'a', end: '\n' }])
  expect(splitLines('')).toEqual([])
  expect(splitLines('\r')).toEqual([{ text: '\r', end: '' }])
})

test.each([
  ['in the middle with its own break', 'a\nX\nb\n', 'a\nb\n'],
  ['at the end with its own break', 'a\nX\n', 'a\n'],
  ['at the end with the break before it', 'a\nX', 'a'],
  ['at the end with the Windows break before it', 'a\r\nX', 'a'],
  ['two at the end with the break before them', 'a\nX\nX', 'a'],
  ['between two blank lines with one of them', 'a\n\nX\n\nb', 'a\n\nb'],
  ['between more blank lines with just one of them', 'a\n\n\nX\n\nb', 'a\n\n\nb'],
  ['at the very start, where a blank line stays', 'X\n\nb', '\nb'],
  ['behind a blank line at the end with the break before it', 'a\n\nX', 'a\n'],
  ['when it is all there is', 'X', ''],
  ['when nothing is left but a last blank line', 'X\n  ', '  '],
])('a line that is cut whole goes %s', (_, text, clean) => {
  expect(without(text)).toBe(clean)
})

test.each([
  ['leaves one blank between its neighbours', 'The ferry ⟦READ ALSO: Fees rise⟧ sails.', 'The ferry sails.'],
  ['makes a blank where it was glued on both sides', 'The ferry sailed.⟦Also Read⟧It came back.', 'The ferry sailed. It came back.'],
  ['leaves no blank before a full stop', 'The ferry ⟦(Follow us)⟧.', 'The ferry.'],
  ['leaves no blank before a comma or a question mark', 'So ⟦X⟧, then ⟦X⟧?', 'So, then?'],
  ['leaves no blank at the start', '⟦Advertisement⟧ The ferry sails.', 'The ferry sails.'],
  ['leaves no blank at the end', 'The ferry sails. ⟦Read more⟧', 'The ferry sails.'],
  ['invents no blank between Han characters', '渡轮⟦相关阅读⟧今晚开航', '渡轮今晚开航'],
  ['invents no blank between Kana', 'フェリー⟦広告⟧がでる', 'フェリーがでる'],
  ['invents no blank between Thai characters', 'เรือ⟦โฆษณา⟧ออก', 'เรือออก'],
  ['keeps a blank that stood between Han characters', '渡轮 ⟦相关阅读⟧今晚开航', '渡轮 今晚开航'],
  ['joins cuts that only a blank parts', 'The ferry ⟦X⟧ ⟦X⟧ sails.', 'The ferry sails.'],
  ['touches no other blank', '  The  ferry ⟦X⟧ sails  .  ', '  The  ferry sails  .  '],
  ['takes the line with it when only blanks are left', ' ⟦Follow us⟧ ', null],
])('an inline cut %s', (_, marked, clean) => {
  expect(left(marked)).toBe(clean)
})

test('a blank line that nobody cut stays', () => {
  expect(cutLine('   ', [])).toBe('   ')
  expect(cutLine('', [{ start: 0, end: 0 }])).toBe('')
})

test('lines of the clean copy know where they stood', () => {
  const lines = splitLines('a\n\nX\n\nb\n')
  expect(cutLines(lines, [{ line: 2, start: 0, end: 1 }]).map(({ from }) => from)).toEqual([0, 1, 4])
})
