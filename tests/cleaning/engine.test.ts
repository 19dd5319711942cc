import { existsSync, readFileSync } from 'node:fs'
import { type Context, markLines } from '../../server/cleaning/clean.ts'
import { cleanCopyOf } from './clean-copy-of.ts'

const harbour = readFileSync('tests/fixtures/harbour-article.txt', 'utf8')
const seed = '../shared/corpus/seed-article.txt'

const withoutRows = (text: string, rows: number[]): string =>
  text
    .split('\n')
    .filter((_, row) => !rows.includes(row + 1))
    .join('\n')

const known: [string, number[]][] = [['tests/fixtures/harbour-article.txt', [7, 17, 21]]]
if (existsSync(seed)) known.push([seed, [7, 20, 25]])

test.each(known)('%s loses its three promotional lines and no other byte', (path, rows) => {
  const text = readFileSync(path, 'utf8')
  expect(text.split('\n').length).toBeGreaterThan(20)
  expect(cleanCopyOf(text)).toBe(withoutRows(text, rows))
})

const papers = ['Harbour Post', 'Radio Tarn', 'The Quay Observer', 'Kisiwa Leo', 'Brackwater24']
const headlines = [
  'Ministry of Tides Recounts Its Lighthouses',
  'Port fees to rise in January',
  '‘Nobody Told Us’: Inside the Flooded Archive of Osei Falls',
  'Why 48 bakers in Tarn Bay stopped baking at night',
  'Farrow v. Brandt: who owns the ferry?',
]
const promotions = [
  (_: string, headline: string) => `Also Read: ${headline}`,
  (_: string, headline: string) => `READ ALSO: ${headline}`,
  (_: string, headline: string) => `Also Read – ${headline}`,
  (_: string, headline: string) => `(ALSO READ | ${headline})`,
  (paper: string, headline: string) => `Also read on ${paper}: ${headline}`,
  (_: string, headline: string) => `SEE ALSO: ${headline}`,
  (_: string, headline: string) => `Soma pia: ${headline}`,
  (_: string, headline: string) => `Lea también: ${headline}`,
  (_: string, headline: string) => `À lire aussi : ${headline}`,
  (_: string, headline: string) => `Leia também: ${headline}`,
  (_: string, headline: string) => `Lesen Sie auch: ${headline}`,
  (_: string, headline: string) => `Leggi anche: ${headline}`,
  (_: string, headline: string) => `Baca juga: ${headline}`,
  (_: string, headline: string) => `Lees ook: ${headline}`,
  (paper: string) => `Follow ${paper} on WhatsApp and X for breaking news and live updates.`,
  (paper: string) => `Follow ${paper} on Facebook, Instagram and TikTok for more stories`,
  (paper: string) => `Join our WhatsApp channel and never miss a story from ${paper}.`,
  (paper: string) => `Download our ${paper} app for the latest news`,
  (paper: string) => `Subscribe to our newsletter and get the latest from ${paper} in your inbox`,
]

const generated = promotions.flatMap((promotion, row) =>
  [0, 1].map((turn) => promotion(papers[(row + turn) % papers.length] ?? '', headlines[(row * 2 + turn) % headlines.length] ?? '')),
)

test.each(generated)('no trace is left of: %s', (promotion) => {
  const story = withoutRows(harbour, [7, 17, 21]).split('\n')
  for (const row of [3, 9, story.length]) {
    expect(cleanCopyOf(story.toSpliced(row, 0, promotion).join('\n'))).toBe(story.join('\n'))
  }
})

const marked = (text: string, context: Context = {}) =>
  markLines(text.split('\n'), context).map(({ line, start, end, verdict, group }) => [
    text.split('\n')[line]?.slice(start, end),
    verdict,
    ...(group ? [group] : []),
  ])

test('a label alone takes the headline below with it, as one group', () => {
  const text =
    'The quay burned for four hours on Monday night, the fire brigade said.\nRead also:\nPort fees to rise in January\nNobody was hurt, but the night ferry stayed at its berth until the morning.'
  expect(marked(text)).toEqual([
    ['Read also:', 'cut', 1],
    ['Port fees to rise in January', 'cut', 1],
  ])
})

test('a label whose headline was lost goes alone', () => {
  const text = 'Also Read:\nNobody was hurt, but the night ferry stayed at its berth until the morning.'
  expect(marked(text)).toEqual([['Also Read:', 'cut']])
})

test('the debris of removed links goes as one group', () => {
  expect(marked('The boat was late.\n(Follow\n; and\n)\nIt came at nine.')).toEqual([
    ['(Follow', 'cut', 1],
    ['; and', 'cut', 1],
    [')', 'cut', 1],
  ])
})

test('a headline behind a paragraph goes to the end of the line', () => {
  expect(cleanCopyOf('The pilot served for nineteen years. READ ALSO: Port fees to rise in January')).toBe(
    'The pilot served for nineteen years.',
  )
  expect(cleanCopyOf('Forty boats failed the check at the quay Also Read')).toBe('Forty boats failed the check at the quay')
})

