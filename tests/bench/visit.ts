import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { Agent, request } from 'node:http'
import { text } from 'node:stream/consumers'

import type { Address } from './addresses.ts'

export type Figures = { p50: number; p95: number; max: number }
export type Visitor = { ask(path: string, sent?: string): Promise<number>; memory(): Promise<string>; close(): Promise<void> }

// As a house that is at work: each connection has met each question.
const [warm, rounds] = [20, 60]
// A page that is far too slow is not asked so often.
const patience = 4_000

/** As Cleancopy itself starts: what was compiled before is taken from beside the packages. */
export const asStarted = { ...process.env, NODE_COMPILE_CACHE: 'node_modules/.cache/cleancopy' }

/** A house in a process of its own, and someone signed in who asks it over connections that stay open. */
export async function openVisited(database: string, connections = 1): Promise<Visitor> {
  const child = fork(new URL('house.ts', import.meta.url), [database], { env: asStarted, stdio: ['ignore', 'pipe', 'inherit', 'ipc'] })
  const { url, cookie } = JSON.parse(await firstLine(child))
  const agent = new Agent({ keepAlive: true, maxSockets: connections })
  const ask = async (path: string, sent?: string) => {
    const method = sent === undefined ? 'GET' : 'POST'
    const headers = { cookie, 'sec-fetch-site': 'same-origin', 'content-type': 'application/x-www-form-urlencoded' }
    const [answer] = await once(request(new URL(path, url), { agent, method, headers }).end(sent), 'response')
    await text(answer)
    return answer.statusCode
  }
  const close = async () => {
    agent.destroy()
    child.disconnect()
    await once(child, 'exit')
  }
  const memory = async () => {
    child.send('memory')
    const [{ start, now, most }] = await once(child, 'message')
    return [start, now, most].map((bytes) => (bytes / 1e6).toFixed(0)).join(' / ')
  }
  return { ask, memory, close }
}

async function firstLine({ stdout }: ChildProcess): Promise<string> {
  const [line] = await once(stdout ?? process.stdin, 'data')
  return String(line)
}

/** How long a page takes to come, in milliseconds, one asking after the other. */
export async function figuresOf({ ask }: Visitor, { path, sends = [] }: Pick<Address, 'path' | 'sends'>): Promise<Figures> {
  const times: number[] = []
  const until = performance.now() + patience
  for (let round = -warm; round < rounds && (times.length < 3 || performance.now() < until); round++) {
    const started = performance.now()
    const status = await ask(path, sends[(round + warm) % sends.length])
    if (status !== 200 && status !== 303) throw new Error(`${path} answered ${status}.`)
    if (round >= 0) times.push(performance.now() - started)
  }
  times.sort((a, b) => a - b)
  const at = (part: number) => times[Math.min(times.length - 1, Math.floor(times.length * part))] ?? 0
  return { p50: at(0.5), p95: at(0.95), max: at(1) }
}

/** How many answers a second come when so many ask at once. */
export async function rateOf({ ask }: Visitor, path: string, { clients, seconds }: { clients: number; seconds: number }): Promise<number> {
  for (let n = 0; n < 200; n++) await ask(path)
  const started = performance.now()
  const until = started + seconds * 1000
  let answers = 0
  const client = async () => {
    while (performance.now() < until) {
      await ask(path)
      answers++
    }
  }
  await Promise.all(Array.from({ length: clients }, client))
  return (answers / (performance.now() - started)) * 1000
}
