// How fast the engine cleans, beside what else can be done with the same bytes in the same run: npm run bench:clean [-- ARTICLES]
import { spawn, spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { loadavg, tmpdir } from 'node:os'
import { join } from 'node:path'
import { markLines } from '../../server/cleaning/clean.ts'
import { languages } from '../../server/cleaning/languages.ts'
import { type Promotions, syntheticArticles } from './synthetic.ts'

const wanted = Number(process.argv[2] ?? 20_000)
if (!Number.isInteger(wanted) || wanted < 1) {
  console.error(
    'Usage: npm run bench:clean [-- ARTICLES]. Cleans that many articles of our own making, a tenth of their lines promotional.',
  )
  process.exit(2)
}

const folder = mkdtempSync(join(tmpdir(), 'cleancopy-bench-'))

async function measure(promotions: Promotions): Promise<void> {
  // Encoded and decoded, so that every text lies flat in memory, as one that was read does.
  const texts = [...syntheticArticles(wanted, promotions)].map((text) => Buffer.from(text).toString())
  const megabytes = texts.reduce((sum, text) => sum + Buffer.byteLength(text), 0) / 1e6
  console.log(`\nPromotions ${promotions}, ${megabytes.toFixed(1)} MB\nin memory`)
  const show = showing(megabytes)
  const splitting = show(
    'split("\\n")',
    fastest(() => void texts.reduce((lines, text) => lines + text.split('\n').length, 0)),
  )
  show(
    'the engine',
    fastest(() => void texts.reduce((marks, text) => marks + markLines(text.split('\n')).length, 0)),
    [splitting, 'split'],
  )
  await measureFiles(texts, show)
}

type Seconds = { wall: number; processor: number }
type Show = (what: string, seconds: Seconds, beside?: [Seconds, string]) => Seconds

/** By the clock, and by the processor: on a machine that others keep busy only the second says something. */
function showing(megabytes: number): Show {
  const rate = (seconds: number): string => `${(megabytes / seconds).toFixed(0).padStart(5)} MB/s`
  const percent = (part: number, whole: number): string => `${((part / whole) * 100).toFixed(0).padStart(3)} %`
  return (what, seconds, beside) => {
    const { wall, processor } = seconds
    const share = beside ? `   ${percent(beside[0].wall, wall)} and ${percent(beside[0].processor, processor)} of ${beside[1]}` : ''
    console.log(`  ${what.padEnd(28)}${rate(wall)}  ${rate(processor)} of processor time${share}`)
    return seconds
  }
}

async function measureFiles(texts: readonly string[], show: Show): Promise<void> {
  const file = (name: string): string => join(folder, name)
  writeFileSync(file('text'), `${texts.join('\n')}\n`)
  writeFileSync(file('articles'), texts.map((words, id) => `${JSON.stringify({ id, text: words })}\n`).join(''))
  writeFileSync(
    file('few'),
    texts
      .slice(texts.length * 0.75)
      .map((words, id) => `${JSON.stringify({ id, text: words })}\n`)
      .join(''),
  )
  writeFileSync(file('patterns'), `${somePatterns().join('\n')}\n`)
  // As `npm run clean` starts it.
  const clean = [process.execPath, '--min-semi-space-size=16', '--max-semi-space-size=32', 'server/clean-command.ts']
  console.log('file to file, the start of the command included')
  const hasRipgrep = spawnSync('rg', ['--version']).status === 0
  const rg = hasRipgrep ? await runs(3, ['rg', '-v', '-i', '-f', file('patterns')], file('text'), file('out')) : null
  if (rg) show('ripgrep -v -i, 100 patterns', rg)
  else console.log('  ripgrep is not installed')
  const beside: [Seconds, string] | undefined = rg ? [rg, 'ripgrep'] : undefined
  show('a text', await runs(3, clean, file('text'), file('out')), beside)
  const one = await runs(5, [...clean, '--jsonl'], file('articles'), file('out'))
  show('--jsonl', one, beside)
  const two = await runs(5, [...clean, '--jsonl', '--jobs', '2'], file('articles'), file('other'))
  show('--jsonl --jobs 2', two, [one, 'one job'])
  const few = await runs(3, [...clean, '--jsonl'], file('few'), file('few-out'))
  console.log(`  the same output with two jobs: ${readFileSync(file('out')).equals(readFileSync(file('other')))}`)
  console.log(`  largest memory: ${one.memory} MB alone, ${few.memory} MB for a quarter of the articles, ${two.memory} MB with two jobs`)
}

/** A hundred labels of all languages, as a list of rules would hold them. */
function somePatterns(): string[] {
  const all = languages.flatMap(({ kinds }) => Object.values(kinds).flatMap(({ labels = [], ours = [] }) => [...labels, ...ours]))
  const every = Math.floor(all.length / 100)
  return all
    .filter((_, at) => at % every === 0)
    .slice(0, 100)
    .map((phrase) => `^[^a-z]*${phrase.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&')}`)
}

/** Runs a command from file to file; the medians of its times, and the largest memory it had. */
async function runs(times: number, command: string[], from: string, to: string): Promise<Seconds & { memory: number }> {
  const all: Seconds[] = []
  let memory = 0
  for (let run = 0; run < times; run++) {
    const begun = performance.now()
    const shell = spawn('sh', ['-c', '"$@" < "$FROM" > "$TO" || exit; times', 'sh', ...command], {
      env: { ...process.env, FROM: from, TO: to },
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    const watch = setInterval(() => {
      memory = Math.max(memory, ...childrenOf(shell.pid).map(memoryOf))
    }, 20)
    const said = Buffer.concat(await Array.fromAsync(shell.stdout)).toString()
    clearInterval(watch)
    if (said === '') throw new Error(`It failed: ${command.join(' ')}`)
    all.push({ wall: (performance.now() - begun) / 1000, processor: processorSeconds(said) })
  }
  return { wall: median(all.map(({ wall }) => wall)), processor: median(all.map(({ processor }) => processor)), memory }
}

const median = (some: readonly number[]): number => some.toSorted((a, b) => a - b)[some.length >> 1] ?? 0

/** What the shell's `times` says of its children, on its second line. */
const processorSeconds = (said: string): number =>
  [...(said.trim().split('\n').at(-1) ?? '').matchAll(/(\d+)m([\d.]+)s/g)].reduce(
    (sum, [, minutes, rest]) => sum + 60 * Number(minutes) + Number(rest),
    0,
  )

const childrenOf = (pid: number | undefined): number[] => numbersIn(`/proc/${pid}/task/${pid}/children`, /\d+/g)
const memoryOf = (pid: number): number => Math.round((numbersIn(`/proc/${pid}/status`, /(?<=VmHWM:\s*)\d+/g)[0] ?? 0) / 1000)

function numbersIn(path: string, which: RegExp): number[] {
  try {
    return (readFileSync(path, 'utf8').match(which) ?? []).map(Number)
  } catch {
    return []
  }
}

function measureLongLine(): void {
  const line = 'The quay burned for four hours, said the keeper. Also read the “long” letter. '.repeat(320_000)
  const [once, twice] = [fastest(() => void markLines([line])), fastest(() => void markLines([line + line]))]
  const times = (twice.processor / once.processor).toFixed(1)
  console.log(
    `\na line of ${((2 * line.length) / 1e6).toFixed(0)} MB: ${twice.processor.toFixed(2)} s, ${times} times as long as half of it`,
  )
}

function fastest(run: () => void): Seconds {
  const all = Array.from({ length: 3 }, (): Seconds => {
    const [begun, used] = [performance.now(), process.cpuUsage()]
    run()
    const { user, system } = process.cpuUsage(used)
    return { wall: (performance.now() - begun) / 1000, processor: (user + system) / 1e6 }
  })
  return { wall: Math.min(...all.map(({ wall }) => wall)), processor: Math.min(...all.map(({ processor }) => processor)) }
}

const load = () => loadavg()[0]?.toFixed(1)
console.log(`${wanted} articles, ${languages.length} languages, load ${load()}`)
for (const promotions of ['repeated', 'distinct'] as const) await measure(promotions)
measureLongLine()
rmSync(folder, { recursive: true })
console.log(`load ${load()}`)
