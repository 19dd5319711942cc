import { type Mark, markLines } from '../../server/cleaning/clean.ts'
import { promotional } from './labelled.ts'

const usage = 'Usage: npm run bench:clean [-- ARTICLES]. Cleans that many articles of our own making, a tenth of their lines promotional.'
const wanted = Number(process.argv[2] ?? 2_000)
if (!Number.isInteger(wanted) || wanted < 1) {
  console.error(usage)
  process.exit(2)
}

const words =
  'harbour council ferry quay keeper winter timetable market bridge pilot letter morning reserve vote café naïve “slow” town'.split(' ')
const next = seeded(20_260_704)
const pick = <T>(some: readonly T[]): T => some[Math.floor(next() * some.length)] as T
const texts = Array.from({ length: wanted }, articleOf)
const megabytes = texts.reduce((sum, text) => sum + Buffer.byteLength(text), 0) / 1e6

const rate = (seconds: number): string => `${(megabytes / seconds).toFixed(1)} MB/s`
const isCut = ({ verdict }: Mark): boolean => verdict === 'cut'

const splitting = best(() => texts.reduce((lines, text) => lines + text.split('\n').length, 0))
const cleaning = best(() => texts.reduce((cuts, text) => cuts + markLines(text.split('\n')).filter(isCut).length, 0))
const long = `${'The quay burned for four hours, said the keeper. '.repeat(100_000)}`
const [once, twice] = [best(() => markLines([long]).length), best(() => markLines([long + long]).length)]

console.log(`${wanted} articles, ${megabytes.toFixed(1)} MB, ${cleaning.answer} cuts`)
console.log(`split("\\n")    ${rate(splitting.seconds)}`)
console.log(`whole engine   ${rate(cleaning.seconds)}, ${((splitting.seconds / cleaning.seconds) * 100).toFixed(1)} % of splitting`)
console.log(`one long line  twice as long takes ${(twice.seconds / once.seconds).toFixed(1)} times as long`)

/** The same articles every time. */
function seeded(seed: number): () => number {
  let state = seed
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return state / 2 ** 32
  }
}

function articleOf(): string {
  return Array.from({ length: 20 }, () => (next() < 0.1 ? pick(promotional) : paragraph())).join('\n')
}

function paragraph(): string {
  return Array.from({ length: 3 }, () => {
    const sentence = Array.from({ length: 11 }, () => pick(words)).join(' ')
    return `${sentence.charAt(0).toUpperCase()}${sentence.slice(1)}.`
  }).join(' ')
}

function best<T>(run: () => T): { answer: T; seconds: number } {
  const runs = Array.from({ length: 3 }, () => {
    const begun = performance.now()
    const answer = run()
    return { answer, seconds: (performance.now() - begun) / 1000 }
  })
  return runs.reduce((least, one) => (one.seconds < least.seconds ? one : least))
}
