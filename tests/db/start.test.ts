import { once } from 'node:events'
import { readFile, writeFile } from 'node:fs/promises'
import { type AddressInfo, createServer, connect as dial, type Socket } from 'node:net'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import type { Knex } from 'knex'
import { connect } from '../../db/connect.ts'
import { removeFolder, temporaryFolder } from '../cluster.ts'
import { freshDatabase } from '../database.ts'
import { endPrograms, startProgram } from './program.ts'

let folder: string

beforeAll(async () => {
  folder = await temporaryFolder()
})

afterEach(async () => {
  await endPrograms()
})

afterAll(async () => {
  await removeFolder(folder)
})

test('the first start makes the database, brings the seed articles and prints the link of the first administrator; SIGTERM ends it', async () => {
  const program = startProgram({ DATA: folder })
  const address = await program.address
  expect((await fetch(`${address}/health/ready`)).status).toBe(200)
  program.child.kill('SIGTERM')
  const { code, out, errors } = await program.ended
  expect({ code, errors }).toEqual({ code: 0, errors: '' })
  expect(out).toMatch(
    /^Cleancopy is at http:\/\/127\.0\.0\.1:\d+\nNobody can sign in yet\. .*: http:\/\/127\.0\.0\.1:\d+\/welcome\/[\w-]{43}\n$/,
  )
})

test('a later start keeps the articles and brings no more', async () => {
  const before = await articles()
  expect(before.length).toBeGreaterThanOrEqual(6)
  const program = startProgram({ DATA: folder })
  const address = await program.address
  expect(await articles()).toEqual(before)
  // Where it is now, for the links that the command line prints.
  expect(await inTheHouse((db) => db('settings').where({ key: 'address' }).pluck('value'))).toEqual([address])
})

test('a second start on the same data folder says so and ends, and the first goes on', async () => {
  const first = startProgram({ DATA: folder })
  const address = await first.address
  expect(await startProgram({ DATA: folder }).ended).toEqual({
    code: 1,
    out: '',
    errors: expect.stringMatching(/^Another Cleancopy is running on the data folder \S+\. Stop it first, or give this one .*\n$/),
  })
  expect((await fetch(`${address}/health/ready`)).status).toBe(200)
})

test('after a kill the next start works, and nothing is lost', async () => {
  const first = startProgram({ DATA: folder })
  await first.address
  const before = await articles()
  first.child.kill('SIGKILL')
  await first.ended
  const second = startProgram({ DATA: folder })
  expect((await fetch(`${await second.address}/health/ready`)).status).toBe(200)
  expect(await articles()).toEqual(before)
})

test('a data folder that cannot be written, a port that is taken and an address of another machine are told in one sentence', async () => {
  const file = join(folder, 'a-file')
  await writeFile(file, '')
  expect(await startProgram({ DATA: file }).ended).toMatchObject({
    code: 1,
    errors: oneSentence(`Cleancopy cannot write to ${file} (EEXIST).`),
  })

  const other = createServer().listen(0, '127.0.0.1')
  await once(other, 'listening')
  const { port } = other.address() as AddressInfo
  const taken = await startProgram({ DATA: folder, PORT: String(port) }).ended
  expect(taken).toMatchObject({ code: 1, errors: oneSentence(`Port ${port} is taken by another program.`) })
  other.close()

  const elsewhere = await startProgram({ DATA: folder, HOST: '192.0.2.1' }).ended
  expect(elsewhere).toMatchObject({ code: 1, errors: oneSentence('Cleancopy cannot listen on 192.0.2.1, port 0 (EADDRNOTAVAIL):') })
})

test('a DATABASE_URL that cannot be used is told in one sentence, without its password', async () => {
  const { url, drop } = await freshDatabase()
  const { host } = new URL(url)
  const wrong = [
    'postgres://ada:lovelace@127.0.0.1:1/desk',
    changed(url, { username: 'nobody' }),
    changed(url, { pathname: '/no_such_database' }),
  ]
  const [unreachable, unknown, missing] = await Promise.all(wrong.map((DATABASE_URL) => startProgram({ DATABASE_URL }).ended))
  expect(unreachable).toMatchObject({ code: 1, errors: oneSentence('The database server at 127.0.0.1:1 does not answer (ECONNREFUSED).') })
  expect(unreachable?.errors).not.toContain('lovelace')
  expect(unknown).toMatchObject({ code: 1, errors: oneSentence(`The database server at ${host} refuses the user "nobody"`) })
  expect(missing).toMatchObject({ code: 1, errors: oneSentence(`The database server at ${host} has no database "no_such_database".`) })
  await drop()
})

test('a database that is newer than the code is told in one sentence', async () => {
  const { db, url, drop } = await freshDatabase()
  await db('knex_migrations').insert({ name: '9999-from-tomorrow', batch: 9, migration_time: new Date() })
  const { code, errors } = await startProgram({ DATABASE_URL: url }).ended
  expect({ code, errors }).toEqual({ code: 1, errors: oneSentence('This database was last used by a newer Cleancopy') })
  await drop()
})

