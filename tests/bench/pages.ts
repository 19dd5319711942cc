// How quickly pages and searches answer a signed-in person, at two sizes in one run: npm run bench -- pages [10000 100000]
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Knex } from 'knex'
import { connect } from '../../db/connect.ts'
import { openEmbedded } from '../../db/embedded.ts'
import { migrate } from '../../db/migrate.ts'
import { seedLarge } from '../../seeds/large.ts'
import { indexDirty } from '../../server/articles/index-articles.ts'
import { cast, openHouse, solo } from '../cast.ts'

const warm = 15
const rounds = 80

type Figures = { p50: number; p95: number }

/** Plants articles, measures, plants more, measures again, and prints what came out. */
export async function benchPages(sizes: readonly number[]): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'cleancopy-bench-'))
  const embedded = await openEmbedded(folder, { safe: false })
  const db = connect(embedded.url)
  await migrate(db)
  await cast(db, [solo])
  let planted = 0
  for (const to of sizes) {
    await timed(`planted ${to - planted} articles`, to - planted, () => seedLarge(db, { from: planted, to }))
    await timed(`indexed ${to - planted} articles`, to - planted, () => indexAll(db))
    planted = to
    await db.raw('VACUUM ANALYZE')
    await measured(db, to)
  }
  await db.destroy()
  await embedded.close()
  rmSync(folder, { recursive: true, force: true })
}

async function timed(says: string, n: number, work: () => Promise<void>): Promise<void> {
  const started = performance.now()
  await work()
  const seconds = (performance.now() - started) / 1000
  console.log(`${says} in ${seconds.toFixed(1)} s: ${Math.round(n / seconds)}/s`)
}

async function indexAll(db: Knex): Promise<void> {
  while ((await indexDirty(db, 200)) > 0);
}

async function measured(db: Knex, size: number): Promise<void> {
  const house = await openHouse(db)
  const me = house.as(solo)
  console.log(`\n${size} articles              p50 ms   p95 ms`)
  const figures = new Map<string, Figures>()
  for (const [says, path] of await addresses(db)) {
    const figure = await figuresOf(async () => {
      const { status } = await me.get(path)
      if (status !== 200) throw new Error(`${path} answered ${status}.`)
    })
    figures.set(says, figure)
    console.log(`${says.padEnd(30)} ${figure.p50.toFixed(1).padStart(7)}  ${figure.p95.toFixed(1).padStart(7)}`)
  }
  const ratio = (figures.get('deep page')?.p50 ?? 0) / (figures.get('list, page 1')?.p50 ?? 1)
  console.log(`deep page / page 1 (p50): ${ratio.toFixed(2)}\n`)
  await house.close()
}

async function addresses(db: Knex): Promise<[string, string][]> {
  const deep = await db('articles').orderBy('updated_at').offset(100).first('id', 'updated_at')
  const { id } = await db('articles').orderBy('id').first('id')
  return [
    ['health (the server alone)', '/health/live'],
    ['queue', '/review'],
    ['article', `/articles/${id}`],
    ['list, page 1', '/articles'],
    ['deep page', `/articles?before=${deep.updated_at.getTime()}_${deep.id}`],
    ['list by state', '/articles?state=review'],
    ['list by source and language', '/articles?source=la-vigie-de-brumont&language=fr'],
    ['search, one hit', '/articles?q=4711'],
    ['search, rare', '/articles?q=hartonmer'],
    ['search, common', '/articles?q=harbour'],
    ['search, two words', '/articles?q=harbour+tonwick'],
    ['search, two common words', '/articles?q=harbour+bridge'],
    ['search, phrase', '/articles?q=%22the+harbour%22'],
    ['search, common, by state', '/articles?q=harbour&state=review'],
  ]
}

async function figuresOf(ask: () => Promise<void>): Promise<Figures> {
  const times: number[] = []
  for (let round = -warm; round < rounds; round++) {
    const started = performance.now()
    await ask()
    if (round >= 0) times.push(performance.now() - started)
  }
  times.sort((a, b) => a - b)
  const at = (part: number) => times[Math.floor(times.length * part)] ?? 0
  return { p50: at(0.5), p95: at(0.95) }
}
