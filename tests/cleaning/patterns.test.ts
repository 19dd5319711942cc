import { globSync, readFileSync } from 'node:fs'
import { markLines } from '../../server/cleaning/clean.ts'

// A pattern stands where a value may stand; a division or a comment never begins so.
const literal = /(?<=[=(,:!?|&[]\s*|return )\/(?![/*])((?:\\.|\[(?:\\.|[^\]\\\n])*\]|[^/\\\n[])+)\/([a-z]*)/g

const patterns = globSync('server/cleaning/**/*.ts')
  .filter((file) => !file.includes('/languages/'))
  .flatMap((file) => [...readFileSync(file, 'utf8').matchAll(literal)].map(([, source = '', flags = '']) => ({ file, source, flags })))

// No pattern is asked about more than a call can hold: whoever goes back for every sign twice needs seconds even so.
const size = 2_000
const pieces = [
  ...[' ', '\t', 'a', 'A', '.', '…', '?', ':', '-', '(', ')', '"', '“', '»', '>', '@', '0', '€', 'é', '\u0301', '\u200b', 'م', '。'],
  ...[
    'a ',
    'A ',
    'Aa',
    'aA',
    'a-',
    'a.',
    'A. ',
    '. ',
    ': ',
    ' -',
    '> ',
    '1 ',
    '1 K SHARES ',
    '12 likes ',
    '(a',
    '@a',
    'a@a',
    'www.',
    'http://a.',
    'x.com',
  ],
  ...['Read more ', 'and ; ', '© 2024 ', 'by A ', 'a, ', 'a|', '"a" '],
]
const tails = ['', '!', '\u0000', ' a', ')', '"', '1']
const worst = pieces.flatMap((piece) => tails.map((tail) => piece.repeat(size / piece.length) + tail))

test('the patterns of the engine are found in its source', () => {
  expect(patterns.length).toBeGreaterThan(50)
})

test.each(patterns)('$file /$source/$flags takes its worst case', ({ source, flags }) => {
  const pattern = new RegExp(source, flags.replace('y', ''))
  const slow = worst.filter((text) => tookLong(pattern, text))
  expect(slow.map((text) => text.slice(0, 24))).toEqual([])
})

function tookLong(pattern: RegExp, text: string): boolean {
  const begun = performance.now()
  pattern.lastIndex = 0
  pattern.test(text)
  return performance.now() - begun > 500
}

const openings = [
  '',
  'Also Read: ',
  'Follow us on Facebook ',
  'Related articles: ',
  '© 2024 ',
  '>> ',
  '(Follow',
  'Tags: ',
  'Photo: ',
  'Read more. ',
]

test.each(openings)('a line of 50 KB that opens with “%s” is read in good time, whatever follows', (opening) => {
  const slow = pieces.filter((piece) => {
    const line = opening + piece.repeat(50_000 / piece.length)
    const begun = performance.now()
    markLines(['The harbour council met.', line, 'Advertisement', line, 'Also Read: Port fees to rise'])
    return performance.now() - begun > 2_000
  })
  expect(slow).toEqual([])
})
