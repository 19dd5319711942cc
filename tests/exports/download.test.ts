import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import express from 'express'
import { download } from '../../server/web/download.ts'

let server: Server
let url: string
let text: AsyncIterable<string> | Iterable<string>
let name: string

beforeAll(async () => {
  const app = express()
  app.get('/', async (_req, res) => download(res, { name, type: 'text/plain; charset=utf-8', text }))
  app.use(((_error, _req, res, next) => (res.headersSent ? next(_error) : res.sendStatus(500))) satisfies express.ErrorRequestHandler)
  server = createServer(app.set('env', 'test'))
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`
})
afterAll(async () => {
  await new Promise((done) => server.close(done))
})
beforeEach(() => {
  text = ['words']
  name = 'words.txt'
})

test.each([
  ['ferry.txt', 'ferry.txt'],
  ['../../etc/passwd.txt', 'etc-passwd.txt'],
  ['a\r\nX-Evil: 1.txt', 'a-X-Evil- 1.txt'],
  ['"; filename="evil.exe.txt', '; filename=-evil.exe.txt'],
  ['\u202egnp.exe.json', 'gnp.exe.json'],
  ['.hidden.txt', 'hidden.txt'],
  ['con.txt', 'cleancopycon.txt'],
  ['.txt', 'cleancopy.txt'],
  ['été 100%.txt', 'été 100%.txt'],
  ['افتتاح.txt', 'افتتاح.txt'],
  [`${'x'.repeat(500)}.txt`, `${'x'.repeat(60)}.txt`],
])('the name %j reaches the other side as %j', async (given, arrives) => {
  name = given
  const { headers } = await fetch(url)
  expect(headers.get('x-evil')).toBeNull()
  expect(nameIn(headers.get('content-disposition') ?? '')).toBe(arrives)
})

test('the text arrives as it is', async () => {
  text = ['\ufeffa\r\n', '', 'é\n']
  const answer = await fetch(url)
  expect(Buffer.from(await answer.arrayBuffer())).toEqual(Buffer.from('\ufeffa\r\né\n'))
})

test('a download that fails in the middle does not look whole', async () => {
  text = broken()
  const answer = await fetch(url)
  expect(answer.status).toBe(200)
  await expect(answer.text()).rejects.toThrow('terminated')
})

async function* broken(): AsyncGenerator<string> {
  yield 'half a '.repeat(50_000)
  throw new Error('The database is away.')
}

// As RFC 6266 says: the extended name wins, a quoted one is unescaped.
function nameIn(disposition: string): string {
  const extended = /filename\*=UTF-8''([^;]+)/.exec(disposition)?.[1]
  if (extended) return decodeURIComponent(extended)
  const quoted = /filename="((?:[^"\\]|\\.)*)"/.exec(disposition)?.[1]
  return quoted?.replaceAll(/\\(.)/g, '$1') ?? /filename=([^;]+)/.exec(disposition)?.[1] ?? ''
}
