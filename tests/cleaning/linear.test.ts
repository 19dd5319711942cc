import { globSync, readFileSync } from 'node:fs'
import { markLines } from '../../server/cleaning/clean.ts'
import { papers } from '../../server/cleaning/languages/mastheads.ts'
import { platforms } from '../../server/cleaning/languages/platforms.ts'
import { price } from '../../server/cleaning/offers.ts'

// Lines made to cost time: whoever imports an article may have written one.

const openers = [
  '',
  'The quay burned. ',
  'Also Read',
  'Also Read: ',
  'See also ',
  'Related:\n',
  'Follow us on ',
  'For more news ',
  'Read more ',
  'Click here to ',
  'Share ',
  'Tags: ',
  '© ',
  '>> ',
  '(Follow',
]
const pumps = [
  ...' \u00a0\u200b().,:;!?-–|>«"“’@/1aA',
  '\n',
  '\n\n',
  'aA',
  'A.',
  'a. A',
  '. A',
  '“a” ',
  '12.5 K SHARES ',
  'a@',
  '@a ',
  'http://a.com ',
  'a.com/',
  'Aa aa, ',
  'e\u0301',
  'का',
  '渡轮',
  'and ',
  'Also Read: ',
  'Follow us on X. ',
  'Facebook\n',
  'Also Read\n',
  'Advertisement\n',
  'Subscribe to our newsletter. ',
]

/** Seconds of the processor, which other people's work on the machine does not change. */
function secondsOf(work: () => void): number {
  const before = process.cpuUsage()
  work()
  const { user, system } = process.cpuUsage(before)
  return (user + system) / 1e6
}

const units = 60_000
// A second is fifty times what the slowest takes; whatever grows with the square of the length takes minutes.
const most = 1.5

test.each(openers)('no line that begins with %j takes longer than its length', (opener) => {
  for (const pump of pumps) {
    const text = opener + pump.repeat(units / pump.length)
    expect([pump, secondsOf(() => void markLines(text.split('\n'))) < most]).toEqual([pump, true])
    const closed = `${text} Also Read`
    expect([pump, secondsOf(() => void markLines(closed.split('\n'))) < most]).toEqual([pump, true])
  }
})

const literal =
  /(?<=[=(,:?[{]\s*|return\s+|\|\|\s+|&&\s+|^\s*)\/(?![/*])((?:\\.|\[(?:\\.|[^\]\\\n])*\]|[^/\\[\n])+)\/([dgimsuvy]*)(?=[.,;)\s\]}]|$)/gm

/** Every pattern that is written down in the engine. */
const patterns = globSync('server/cleaning/**/*.ts', { exclude: ['server/cleaning/languages/**'] }).flatMap((file) =>
  [...readFileSync(file, 'utf8').matchAll(literal)].map(([, source = '', flags = '']) => [file, new RegExp(source, flags)] as const),
)

test('the patterns are found in the files', () => {
  expect(patterns.length).toBeGreaterThan(60)
})

// Nobody asks a pattern about more than this that is not tied to a place; what backtracks for each of several stretches would take minutes.
const asked = 2_000

const built = [
  ['platforms.ts', platforms],
  ['mastheads.ts', papers],
  ['offers.ts', price],
] as const

test.each([...patterns, ...built])('%s: %s ends on its worst case', (_, pattern) => {
  for (const pump of pumps) {
    for (const end of ['', 'a', '\0', ':', '.']) {
      const text = pump.repeat(asked / pump.length) + end
      expect([pump, end, secondsOf(() => void text.replace(pattern, '')) < 0.25]).toEqual([pump, end, true])
    }
  }
})
