import { freshDatabase } from '../database.ts'
import { cut, exhausted, full, told } from '../soak/faults.ts'
import { killed } from '../soak/kills.ts'
import { pair } from '../soak/pair.ts'

// The short forms of what npm run soak does at length: the real program, killed, cut off and starved while it imports.

test('house, worker and database are killed while they import: every item is in once', async () => {
  const { count } = await killed({ kills: 5, articles: 120 })
  expect(count).toMatchObject({ items: 120, articles: 120, doubled: 0, lost: 0, atWork: 0 })
}, 180_000)

test('told to end while it imports and saves, it ends with 0 in time, and what it answered is kept', async () => {
  const { ends, slowest } = await told({ times: 2, articles: 80 })
  expect(ends.map(({ code }) => code)).toEqual([0, 0])
  expect(slowest).toBeLessThan(15)
}, 180_000)

test('every connection is cut again and again: each answer is the page or a sentence, and all goes on without a restart', async () => {
  const { cuts, count, exits } = await cut({ seconds: 4, articles: 80 })
  expect(cuts).toBeGreaterThan(5)
  expect(count).toMatchObject({ items: 80, articles: 80, doubled: 0, lost: 0 })
  expect(exits).toBeNull()
}, 180_000)

test('while every connection waits, who comes too late is told so, and all is well afterwards', async () => {
  const { alive, refused, after } = await exhausted()
  expect({ alive, after }).toEqual({ alive: 200, after: 200 })
  expect(refused).toBeGreaterThan(0)
}, 120_000)

test('two houses and two workers on one database: one of each is killed, and the rest goes on', async () => {
  const { url, drop } = await freshDatabase()
  expect(await pair(url, 60)).toMatchObject({ page: 200, count: { items: 120, articles: 120 }, workerEnd: 0 })
  await drop()
}, 180_000)

// Only root can make a small disk.
const asRoot = process.getuid?.() === 0 && process.platform === 'linux' ? test : test.skip
asRoot(
  'a full disk: refused with a sentence, nothing half-written, and on without a restart when there is room',
  async () => {
    const { answers, count, exits } = await full({ megabytes: 260, articles: 80 })
    expect(answers[503]).toBeGreaterThan(0)
    expect(count).toMatchObject({ items: 80, articles: 80, doubled: 0, lost: 0 })
    expect(exits).toBeNull()
  },
  180_000,
)
