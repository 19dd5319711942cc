import { execFile, spawn } from 'node:child_process'
import { chmod, cp, mkdir, mkdtemp, readFile, rm } from 'node:fs/promises'
import { connect, createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { promisify } from 'node:util'
import { openEmbedded } from '../../db/embedded.ts'
import { databaseAt, onServer } from '../database.ts'

/**
 * The steps of the Dockerfile without Docker: its files copied into a folder of mode 0700 whose path has blanks and letters beyond ASCII,
 * npm ci without what only building needs, and a start in production against a PostgreSQL over TCP, without HOME.
 */
export async function installed(): Promise<string> {
  const base = await mkdtemp(join(tmpdir(), 'cleancopy-soak-'))
  const app = join(base, 'Größe der Zeitung ñ 清')
  await mkdir(app, { mode: 0o700 })
  await chmod(base, 0o700)
  const { PATH = '' } = process.env
  const env = { PATH, NODE_ENV: 'production' }
  try {
    for (const line of await copiedFiles()) await cp(line, join(app, line), { recursive: true })
    const started = Date.now()
    await promisify(execFile)('npm', ['ci', '--omit=dev', '--no-audit', '--no-fund'], {
      cwd: app,
      // The way to the registry is the machine’s own.
      env: { ...process.env, NODE_ENV: 'production' },
      maxBuffer: 1e8,
    })
    const npm = ((Date.now() - started) / 1000).toFixed(1)
    const answer = await overTcp(base, (DATABASE_URL) => firstPage(app, { ...env, DATABASE_URL }))
    return `npm ci --omit=dev: ${npm} s. ${answer}`
  } finally {
    await rm(base, { recursive: true, force: true })
  }
}

/** What the Dockerfile copies. */
export async function copiedFiles(): Promise<string[]> {
  const lines = (await readFile('Dockerfile', 'utf8')).split('\n').filter((line) => line.startsWith('COPY '))
  return lines.flatMap((line) => line.split(/\s+/).slice(1, -1))
}

// The embedded server listens on a socket only: a door on a port leads to it.
async function overTcp<T>(base: string, use: (url: string) => Promise<T>): Promise<T> {
  const { DATABASE_URL } = process.env
  const embedded = DATABASE_URL ? null : await openEmbedded(join(base, 'server'), { safe: false })
  const server = DATABASE_URL ?? embedded?.url ?? ''
  const name = `cleancopy_soak_${process.pid}`
  await onServer(server, `CREATE DATABASE ${name} TEMPLATE template0 ENCODING 'UTF8' LOCALE 'C.UTF-8'`)
  const { url, close } = await door(databaseAt(server, name))
  try {
    return await use(url)
  } finally {
    await close()
    await onServer(server, `DROP DATABASE ${name} WITH (FORCE)`)
    await embedded?.close()
    const where = (await readFile(join(base, 'server', 'WHERE'), 'utf8').catch(() => '')).trim()
    if (where) await rm(where, { recursive: true, force: true })
  }
}

async function door(url: string): Promise<{ url: string; close(): Promise<void> }> {
  const address = new URL(url)
  const socket = address.searchParams.get('host')
  if (!socket) return { url, close: async () => {} }
  const path = join(socket, `.s.PGSQL.${address.port || '5432'}`)
  const open = new Set<{ destroy(): void }>()
  const server = createServer((outside) => {
    const inside = connect(path)
    for (const [one, other] of [
      [outside, inside],
      [inside, outside],
    ] as const) {
      open.add(one)
      one.on('error', () => other.destroy())
      one.pipe(other)
    }
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  const { port } = server.address() as { port: number }
  address.searchParams.delete('host')
  Object.assign(address, { hostname: '127.0.0.1', port: String(port) })
  const close = async () => {
    for (const one of open) one.destroy()
    await new Promise((done) => server.close(done))
  }
  return { url: address.href, close }
}

/** Starts an installed Cleancopy, asks whether it is ready and for its first page, and ends it. */
export async function firstPage(app: string, env: Record<string, string>): Promise<string> {
  const started = Date.now()
  const child = spawn('node', ['server/main.ts'], { cwd: app, env: { PORT: '0', LOG_LEVEL: 'error', ...env } })
  let said = ''
  for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', (text: string) => (said += text))
  const ended = new Promise<number | null>((done) => child.once('close', done))
  let code: number | null | undefined
  void ended.then((end) => (code = end))
  while (!/^Cleancopy is at /m.test(said)) {
    if (code !== undefined || Date.now() - started > 60_000) throw new Error(`It did not start: ${said}`)
    await wait(20)
  }
  const address = /^Cleancopy is at (\S+)/m.exec(said)?.[1] ?? ''
  const seconds = ((Date.now() - started) / 1000).toFixed(1)
  const [ready, page] = await Promise.all([fetch(`${address}/health/ready`), fetch(`${address}/sign-in`)])
  const words = await page.text()
  child.kill('SIGTERM')
  const end = await ended
  if (ready.status !== 200 || page.status !== 200 || !words.includes('Cleancopy') || end !== 0)
    throw new Error(`ready ${ready.status}, sign-in ${page.status}, ended with ${end}: ${said}`)
  return `Started in ${seconds} s, ready, showed its first page, ended with 0.`
}
