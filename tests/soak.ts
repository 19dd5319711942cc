const [name = '', ...only] = process.argv.slice(2)

// The long runs, by name: npm run soak -- install
const runs: Record<string, () => Promise<unknown>> = {
  install: async () => (await import('./soak/install.ts')).installed(),
  rubbish: async () => (await import('./soak/rubbish.ts')).rubbishRead(only),
}

const run = runs[name]
if (run) console.log(await run())
else {
  console.error(`Which run? Say: npm run soak -- ${Object.keys(runs).join(' | ')}`)
  process.exitCode = 2
}
