import { readFileSync } from 'node:fs'
import { monitorEventLoopDelay } from 'node:perf_hooks'
import { cast } from '../cast.ts'
import { freshDatabase } from '../database.ts'
import { lines, plan, run } from './bring.ts'
import { seed } from '../../seeds/seed.ts'
test('big', async () => {
  const house = await freshDatabase()
  await cast(house.db)
  const t = performance.now(); await seed(house.db); console.log('seed', performance.now() - t)
  const text = readFileSync('seeds/articles/chain-ferry.txt', 'utf8')
  const n = 3000
  const h = monitorEventLoopDelay(); h.enable()
  const t0 = performance.now()
  const id = await plan(house.db, { 'a.jsonl': lines(...Array.from({ length: n }, (_, i) => ({ text: `Number ${i}\n${text}`, external_id: `${i}` }))) })
  const t1 = performance.now()
  console.log('plan', n, (t1 - t0) / n, 'ms each; max delay ms', h.max / 1e6, 'rss MB', process.memoryUsage().rss / 1e6)
  h.reset()
  const id2 = await plan(house.db, { 'b.jsonl': lines(...Array.from({ length: 200 }, (_, i) => ({ text: `Number x${i}\n${text}`, external_id: `x${i}` }))) })
  const t2 = performance.now(); await run(house.db, id2); console.log('run', (performance.now() - t2) / 200, 'ms each; max delay', h.max / 1e6)
  const t3 = performance.now(); await plan(house.db, { 'c.jsonl': 'x\n'.repeat(5_000_000), 'd.txt': Buffer.alloc(2*1024*1024, text) }); console.log('garbage', performance.now() - t3, 'max delay', h.max / 1e6)
  await house.drop()
}, 300000)
