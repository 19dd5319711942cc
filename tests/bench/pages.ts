// How quickly pages and searches answer a signed-in person, at several sizes in one run: npm run bench -- pages [10000 100000]
import { type Address, addressesIn, type Kind } from './addresses.ts'
import { openArchive } from './archive.ts'
import { type Figures, figuresOf, openVisited, rateOf } from './visit.ts'

// What PERFORMANCE asks of the 95th percentile, in milliseconds.
const goals: Record<Kind, number> = { frame: 10, page: 10, list: 10, search: 60 }

type Measured = Address & { figures: Figures[] }

/** Plants articles, measures, plants more, measures again, and prints what came out side by side. */
export async function benchPages(sizes: readonly number[]): Promise<void> {
  const archive = await openArchive()
  const rows = new Map<string, Measured>()
  for (const size of sizes) {
    await archive.plant(size)
    const visitor = await openVisited(archive.url)
    for (const address of await addressesIn(archive.db)) {
      const row = rows.get(address.says) ?? { ...address, figures: [] }
      row.figures.push(await figuresOf(visitor, address.path))
      rows.set(address.says, row)
    }
    await visitor.close()
    await tellRates(archive.url, size)
  }
  tell([...rows.values()], sizes)
  await archive.close()
}

const clients = 16
const seconds = 5

async function tellRates(url: string, size: number): Promise<void> {
  const crowd = await openVisited(url, clients)
  for (const path of ['/health/live', '/review', '/articles']) {
    const rate = await rateOf(crowd, path, { clients, seconds })
    console.log(`${size} articles, ${clients} clients: ${path} answers ${Math.round(rate)} requests/s`)
  }
  console.log(`memory of the house at its start / now / at most, in MB: ${await crowd.memory()}`)
  await crowd.close()
}

function tell(rows: readonly Measured[], sizes: readonly number[]): void {
  const heads = sizes.map((size) => `${size.toLocaleString('en')}: p50 / p95 / max`)
  console.log(['| ms', ...heads, 'ratio of p50', '|'].join(' | '))
  console.log(`|---|${heads.map(() => '---|').join('')}---|`)
  for (const { kind, says, figures } of rows) {
    const cells = figures.map(({ p50, p95, max }) => [p50, p95, max].map((ms) => ms.toFixed(1)).join(' / '))
    const last = figures.at(-1)
    const isLate = (last?.p95 ?? 0) > goals[kind]
    console.log(
      `| ${kind === 'search' ? 'search: ' : ''}${says} | ${cells.join(' | ')} | ${ratio(last, figures[0])}${isLate ? ' LATE' : ''} |`,
    )
  }
  const of = (says: string) => rows.find((row) => row.says === says)?.figures.at(-1)
  for (const deep of ['list, page 10', 'list, in the middle', 'list, last page', 'list, back from the last'])
    console.log(`${deep} / page 1: ${ratio(of(deep), of('list, page 1'))}`)
}

function ratio(one: Figures | undefined, other: Figures | undefined): string {
  return one && other ? (one.p50 / other.p50).toFixed(2) : '–'
}
