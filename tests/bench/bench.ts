// Measures Cleancopy on this machine: npm run bench -- pages
import { benchPages } from './pages.ts'

const benches: Record<string, (sizes: number[]) => Promise<void>> = {
  pages: (sizes) => benchPages(sizes.length > 0 ? sizes : [10_000, 100_000]),
}

const [name = '', ...sizes] = process.argv.slice(2)
const bench = benches[name]
if (bench) await bench(sizes.map(Number))
else {
  console.error(`Say what to measure: npm run bench -- ${Object.keys(benches).join(' or ')} [NUMBER OF ARTICLES]…`)
  process.exitCode = 2
}
