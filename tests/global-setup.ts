import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { startCluster, sweep } from './cluster.ts'

/** Opens the door where a test asks for the run's database server: it starts with the first who asks, so pure tests cost nothing. */
export default async function setUp(): Promise<void> {
  await sweep()
  let started: ReturnType<typeof startCluster> | undefined
  const door = createServer(async (_req, res) => {
    started ??= startCluster()
    await started.then(
      ({ server, template }) => res.end(JSON.stringify({ server, template })),
      (error) => res.writeHead(500).end(String(error)),
    )
  })
  await new Promise<void>((resolve) => door.listen(0, '127.0.0.1', resolve))
  Object.assign(process.env, { TEST_CLUSTER: `http://127.0.0.1:${(door.address() as AddressInfo).port}` })
  Object.assign(globalThis, {
    stopTestCluster: async () => {
      door.closeAllConnections()
      door.close()
      await started?.then(
        ({ stop }) => stop(),
        () => {},
      )
    },
  })
}
