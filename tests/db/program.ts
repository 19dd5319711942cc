import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'

/** Starts Cleancopy as a program of its own, on any free port, with nothing in its environment but what is given. */
export function startProgram(
  env: Record<string, string>,
  { part = [], cwd = process.cwd() }: { part?: ('web' | 'worker')[]; cwd?: string } = {},
) {
  const { PATH = '' } = process.env
  const frugal = ['--max-semi-space-size=4', '--max-old-space-size=1024']
  const child = spawn(process.execPath, [...frugal, join(import.meta.dirname, '../../server/main.ts'), ...part], {
    env: { PATH, PORT: '0', LOG_LEVEL: 'silent', ...env },
    cwd,
  })
  running.add(child)
  const said = { out: '', errors: '' }
  child.stdout.on('data', (text) => {
    said.out += text
  })
  child.stderr.on('data', (text) => {
    said.errors += text
  })
  /** How it ended, and what it had said by then. */
  const ended = new Promise<{ code: number | null; out: string; errors: string }>((resolve) =>
    child.once('close', (code) => {
      running.delete(child)
      resolve({ code, ...said })
    }),
  )
  return { child, ended, address: addressIn(said, ended) }
}

/** Ends whatever a test has left running. */
export async function endPrograms(): Promise<void> {
  const all = [...running]
  for (const child of all) child.kill('SIGKILL')
  while (all.some((child) => running.has(child))) await wait(10)
}

const running = new Set<ReturnType<typeof spawn>>()

async function addressIn(said: { out: string; errors: string }, ended: Promise<unknown>): Promise<string> {
  let over = false
  void ended.then(() => {
    over = true
  })
  while (!over) {
    const [, address] = /^Cleancopy is at (\S+)\n/m.exec(said.out) ?? []
    if (address) return address
    await wait(10)
  }
  return ''
}
