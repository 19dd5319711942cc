import { enableCompileCache } from 'node:module'

// Taking the types off the engine anew would cost more than cleaning an article, so the engine is loaded once the cache is on.
enableCompileCache()
const { cleanInput } = await import('./clean-text.ts')

process.exitCode = await cleanInput(process.argv.slice(2))
