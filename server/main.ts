import { enableCompileCache } from 'node:module'
import { join } from 'node:path'

// What is compiled at one start is kept for the next, which is then half a second faster. Where it cannot be written, nothing is kept.
enableCompileCache(join(import.meta.dirname, '../node_modules/.cache/cleancopy'))

const [part] = process.argv.slice(2)
if (part === 'worker') await (await import('./start-worker.ts')).startWorkerAlone()
else {
  const { start } = await import('./start.ts')
  await start({ loadApp: () => import('./app.ts'), withWorker: part !== 'web' })
}
