import { execFile } from 'node:child_process'
import { access, constants } from 'node:fs/promises'
import { delimiter, join } from 'node:path'
import { promisify } from 'node:util'
import { type Browser, chromium } from 'playwright-core'

/** Starts Chromium: the one of CHROMIUM_PATH, one of this machine, or one that is fetched now. Without any the test fails and says what to run. */
export async function launch(): Promise<Browser> {
  const executablePath = (await findChromium()) ?? (await fetchChromium())
  return await chromium.launch({ executablePath, args: isRoot ? ['--no-sandbox', ...quiet] : quiet })
}

const isRoot = process.getuid?.() === 0
const quiet = [
  '--disable-gpu',
  '--disable-quic',
  '--disable-dev-shm-usage',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]

async function findChromium(): Promise<string | undefined> {
  const { CHROMIUM_PATH, PATH = '' } = process.env
  if (CHROMIUM_PATH) return CHROMIUM_PATH
  const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable']
  const places = names.flatMap((name) => PATH.split(delimiter).map((folder) => join(folder, name)))
  for (const place of [...places, chromium.executablePath()]) if (await canRun(place)) return place
  return undefined
}

async function fetchChromium(): Promise<string> {
  const ways: [string, string[]][] = [
    [process.execPath, [join(import.meta.dirname, '../node_modules/playwright-core/cli.js'), 'install', 'chromium']],
  ]
  if (isRoot) ways.push(['sh', ['-c', 'apt-get update && apt-get install -y chromium']])
  for (const [command, args] of ways) {
    await run(command, args, { timeout: 300_000 }).catch(() => {})
    const found = await findChromium()
    if (found) return found
  }
  throw new Error(
    'The browser tests need Chromium, and none could be fetched. Run: sudo apt-get install -y chromium (or set CHROMIUM_PATH).',
  )
}

const run = promisify(execFile)

async function canRun(path: string): Promise<boolean> {
  return await access(path, constants.X_OK).then(
    () => true,
    () => false,
  )
}
