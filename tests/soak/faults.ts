import { execFileSync } from 'node:child_process'
import { mkdir, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import pg from 'pg'
import { findRunning } from '../../db/embedded-running.ts'
import { removeFolder, temporaryFolder } from '../cluster.ts'
import { endPrograms } from '../db/program.ts'
import { broughtIn, counted, runPlanned, whole } from './kills.ts'
import { type Desk, openDesk } from './newsdesk.ts'

const away = 'The database does not answer just now.'

/** A house in a folder of its own, for one story. */
async function inADesk<T>(story: (desk: Desk) => Promise<T>): Promise<T> {
  const folder = await temporaryFolder()
  try {
    return await story(await openDesk(folder))
  } finally {
    await endPrograms()
    await removeFolder(folder)
  }
}

/** Every connection is cut each half second while an import runs and pages are asked: each answer is the page or a 503 with its sentence. */
export async function cut({ seconds, articles }: { seconds: number; articles: number }) {
  return inADesk(async (desk) => {
    const id = await broughtIn(desk, 'batch1', articles)
    const someone = desk.ada()
    await someone.get('/articles')
    const answers: Record<string, number> = {}
    const cutter = cutting(desk)
    for (const end = performance.now() + seconds * 1_000; performance.now() < end; ) {
      const { status, text } = await someone.get('/articles')
      if (status === 503 && !text.includes(away)) throw new Error(`A 503 without its sentence: ${text}`)
      answers[status] = (answers[status] ?? 0) + 1
      await wait(20)
    }
    const cuts = await cutter()
    const begun = performance.now()
    while ((await someone.get('/articles')).status !== 200) await wait(20)
    const recovered = Math.round(performance.now() - begun)
    await finished(desk, id)
    const count = whole(await counted(desk), 'after the cuts')
    return { cuts, answers, recovered, count, exits: desk.program.child.exitCode }
  })
}

/** Ends every connection of Cleancopy but its own, each half second; says in the end how many. */
function cutting(desk: Desk): () => Promise<number> {
  let over = false
  let cuts = 0
  const work = (async () => {
    while (!over) {
      cuts += await desk.asked(async (db) => {
        const { rows } = await db.raw(
          "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND backend_type = 'client backend' AND pid <> pg_backend_pid()",
        )
        return rows.length
      })
      await wait(500)
    }
  })()
  return async () => {
    over = true
    await work
    return cuts
  }
}

async function finished(desk: Desk, id: string): Promise<void> {
  for (;;) {
    const state = await desk.asked(async (db) => (await db('imports').where({ id }).first('state')).state)
    if (state === 'finished') return
    if (state === 'failed' || state === 'cancelled') throw new Error(`The import is ${state}.`)
    await runPlanned(desk)
    await wait(300)
  }
}

/** Somebody holds a table, so that every connection waits: who comes too late gets a 503 with its sentence, and all is well when the table is free. */
export async function exhausted() {
  return inADesk(async (desk) => {
    const someone = desk.ada()
    await someone.get('/articles')
    const holder = new pg.Client({ connectionString: (await findRunning(desk.data)) ?? '' })
    await holder.connect()
    await holder.query('BEGIN; LOCK TABLE articles IN ACCESS EXCLUSIVE MODE')
    const waiting = Array.from({ length: 30 }, () => someone.get('/articles'))
    await wait(12_000)
    const health = await fetch(`${desk.address}/health/live`)
    await holder.query('COMMIT')
    await holder.end()
    const answers = await Promise.all(waiting)
    const wrong = answers.filter(({ status, text }) => status !== 200 && !(status === 503 && text.includes(away)))
    if (wrong.length > 0) throw new Error(`Answered with ${wrong.map(({ status }) => status)}`)
    const after = await someone.get('/articles')
    return { alive: health.status, refused: answers.filter(({ status }) => status === 503).length, after: after.status }
  })
}

/** Told to end again and again while it imports and saves: it ends with 0 in time, and what it had said was saved, is. */
export async function told({ times, articles }: { times: number; articles: number }) {
  return inADesk(async (desk) => {
    const id = await broughtIn(desk, 'batch1', articles)
    const source = await sourceOf(desk)
    const ends: { code: number | null; seconds: number }[] = []
    let saved = 0
    for (let n = 0; n < times; n++) {
      await runPlanned(desk)
      const someone = desk.ada()
      const saving = Array.from({ length: 5 }, (_, i) =>
        someone.post('/articles', written(source, n * 10 + i)).then(
          ({ status }) => (status === 303 ? 1 : 0),
          () => 0,
        ),
      )
      await wait(100 + ((n * 137) % 900))
      const begun = performance.now()
      desk.program.child.kill('SIGTERM')
      const { code } = await desk.program.ended
      ends.push({ code, seconds: Math.round((performance.now() - begun) / 100) / 10 })
      saved += (await Promise.all(saving)).reduce<number>((sum, one) => sum + one, 0)
      await desk.begin()
    }
    await finished(desk, id)
    const count = whole(await counted(desk), 'after the signals')
    const there = await desk.asked(async (db) =>
      Number((await db('revisions').whereLike('title', 'Saved at the last moment %').countDistinct('title as n').first())?.['n']),
    )
    if (there < saved) throw new Error(`${saved} saves were answered with yes, ${there} are there.`)
    return { ends, slowest: Math.max(...ends.map(({ seconds }) => seconds)), saved, there, count }
  })
}

async function sourceOf(desk: Desk): Promise<string> {
  return desk.asked(async (db) => (await db('sources').where({ name: 'Tarn Bay Courier' }).first('id')).id)
}

function written(source: string, n: number): Record<string, string> {
  return {
    source,
    title: `Saved at the last moment ${n}`,
    text: `The lamp went out at ${n} past five.\n\nNobody had touched it.`,
  }
}

/** The disk of the database fills up while an import runs: 503 or an answer, nothing half-written, and all goes on when there is room, without a restart. Root only. */
export async function full({ megabytes, articles }: { megabytes: number; articles: number }) {
  const disk = join('/tmp', `cleancopy-small-disk-${process.pid}`)
  const folder = await temporaryFolder()
  await mkdir(disk)
  execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${megabytes}m,mode=755`, 'tmpfs', disk])
  try {
    await writeFile(join(folder, 'WHERE'), `${disk}\n`)
    const desk = await openDesk(folder)
    const id = await broughtIn(desk, 'batch1', articles)
    const someone = desk.ada()
    const source = await sourceOf(desk)
    await someone.get('/articles')
    const ballast = join(disk, 'ballast')
    const answers: Record<string, number> = {}
    const free = () => Number(execFileSync('df', ['--output=avail', '-B1', disk]).toString().split('\n')[1])
    await runPlanned(desk)
    for (let n = 0; n < 25; n++) {
      if (free() > 64 * 1024) await writeFile(`${ballast}-${n}`, Buffer.alloc(free())).catch(() => {})
      const { status, text } = await someone.post('/articles', written(source, n)).catch(() => ({ status: 0, text: '' }))
      if (status === 503 && !text.includes(away)) throw new Error(`A 503 without its sentence: ${text}`)
      answers[status] = (answers[status] ?? 0) + 1
      await wait(400)
    }
    execFileSync('sh', ['-c', `rm -f ${ballast}-*`])
    const begun = performance.now()
    while ((await someone.get('/articles').catch(() => ({ status: 0 }))).status !== 200) await wait(50)
    const recovered = Math.round(performance.now() - begun)
    await finished(desk, id)
    const count = whole(await counted(desk), 'after the full disk')
    return { answers, recovered, count, exits: desk.program.child.exitCode }
  } finally {
    await endPrograms()
    await removeFolder(folder).catch(() => {})
    execFileSync('umount', ['-l', disk])
    await rm(disk, { recursive: true, force: true })
  }
}
