// Measures Cleancopy on this machine: npm run bench, or one subject alone, npm run bench -- pages
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { cpus, loadavg } from 'node:os'
import { fileURLToPath } from 'node:url'
import { benchExport } from './export.ts'
import { benchImport } from './import.ts'
import { benchMemory } from './memory.ts'
import { benchPages } from './pages.ts'

const benches: Record<string, (sizes: number[]) => Promise<void>> = {
  clean: benchClean,
  import: benchImport,
  export: benchExport,
  memory: benchMemory,
  pages: (sizes) => benchPages(sizes.length > 0 ? sizes : [10_000, 100_000]),
}

const [name, ...sizes] = process.argv.slice(2)
if (name === undefined) for (const one of Object.keys(benches)) await measured(one, [])
else if (benches[name]) await measured(name, sizes.map(Number))
else {
  console.error(`Say what to measure: npm run bench -- ${Object.keys(benches).join(' or ')} [NUMBER OF ARTICLES]…`)
  process.exitCode = 2
}

async function measured(bench: string, wanted: number[]): Promise<void> {
  const load = () => loadavg()[0]?.toFixed(1)
  console.log(`\n${bench}, ${new Date().toISOString().slice(0, 16)}Z, ${cpus().length} × ${cpus()[0]?.model}, load ${load()}`)
  await benches[bench]?.(wanted)
  console.log(`load at the end: ${load()}`)
}

// It stands beside the engine and is a program of its own: npm run bench:clean.
async function benchClean(articles: number[]): Promise<void> {
  const program = fileURLToPath(new URL('../cleaning/bench.ts', import.meta.url))
  const [code] = await once(spawn(process.execPath, [program, ...articles.map(String)], { stdio: 'inherit' }), 'exit')
  if (code !== 0) throw new Error(`The cleaning bench ended with ${code}.`)
}
