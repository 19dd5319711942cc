import { breathing } from '../../server/imports/breathing.ts'

test('however many tiny things pass, others get their turn', async () => {
  let turns = 0
  const timer = setInterval(() => turns++, 1)
  const until = performance.now() + 300
  for await (const _ of breathing(endless())) if (performance.now() > until) break
  clearInterval(timer)
  expect(turns).toBeGreaterThan(3)
})

async function* endless(): AsyncGenerator<number> {
  for (let n = 0; ; n++) yield n
}