test('every wrong word of the environment is told in a sentence of its own', async () => {
  const wrong = {
    PORT: '99999',
    PUBLIC_URL: 'desk',
    DATABASE_URL: 'mysql://x',
    TRUST_PROXY: 'true',
    SESSION_SECRET: 'short',
    HOST: 'a b',
    LOG_LEVEL: 'loud',
  }
  const { code, errors } = await startProgram(wrong).ended
  expect(code).toBe(1)
  expect(
    errors
      .trim()
      .split('\n')
      .map((line) => line.split(' ')[0])
      .toSorted(),
  ).toEqual(Object.keys(wrong).toSorted())
})

test('at SIGTERM a request that has begun is finished, and no new one is taken', async () => {
  const program = startProgram({ DATA: folder })
  const socket = await halfRequest(await program.address)
  program.child.kill('SIGTERM')
  await wait(300)
  await expect(fetch(await program.address)).rejects.toThrow()
  socket.write('ada')
  const [answer] = await once(socket, 'data')
  expect(String(answer)).toMatch(/^HTTP\/1\.1 \d{3} /)
  expect(await program.ended).toMatchObject({ code: 0, errors: '' })
})

test('a second signal ends it at once', async () => {
  const program = startProgram({ DATA: folder })
  const socket = await halfRequest(await program.address)
  socket.on('error', () => {})
  program.child.kill('SIGTERM')
  await wait(300)
  const asked = performance.now()
  program.child.kill('SIGTERM')
  expect((await program.ended).code).toBe(1)
  expect(performance.now() - asked).toBeLessThan(2_000)
})

test('while the database is away pages answer 503 with a sentence, and work again without a restart', async () => {
  const { url, drop } = await freshDatabase()
  const wire = await wireTo(url)
  const address = await startProgram({ DATABASE_URL: wire.url }).address
  const ask = async () => {
    const answer = await fetch(`${address}/welcome/of-nobody`)
    return { status: answer.status, page: await answer.text() }
  }
  const before = await ask()
  expect(before.status).toBeLessThan(500)
  await wire.cut()
  expect(await ask()).toEqual({ status: 503, page: expect.stringContaining('The database does not answer just now.') })
  expect((await fetch(`${address}/health/live`)).status).toBe(200)
  expect((await fetch(`${address}/health/ready`)).status).toBe(503)
  await wire.mend()
  expect((await ask()).status).toBe(before.status)
  await endPrograms()
  await wire.cut()
  await drop()
})

function changed(url: string, parts: { username?: string; pathname?: string }): string {
  return Object.assign(new URL(url), parts).href
}

// A sentence or two on one line, and neither a stack nor anything else.
function oneSentence(start: string) {
  return expect.stringMatching(new RegExp(`^${RegExp.escape(start)}[^\\n]*[.;]\\n$`))
}

/** The articles in the data folder, asked of whatever server runs there. */
function articles(): Promise<{ id: string }[]> {
  return inTheHouse((db) => db('articles').orderBy('id').select('id', 'head_sha256'))
}

async function inTheHouse<T>(ask: (db: Knex) => Promise<T>): Promise<T> {
  const base = (await readFile(join(folder, 'WHERE'), 'utf8').catch(() => folder)).trim()
  const running = await readFile(join(base, 'postgres/postmaster.pid'), 'utf8').catch(() => '')
  const program = running ? undefined : startProgram({ DATA: folder })
  await program?.address
  const password = await readFile(join(base, 'password'), 'utf8')
  const db = connect(`postgres://cleancopy:${password}@localhost:5432/cleancopy?host=${encodeURIComponent(join(base, 'run'))}`)
  const found = await ask(db)
  await db.destroy()
  program?.child.kill('SIGTERM')
  await program?.ended
  return found
}

/** A form of which the last three letters have not come yet. */
async function halfRequest(address: string): Promise<Socket> {
  const { hostname, port } = new URL(address)
  const socket = dial(Number(port), hostname)
  await once(socket, 'connect')
  const head = `POST /sign-in HTTP/1.1\r\nHost: ${hostname}:${port}\r\nContent-Type: application/x-www-form-urlencoded\r\n`
  socket.write(`${head}Content-Length: 9\r\n\r\nemail=`)
  await wait(200)
  return socket
}

/** A wire to a database that can be cut and mended. */
async function wireTo(url: string) {
  const { hostname, port, searchParams } = new URL(url)
  const host = searchParams.get('host')
  const ends = new Set<Socket>()
  const server = createServer((near) => {
    const far = host ? dial(`${host}/.s.PGSQL.${port || 5432}`) : dial(Number(port || 5432), hostname)
    for (const end of [near, far]) {
      ends.add(end)
      end.on('error', () => {}).on('close', () => ends.delete(end))
    }
    near.pipe(far).pipe(near)
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const own = (server.address() as AddressInfo).port
  const cut = async () => {
    server.close()
    for (const end of ends) end.destroy()
  }
  const mend = async () => {
    server.listen(own, '127.0.0.1')
    await once(server, 'listening')
  }
  const { username, password, pathname } = new URL(url)
  return { url: `postgres://${username}:${password}@127.0.0.1:${own}${pathname}`, cut, mend }
}
