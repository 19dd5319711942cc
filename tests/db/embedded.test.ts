import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { mkdir, readFile, realpath, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import type { Knex } from 'knex'
import { connect } from '../../db/connect.ts'
import { type Embedded, openEmbedded } from '../../db/embedded.ts'
import { removeFolder, temporaryFolder } from '../cluster.ts'

let folder: string
let base: string

beforeAll(async () => {
  folder = await newFolder()
  const { url, isNew, close } = await openEmbedded(folder, { safe: false })
  base = (await readFile(join(folder, 'WHERE'), 'utf8').catch(() => folder)).trim()
  expect(isNew).toBe(true)
  await asking(url, (db) => db.schema.createTable('notes', (table) => table.text('says')))
  await close()
})

afterEach(async () => {
  for (const child of children.splice(0)) await kill(child)
  for (const { close } of open.splice(0)) await close()
})

afterAll(async () => {
  for (const each of folders) await removeFolder(each)
})

const folders: string[] = []

const open: Embedded[] = []
const children: ChildProcess[] = []

test('the database is UTF-8, folds É, listens on no port and takes nobody without the password', async () => {
  const { url, isNew } = await opening()
  expect(isNew).toBe(false)
  const facts = `SELECT current_setting('server_encoding') AS encoding, lower('É') AS folded, current_setting('listen_addresses') AS listens,
                        (SELECT rolsuper FROM pg_roles WHERE rolname = current_user) AS super`
  expect(await asking(url, async (db) => (await db.raw(facts)).rows)).toEqual([
    { encoding: 'UTF8', folded: 'é', listens: '', super: false },
  ])
  const stranger = url.replace(/:[0-9a-f]{48}@/, ':guessed@')
  await expect(asking(stranger, (db) => db.raw('SELECT 1'))).rejects.toMatchObject({ code: '28P01' })
})

test('without a word to the contrary, every commit is on the disk before it is confirmed', async () => {
  const { url } = await opening({ safe: true })
  const settings = "SELECT current_setting('fsync') || current_setting('synchronous_commit') || current_setting('full_page_writes') AS safe"
  expect(await asking(url, async (db) => (await db.raw(settings)).rows)).toEqual([{ safe: 'ononon' }])
})

test('a second one on the same folder is refused, in this process and in another, and the first goes on', async () => {
  const { url } = await opening()
  const refusal = `Another Cleancopy is running on the data folder ${await realpath(folder)}. Stop it first, or give this one a folder of its own: DATA=/some/folder npm start.`
  await expect(openEmbedded(folder)).rejects.toThrow(refusal)
  const second = await keeper().outcome
  expect(second).toMatchObject({ url: undefined, errors: expect.stringContaining(refusal) })
  expect(await asking(url, (db) => db('notes'))).toEqual([])
})

test('a folder that names the same place is refused as well', async () => {
  await opening()
  const copy = await newFolder()
  await writeFile(join(copy, 'WHERE'), base)
  await expect(openEmbedded(copy)).rejects.toThrow(`Another Cleancopy is running on the data folder ${base}.`)
})

test('after a kill of Cleancopy the next start stops the server that was left and has what was committed', async () => {
  const first = await keeper().opened
  await asking(first.url, (db) => db('notes').insert({ says: 'before the kill of Cleancopy' }))
  const left = await serverPid()
  await kill(first.child)
  expect(await isRunning(left)).toBe(true)

  const { url } = await opening()
  expect(await isRunning(left)).toBe(false)
  expect(await asking(url, (db) => db('notes').pluck('says'))).toContain('before the kill of Cleancopy')
})

test('after a kill of Cleancopy and its server the next start has what was committed', async () => {
  const first = await keeper().opened
  await asking(first.url, (db) => db('notes').insert({ says: 'before the kill of both' }))
  const left = await serverPid()
  await kill(first.child)
  process.kill(left, 'SIGKILL')

  const { url } = await opening()
  expect(await asking(url, (db) => db('notes').pluck('says'))).toContain('before the kill of both')
})

test('a process that was given the number of a dead server is not taken for it, and left alone', async () => {
  const bystander = spawn('sleep', ['60'])
  children.push(bystander)
  const first = await keeper().opened
  const left = await serverPid()
  await kill(first.child)
  process.kill(left, 'SIGKILL')
  const noted = await readFile(join(base, 'postgres/postmaster.pid'), 'utf8')
  await writeFile(join(base, 'postgres/postmaster.pid'), noted.replace(/^\d+/, String(bystander.pid)))

  const { url } = await opening()
  expect(await asking(url, async (db) => (await db.raw('SELECT 1 AS one')).rows)).toEqual([{ one: 1 }])
  expect(bystander.exitCode).toBe(null)
})

test('a server that dies comes back by itself, and the same pool goes on', async () => {
  const { url } = await opening({ safe: true })
  await asking(url, async (db) => {
    await db('notes').insert({ says: 'before the death of the server' })
    const dead = await serverPid()
    process.kill(dead, 'SIGKILL')
    const answers = async () =>
      (await serverPid()) !== dead &&
      (await db('notes')
        .pluck('says')
        .catch(() => null))
    for (let tries = 0; tries < 200 && !(await answers()); tries++) await wait(50)
    expect(await answers()).toContain('before the death of the server')
  })
})

test('the server ends with a process that forgets to close it', async () => {
  const script = `const { openEmbedded } = await import(${JSON.stringify(join(import.meta.dirname, '../../db/embedded.ts'))})
                  await openEmbedded(${JSON.stringify(folder)}, { safe: false })
                  process.exit(3)`
  const child = spawn(process.execPath, ['--input-type=module', '-e', script])
  expect((await once(child, 'exit'))[0]).toBe(3)
  for (let tries = 0; tries < 100 && (await serverPid()); tries++) await wait(50)
  expect(await serverPid()).toBe(0)
})

test('a folder of another PostgreSQL is refused with the way over', async () => {
  const other = await newFolder()
  await mkdir(join(other, 'postgres'))
  await writeFile(join(other, 'postgres/PG_VERSION'), '17\n')
  await expect(openEmbedded(other)).rejects.toThrow(
    /was made by PostgreSQL 17; this Cleancopy brings PostgreSQL 18\. Run "npm run cli -- backup/,
  )
})

test('a data folder that is a file, or whose data are elsewhere and gone, is refused in a sentence', async () => {
  const other = await newFolder()
  await writeFile(join(other, 'data'), '')
  await expect(openEmbedded(join(other, 'data'))).rejects.toThrow(
    /^Cleancopy cannot write to .*\/data \(EEXIST\)\. Make it a folder that you may write to/,
  )
  await writeFile(join(other, 'WHERE'), '/nowhere/at/all\n')
  await expect(openEmbedded(other)).rejects.toThrow(/says that the data is in \/nowhere\/at\/all, which is not there or not open to you\./)
})

async function newFolder(): Promise<string> {
  const path = await temporaryFolder()
  folders.push(path)
  return path
}

async function opening({ safe = false } = {}): Promise<Embedded> {
  const embedded = await openEmbedded(folder, { safe })
  open.push(embedded)
  return embedded
}

function keeper() {
  const child = spawn(process.execPath, [join(import.meta.dirname, 'keeper.ts'), folder])
  children.push(child)
  const said = new Promise<string | undefined>((resolve) => {
    child.stdout.once('data', (url) => resolve(String(url).trim()))
    child.once('exit', () => resolve(undefined))
  })
  let errors = ''
  child.stderr.on('data', (text) => {
    errors += text
  })
  const outcome = said.then((url) => ({ child, url, errors }))
  const opened = outcome.then(({ url }) => {
    if (!url) throw new Error(errors)
    return { child, url }
  })
  opened.catch(() => {})
  return { outcome, opened }
}

async function kill(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const gone = once(child, 'exit')
  child.kill('SIGKILL')
  await gone
}

async function serverPid(): Promise<number> {
  return Number.parseInt(await readFile(join(base, 'postgres/postmaster.pid'), 'utf8').catch(() => '0'), 10)
}

// A process that has ended stays in the list until its parent, the first process of the machine, has asked how.
async function isRunning(pid: number): Promise<boolean> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8').catch(() => null)
  if (status !== null) return !/^State:\s+Z/m.test(status)
  return !existsSync('/proc/self') && process.kill(pid, 0)
}

async function asking<T>(url: string, ask: (db: Knex) => Promise<T> | PromiseLike<T>): Promise<T> {
  const db = connect(url, { pool: 2 })
  try {
    return await ask(db)
  } finally {
    await db.destroy()
  }
}
