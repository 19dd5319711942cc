import { readFile } from 'node:fs/promises'
import { Readable } from 'node:stream'
import { setTimeout as wait } from 'node:timers/promises'
import { removeFolder, temporaryFolder } from '../cluster.ts'
import { endPrograms } from '../db/program.ts'
import { articleLines } from './articles.ts'
import { type Desk, openDesk } from './newsdesk.ts'

type Grown = { before: number; most: number; grew: number }
type Measured = {
  megabytes: number
  items: number
  web: Grown
  worker: Grown
  seconds: { upload: number; plan: number; run: number }
  slowestPage: number
}

/** Uploads a .jsonl of so many megabytes, plans and runs it, and says by how many MB web and worker grew, and how slow another page was meanwhile. */
export async function large(megabytes: number): Promise<Measured> {
  const folder = await temporaryFolder()
  try {
    const desk = await openDesk(folder)
    await settled(desk)
    const memory = watched(desk)
    const pages = pinged(desk)
    const articles = Math.round((megabytes * 1e6) / 4_180)
    const { id, seconds: upload } = await timed(() => uploaded(desk, articles))
    const { seconds: plan } = await timed(() => until(desk, id, 'planned'))
    await desk.ada().post(`/imports/${id}/run`)
    const { seconds: run } = await timed(() => until(desk, id, 'finished'))
    const items = await desk.asked(async (db) =>
      Number((await db('import_items').where({ import_id: id, outcome: 'created' }).count('* as n').first())?.['n']),
    )
    return { megabytes, items, ...(await memory()), seconds: { upload, plan, run }, slowestPage: await pages() }
  } finally {
    await endPrograms()
    await removeFolder(folder)
  }
}

async function uploaded(desk: Desk, articles: number): Promise<{ id: string }> {
  const boundary = 'a-boundary-of-the-soak'
  const field = (name: string, value: string) => `--${boundary}\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`
  const head = `${field('source', 'Tarn Bay Courier')}${field('landing', 'draft')}--${boundary}\r\nContent-Disposition: form-data; name="files"; filename="large.jsonl"\r\n\r\n`
  function* body(): Generator<Buffer> {
    yield Buffer.from(head)
    for (const line of articleLines('large', articles)) yield Buffer.from(line)
    yield Buffer.from(`\r\n--${boundary}--\r\n`)
  }
  const headers = { 'content-type': `multipart/form-data; boundary=${boundary}`, 'sec-fetch-site': 'same-origin' }
  const streamed = { method: 'POST', headers, body: Readable.toWeb(Readable.from(body())) as never, duplex: 'half' } as RequestInit
  const answer = await desk.ada().ask('/imports', streamed)
  if (answer.status !== 303) throw new Error(`The upload was answered with ${answer.status}: ${answer.text}`)
  return { id: answer.headers.get('location')?.split('/').at(-1) ?? '' }
}

async function until(desk: Desk, id: string, state: string): Promise<void> {
  for (;;) {
    const now = await desk.asked(async (db) => (await db('imports').where({ id }).first('state')).state)
    if (now === state) return
    if (now === 'failed' || now === 'cancelled') throw new Error(`The import is ${now}.`)
    await wait(250)
  }
}

/** After a start the worker is busy with the seed articles for a moment. */
async function settled(desk: Desk): Promise<void> {
  while (!(await desk.pids()).worker) await wait(100)
  await wait(5_000)
}

function watched(desk: Desk): () => Promise<{ web: Grown; worker: Grown }> {
  const seen = { app: [] as number[], worker: [] as number[] }
  let over = false
  const watching = (async () => {
    while (!over) {
      const pids = await desk.pids()
      for (const who of ['app', 'worker'] as const) seen[who].push(await residentOf(pids[who] ?? 0))
      await wait(200)
    }
  })()
  const grown = (sizes: number[]): Grown => {
    const [before = 0] = sizes
    const most = Math.max(...sizes)
    return { before, most, grew: most - before }
  }
  return async () => {
    over = true
    await watching
    return { web: grown(seen.app), worker: grown(seen.worker) }
  }
}

async function residentOf(pid: number): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8').catch(() => '')
  return Math.round(Number(/^VmRSS:\s+(\d+)/m.exec(status)?.[1] ?? 0) / 1024)
}

/** Opens a page of a signed-in person again and again; the slowest in milliseconds. */
function pinged(desk: Desk): () => Promise<number> {
  let slowest = 0
  let over = false
  const someone = desk.ada()
  const pinging = (async () => {
    await someone.get('/articles')
    while (!over) {
      const begun = performance.now()
      await someone.get('/articles')
      slowest = Math.max(slowest, Math.round(performance.now() - begun))
      await wait(200)
    }
  })()
  return async () => {
    over = true
    await pinging
    return slowest
  }
}

async function timed<T>(work: () => Promise<T>): Promise<T & { seconds: number }> {
  const begun = performance.now()
  const done = await work()
  return { ...(done as T & object), seconds: Math.round((performance.now() - begun) / 100) / 10 } as T & { seconds: number }
}
