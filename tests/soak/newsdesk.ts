import { execFile } from 'node:child_process'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { promisify } from 'node:util'
import type { Knex } from 'knex'
import { connect } from '../../db/connect.ts'
import { findRunning } from '../../db/embedded-running.ts'
import { ada, cast, type Someone, someoneAt } from '../cast.ts'
import { startProgram } from '../db/program.ts'
import { articleLines } from './articles.ts'

/** The real program on a data folder, with the cast in its database, that can be killed and started again. */
export async function openDesk(data: string, env: Record<string, string> = {}) {
  let program = startProgram({ DATA: data, ...env })
  let address = await program.address
  const url = await found(data)
  const first = connect(url, { pool: 2 })
  await cast(first)
  await first.destroy()
  return {
    data,
    get address() {
      return address
    },
    get program() {
      return program
    },
    /** Ada at the address of now; a killed house has forgotten nobody. */
    ada: (): Someone => someoneAt(address, ada),
    /** Asks the database, whoever runs it just now; tried again while it is away. */
    asked: <T>(ask: (db: Knex) => Promise<T>): Promise<T> => asked(data, ask),
    pids: () => pidsOf(program.child.pid ?? 0, data),
    begin: async () => {
      program = startProgram({ DATA: data, ...env })
      address = await program.address
      if (!address) throw new Error(`It did not start again: ${JSON.stringify(await program.ended)}`)
    },
  }
}

export type Desk = Awaited<ReturnType<typeof openDesk>>

/** Uploads so many articles as one file to a house, as ada; brings the id of the import. */
export async function uploadedTo(address: string, name: string, articles: number): Promise<string> {
  const form = new FormData()
  for (const [field, value] of Object.entries({ source: 'Tarn Bay Courier', landing: 'draft' })) form.set(field, value)
  form.append('files', new Blob([...articleLines(name, articles)]), `${name}.jsonl`)
  const answer = await someoneAt(address, ada).upload('/imports', form)
  if (answer.status !== 303) throw new Error(`The upload was answered with ${answer.status}: ${answer.text}`)
  return answer.headers.get('location')?.split('/').at(-1) ?? ''
}

async function found(data: string): Promise<string> {
  for (let tries = 0; tries < 200; tries++) {
    const url = await findRunning(data)
    if (url) return url
    await wait(50)
  }
  throw new Error(`No database runs on ${data}.`)
}

async function asked<T>(data: string, ask: (db: Knex) => Promise<T>): Promise<T> {
  for (let tries = 0; ; tries++) {
    const db = connect(await found(data), { pool: 2, patience: 3_000 })
    try {
      return await Promise.race([ask(db), tooLong()])
    } catch (error) {
      if (tries === 100) throw error
      await wait(100)
    } finally {
      // A pool whose server went away in the middle may not find its way to an end.
      await Promise.race([db.destroy(), wait(1_000)])
    }
  }
}

async function tooLong(): Promise<never> {
  await wait(20_000, null, { ref: false })
  throw new Error('The database does not answer.')
}

/** The processes that can be killed: the house itself, its worker, its database server. */
async function pidsOf(app: number, data: string): Promise<{ app: number; worker: number | null; database: number | null }> {
  const { stdout } = await promisify(execFile)('ps', ['-axo', 'pid=,ppid=,args='])
  const worker = stdout
    .split('\n')
    .map((line) => /^\s*(\d+)\s+(\d+)\s+(.*)$/.exec(line) ?? [])
    .find(([, , parent, args = '']) => Number(parent) === app && args.endsWith('main.ts worker'))?.[1]
  const base = (await readFile(join(data, 'WHERE'), 'utf8').catch(() => data)).trim()
  const note = await readFile(join(base, 'postgres/postmaster.pid'), 'utf8').catch(() => '')
  return { app, worker: worker ? Number(worker) : null, database: Number.parseInt(note, 10) || null }
}
