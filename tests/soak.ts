// The long runs, by name: npm run soak -- install
const runs: Record<string, (words: string[]) => Promise<unknown>> = {
  install: async () => (await import('./soak/install.ts')).installed(),
  rubbish: async (words) => (await import('./soak/rubbish.ts')).rubbishRead(words),
  pair: async ([articles = '2000']) => (await import('./soak/pair.ts')).pairAlone(Number(articles)),
  cut: async ([seconds = '60', articles = '5000']) =>
    (await import('./soak/faults.ts')).cut({ seconds: Number(seconds), articles: Number(articles) }),
  exhausted: async () => (await import('./soak/faults.ts')).exhausted(),
  told: async ([times = '20', articles = '3000']) =>
    (await import('./soak/faults.ts')).told({ times: Number(times), articles: Number(articles) }),
  full: async ([megabytes = '260', articles = '3000']) =>
    (await import('./soak/faults.ts')).full({ megabytes: Number(megabytes), articles: Number(articles) }),
  large: async ([megabytes = '200']) => (await import('./soak/large.ts')).large(Number(megabytes)),
  kills: async ([kills = '100', articles = '5000', seed = '1']) =>
    (await import('./soak/kills.ts')).killed({ kills: Number(kills), articles: Number(articles), seed: Number(seed) }),
}

const [name = '', ...words] = process.argv.slice(2)
const run = runs[name]
if (run) console.log(await run(words))
else {
  console.error(`Which run? Say: npm run soak -- ${Object.keys(runs).join(' | ')}`)
  process.exitCode = 2
}
