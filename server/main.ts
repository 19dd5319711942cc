import { enableCompileCache } from 'node:module'
import { join } from 'node:path'

// What is compiled at one start is kept for the next, which is then half a second faster. Where it cannot be written, nothing is kept.
enableCompileCache(join(import.meta.dirname, '../node_modules/.cache/cleancopy'))

const { start } = await import('./start.ts')
await start(() => import('./app.ts'))
