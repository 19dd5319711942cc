// How quickly pages and searches answer a signed-in person, at several sizes in one run: npm run bench -- pages [10000 100000]
import { type Address, addressesIn, type Kind } from './addresses.ts'
import { type Archive, openArchive } from './archive.ts'
import { type Figures, figuresOf, openVisited, rateOf } from './visit.ts'

// What PERFORMANCE asks of the 95th percentile, in milliseconds.
const goals: Record<Kind, number> = { frame: 10, page: 10, decision: 15, list: 10, search: 60 }

type Measured = Address & { figures: Figures[] }

/** Plants an archive of each size, asks every kind of page of each in turn, and prints what came out side by side. */
export async function benchPages(sizes: readonly number[]): Promise<void> {
  const archives: (Archive & { size: number })[] = []
  for (const size of sizes) archives.push({ size, ...(await openArchive(size)) })
  for (const { size, plant } of archives) await plant(size)
  await told(archives)
  for (const archive of archives) await tellRates(archive)
  for (const { close } of archives) await close()
}

async function told(archives: readonly (Archive & { size: number })[]): Promise<void> {
  const visitors = await Promise.all(archives.map(({ url }) => openVisited(url)))
  const addresses = await Promise.all(archives.map(({ db }) => addressesIn(db)))
  const rows: Measured[] = []
  for (const [n, address] of (addresses[0] ?? []).entries()) {
    const figures: Figures[] = []
    // The sizes right after each other: what else the machine does then troubles both.
    for (const [at, visitor] of visitors.entries()) figures.push(await figuresOf(visitor, addresses[at]?.[n] ?? address))
    rows.push({ ...address, figures })
  }
  await Promise.all(visitors.map(({ close }) => close()))
  tell(
    rows,
    archives.map(({ size }) => size),
  )
}

const clients = 16
const seconds = 5

async function tellRates({ url, size }: Archive & { size: number }): Promise<void> {
  const crowd = await openVisited(url, clients)
  for (const path of ['/health/live', '/account', '/review', '/articles']) {
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
