import { type ChildProcess, spawn } from 'node:child_process'
import { closeSync, openSync, readFileSync, statSync, truncateSync } from 'node:fs'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { CannotStart } from './cannot-start.ts'
import { makeOwn, type Place } from './embedded-place.ts'
import { stopStrays } from './embedded-strays.ts'

export type Server = { socket: string; stop(): Promise<void> }

/** Starts the server of a place, and starts it again should it die before it is stopped. */
export async function startServer(place: Place, settings: string[]): Promise<Server> {
  const socket = await socketFolder(place)
  let child = await launch(place, socket, settings)
  let reviving = Promise.resolve()
  let stopping = false
  const revive = async () => {
    child = (await launch(place, socket, settings).catch(complain)) ?? child
    if (isOver(child)) await wait(1_000)
  }
  const watch = () => {
    if (stopping) return
    if (isOver(child)) reviving = revive().then(watch)
    else child.once('exit', watch)
  }
  watch()
  const stop = async () => {
    stopping = true
    await reviving
    await end(child)
    await rm(socket, { recursive: true, force: true })
  }
  return { socket, stop }
}

async function launch(place: Place, socket: string, settings: string[]): Promise<ChildProcess> {
  await stopStrays(place.cluster)
  await makeOwn(socket, place.owner)
  const log = join(place.base, 'postgres.log')
  const from = trimmed(log)
  const child = run(place, log, [...reach(socket), ...settings])
  const outcome = await Promise.race([ready(place.cluster, child), failure(child)])
  if (outcome === 'ready') return child
  throw new CannotStart(
    `The database in ${place.cluster} does not start: ${lastWords(log, from) ?? outcome}. The whole story is in ${log}.`,
  )
}

function run({ cluster, programs, owner }: Place, log: string, settings: string[]): ChildProcess {
  const out = openSync(log, 'a', 0o600)
  const args = ['-D', cluster, '-p', '5432', ...settings.flatMap((setting) => ['-c', setting])]
  // A session of its own: Ctrl+C at the console is for Cleancopy, which then stops the server when the last request is answered.
  const child = spawn(join(programs, 'bin', 'postgres'), args, { ...owner, ...surroundings, stdio: ['ignore', out, out], detached: true })
  child.unref()
  closeSync(out)
  running.add(child)
  child.once('exit', () => running.delete(child))
  return child
}

// A process that ends in any other way than by a kill takes its servers along.
const running = new Set<ChildProcess>()
process.once('exit', () => {
  for (const child of running) child.kill('SIGINT')
})

const { PATH } = process.env

/** What every server program gets: nothing of the caller's PG* variables or locale, and a folder that any user may stand in. */
export const surroundings = { cwd: '/', env: { PATH, LC_ALL: 'C.UTF-8' } }

// Only by a socket in a folder closed to others: no port to be taken, nothing to be reached from outside.
function reach(socket: string): string[] {
  const quiet = ['log_min_messages=log', 'log_checkpoints=off', 'timezone=UTC', 'log_timezone=UTC']
  return ['listen_addresses=', `unix_socket_directories=${socket}`, 'unix_socket_permissions=0700', ...quiet]
}

// The name of a socket has at most 103 bytes.
async function socketFolder({ base }: Place): Promise<string> {
  const own = join(base, 'run')
  return Buffer.byteLength(own) <= 85 ? own : await mkdtemp(join(tmpdir(), 'cleancopy-'))
}

async function ready(cluster: string, child: ChildProcess): Promise<string> {
  while (!isOver(child)) {
    const lines = (await readFile(join(cluster, 'postmaster.pid'), 'utf8').catch(() => '')).split('\n')
    if (Number(lines[0]) === child.pid && lines[7]?.trim() === 'ready') return 'ready'
    await wait(10)
  }
  return 'it ended at once'
}

async function failure(child: ChildProcess): Promise<string> {
  return await new Promise((resolve) => child.once('error', (error) => resolve(error.message)))
}

function trimmed(log: string): number {
  const size = statSync(log, { throwIfNoEntry: false })?.size ?? 0
  if (size < 5_000_000) return size
  truncateSync(log)
  return 0
}

function lastWords(log: string, from: number): string | undefined {
  const lines = readFileSync(log).subarray(from).toString().split('\n')
  return lines.findLast((line) => /FATAL|PANIC|error/.test(line))?.replace(/^.*?(FATAL|PANIC|error):\s*/, '')
}

async function end(child: ChildProcess): Promise<void> {
  child.ref()
  const gone = new Promise((resolve) => child.once('exit', resolve))
  for (const [signal, patience] of [
    ['SIGINT', 8_000],
    ['SIGQUIT', 3_000],
    ['SIGKILL', 1_000],
  ] as const) {
    if (isOver(child)) return
    child.kill(signal)
    await Promise.race([gone, wait(patience, null, { ref: false })])
  }
}

function isOver(child: ChildProcess): boolean {
  return child.exitCode !== null || child.signalCode !== null
}

function complain(error: unknown): void {
  console.error(error instanceof CannotStart ? error.message : error)
}