test('a headline that runs into the next sentence waits for a person', () => {
  const text =
    'The pilot served for nineteen years. READ ALSO: Port fees to rise in January Passengers waited for the bus at the gate until nine.'
  expect(cleanCopyOf(text)).toBe(text)
  expect(marked(text)).toEqual([['READ ALSO: Port fees to rise in January', 'check']])
})

test('a headline ends where a small word begins the next sentence of the story', () => {
  expect(
    cleanCopyOf('The pilot served for nineteen years. READ ALSO: Port fees to rise in January She asked passengers to wait for the bus.'),
  ).toBe('The pilot served for nineteen years. She asked passengers to wait for the bus.')
})

test('a headline in capitals ends before a name that the article knows', () => {
  const before = 'Pelabuhan ditutup lagi, kata Direktur Pelabuhan Sigit Wanjaya di Tanjung Rawa.'
  const after = 'Sigit menuturkan, kapal malam tetap berlayar sampai akhir tahun ini.'
  const headline = 'Baca juga: Nelayan Teluk Tarn Minta Dermaga Baru'
  expect(cleanCopyOf(`${before} ${headline} ${after}`)).toBe(`${before} ${after}`)
  const stranger = `${before} ${headline} Wiyoto menuturkan, kapal malam tetap berlayar sampai akhir tahun ini.`
  expect(cleanCopyOf(stranger)).toBe(stranger)
})

test('a headline glued on both sides goes where its end is plain', () => {
  expect(
    cleanCopyOf(
      'Le port a brûlé lundi.À lire aussi Le phare de Tarn rouvre ses portesLes pompiers ont travaillé toute la nuit sur le quai numéro deux.',
    ),
  ).toBe('Le port a brûlé lundi. Les pompiers ont travaillé toute la nuit sur le quai numéro deux.')
})

test('a label in decomposed letters is found, and its offsets fit the line', () => {
  const line = 'À lire aussi : Le marché de Brévanne rouvre'.normalize('NFD')
  expect(marked(line)).toEqual([[line, 'cut']])
})

test('a wrong guess of the language hides nothing', () => {
  expect(marked('Lea también: La cooperativa abre su molino', { language: 'sw' })).toEqual([
    ['Lea también: La cooperativa abre su molino', 'cut'],
  ])
})

test('where two languages share a label the rule is that of the article', () => {
  expect(markLines(['Advertisement'], { language: 'sw' })[0]?.rule).toBe('advert-marker/sw')
  expect(markLines(['Advertisement'])[0]?.rule).toBe('advert-marker/en')
})

test('the policy decides about confident findings, and never turns a doubt into a cut', () => {
  const also = 'Also Read: Port fees to rise in January'
  expect(marked(also, { policy: { 'related-link': 'check' } })).toEqual([[also, 'check']])
  expect(marked(also, { policy: { 'related-link': 'keep' } })).toEqual([[also, 'keep']])
  const credit = 'Reporting by Amina Duarte; Editing by Jonas Reel'
  expect(marked(credit)).toEqual([[credit, 'keep']])
  expect(marked(credit, { policy: { credit: 'cut' } })).toEqual([[credit, 'cut']])
  const doubt = 'Follow the Harbour Choir on Facebook'
  expect(marked(doubt, { policy: { 'social-follow': 'cut' } })).toEqual([[doubt, 'check']])
})

test('a call that names the source is surer than one that names somebody else', () => {
  const line = 'Follow Harbour Post on Facebook'
  const score = (source?: string) => markLines([line], source ? { source } : {})[0]?.score ?? 0
  expect(score('Harbour Post')).toBeGreaterThan(score())
})

test('what stands inside quotation marks stays, and the mark says why', () => {
  const [mark] = markLines(['“Follow us on Facebook and X for more news,” the singer shouted.'])
  expect(mark).toMatchObject({ verdict: 'keep', because: expect.stringContaining('quotation marks') })
})

test('the same article gives the same marks', () => {
  expect(markLines(harbour.split('\n'))).toEqual(markLines(harbour.split('\n')))
})

test.each([
  ['full stops behind a label', `Also Read: ${'.'.repeat(500_000)}`],
  ['blanks behind a label', `Also Read: ${' '.repeat(500_000)}x`],
  ['nothing but calls', 'Follow us. '.repeat(50_000)],
  ['nothing but labels', 'Also Read: a. '.repeat(40_000)],
  ['quotation marks', `${'“'.repeat(300_000)} Read more`],
  ['share counters', `Don't Miss ${'1'.repeat(300_000)} SHARES`],
  ['an open bracket and blanks', `(Follow${' '.repeat(300_000)}!\n${' '.repeat(300_000)}!`],
  ['combining marks', `Follow us ${'\u0301'.repeat(300_000)} on Facebook`],
  ['hyphens in a call', `Follow us on ${'a-'.repeat(200_000)} Facebook`],
  ['lines below a list label', `Related articles\n${'Short\n'.repeat(100_000)}`],
  ['labels alone', 'Related articles\n'.repeat(5_000)],
])('a hostile text of %s is read in good time', (_, text) => {
  const begun = performance.now()
  markLines(text.split('\n'))
  expect(performance.now() - begun).toBeLessThan(10_000)
})
