// The memory of a fresh process that imports and of one that exports: npm run bench -- memory [20000]
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { openArchive } from './archive.ts'
import { asStarted } from './visit.ts'

/** Runs each errand in a process of its own over an archive and over one ten times as small, and prints what they say. */
export async function benchMemory([articles = 20_000]: readonly number[]): Promise<void> {
  const archive = await openArchive(articles)
  for (const size of [articles / 10, articles]) await errand(archive.url, 'import', size)
  for (const size of [articles, articles * 2]) {
    await archive.plant(size)
    await errand(archive.url, 'export', size)
  }
  await archive.close()
}

async function errand(url: string, name: string, articles: number): Promise<void> {
  const program = fileURLToPath(new URL('errand.ts', import.meta.url))
  const child = spawn(process.execPath, [program, url, name, String(articles)], { env: asStarted, stdio: 'inherit' })
  const [code] = await once(child, 'exit')
  if (code !== 0) throw new Error(`The ${name} ended with ${code}.`)
}
