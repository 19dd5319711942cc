import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { readdir, readFile, readlink, realpath, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { promisify } from 'node:util'

/** Stops what a killed Cleancopy left running on a cluster. The caller holds the folder, so nobody else's server is meant. */
export async function stopStrays(cluster: string): Promise<void> {
  const noted = Number.parseInt(await readFile(join(cluster, 'postmaster.pid'), 'utf8').catch(() => ''), 10)
  if (Number.isNaN(noted)) return
  const home = await realpath(cluster)
  await dismiss(home, 'SIGINT', 8_000, (pid) => pid === noted)
  await dismiss(home, 'SIGQUIT', 3_000)
  await dismiss(home, 'SIGKILL', 3_000)
  // Some other program has the number now, and PostgreSQL would take it for its own.
  if (isAlive(noted)) await rm(join(cluster, 'postmaster.pid'), { force: true })
}

async function dismiss(home: string, signal: NodeJS.Signals, patience: number, whom = (_pid: number) => true): Promise<void> {
  const pids = (await strays(home)).filter(whom)
  for (const pid of pids) if (isAlive(pid)) process.kill(pid, signal)
  for (let waited = 0; waited < patience && pids.length > 0; waited += 20) {
    if ((await strays(home)).length === 0) return
    await wait(20)
  }
}

/** A server process stands in its cluster's folder; a reused number belongs to a process that does not. */
async function strays(home: string): Promise<number[]> {
  if (!existsSync('/proc/self/cwd')) return await straysByList(home)
  const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name))
  const homes = await Promise.all(pids.map((pid) => readlink(`/proc/${pid}/cwd`).catch(() => '')))
  const inside = pids.filter((_pid, i) => homes[i] === home)
  const names = await Promise.all(inside.map((pid) => readFile(`/proc/${pid}/comm`, 'utf8').catch(() => '')))
  return inside.filter((_pid, i) => names[i]?.trim() === 'postgres').map(Number)
}

async function straysByList(home: string): Promise<number[]> {
  const { stdout } = await promisify(execFile)('ps', ['-axo', 'pid=,command='])
  const lines = stdout.split('\n').filter((line) => line.includes('postgres') && line.includes(home))
  return lines.map((line) => Number.parseInt(line, 10))
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0)
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}
