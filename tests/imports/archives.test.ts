import { randomBytes } from 'node:crypto'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { findArticle } from '../../server/articles/queries.ts'
import { type Received, receiveFiles } from '../../server/imports/receive-files.ts'
import { spoolUpload } from '../../server/imports/spool-upload.ts'
import { spooledFile } from '../../server/imports/spooled-file.ts'
import { ada, openSite, type Site } from '../cast.ts'
import { bring, itemsOf, lines, plan, run, story } from './bring.ts'
import { stored, zipped } from './zip-maker.ts'

let site: Site
beforeAll(async () => {
  site = await openSite()
})
afterAll(() => site.close())

test('what comes in an archive or a list is kept as that entry, and every page says where it stood', async () => {
  const files = {
    'batch.zip': zipped([
      { name: 'north/the-old-ferry.txt', content: story('old ferry') },
      stored('more/kilns.json', JSON.stringify([{ text: story('first kiln') }, { text: story('second kiln') }])),
      { name: 'photo.jpg', content: 'x' },
    ]),
    'list.json': JSON.stringify([{ text: story('weir') }, { text: story('second kiln'), title: 'Again' }]),
  }
  const id = await plan(site.db, files)
  await run(site.db, id)
  const items = await itemsOf(site.db, id)
  expect(items).toMatchObject([
    { file: 'batch.zip', entry: 'north/the-old-ferry.txt', line: null, outcome: 'created', title: 'The old ferry' },
    { file: 'batch.zip', entry: 'more/kilns.json', line: 1, outcome: 'created' },
    { file: 'batch.zip', entry: 'more/kilns.json', line: 2, outcome: 'created' },
    {
      file: 'batch.zip',
      entry: 'photo.jpg',
      line: null,
      outcome: 'failed',
      reason: expect.stringMatching(/^“batch.zip › photo.jpg” is not one/),
    },
    { file: 'list.json', entry: null, line: 1, outcome: 'created' },
    { outcome: 'duplicate', reason: 'The same text came just before, as entry 2 of “batch.zip › more/kilns.json”.' },
  ])
  expect(items.map(({ planned }) => planned)).toEqual(items.map(({ outcome }) => outcome))
  const original = await originalOf(items[2]?.article_id)
  expect(original).toMatchObject({ file: 'batch.zip', entry: 'more/kilns.json', line: 2 })
  expect(original.bytes.toString()).toBe(JSON.stringify({ text: story('second kiln') }))
  expect((await originalOf(items[0]?.article_id)).bytes.toString()).toBe(story('old ferry'))
  const report = await site.as(ada).get(`/imports/${id}`)
  expect(report.text).toContain('<bdi>batch.zip</bdi> › <bdi>more/kilns.json</bdi> <bdi>· entry 2</bdi>')
  const galley = await site.as(ada).get(`/articles/${items[2]?.article_id}?view=original`)
  expect(galley.text).toContain('From <bdi>batch.zip</bdi> › <bdi>more/kilns.json</bdi>, entry 2.')
})

test('in an archive the name of the file in it identifies, whatever its folder and its archive are called', async () => {
  const named = { names_identify: true }
  const [first] = await bring(site.db, { 'monday.zip': zipped([{ name: 'a/tide.txt', content: story('tide') }]) }, named)
  const [again] = await bring(site.db, { 'tuesday.zip': zipped([{ name: 'b/tide.txt', content: story('second tide') }]) }, named)
  expect(again).toMatchObject({ outcome: 'updated', article_id: first?.article_id })
  const [alone] = await bring(site.db, { 'tide.txt': story('third tide') }, named)
  expect(alone).toMatchObject({ outcome: 'updated', article_id: first?.article_id })
})

test('an article alone in a .json is known by the name of its file, those of a list are not', async () => {
  const named = { names_identify: true }
  const [first] = await bring(site.db, { 'gale.json': lines({ text: story('gale') }) }, named)
  expect((await bring(site.db, { 'gale.json': lines({ text: story('next gale') }) }, named))[0]).toMatchObject({
    outcome: 'updated',
    article_id: first?.article_id,
  })
  const [listed] = await bring(site.db, { 'gale.json': JSON.stringify([{ text: story('listed gale') }]) }, named)
  expect(listed).toMatchObject({ outcome: 'created' })
})

test('any part of a spooled file is read from its rows as it came in', async () => {
  const bytes = randomBytes(7 * 1024 * 1024 + 13)
  await spoolUpload(site.db, 'large.zip', inOne(bytes))
  const upload = await site.db('uploads').where({ name: 'large.zip' }).first()
  let seen = 0
  const file = spooledFile(site.db, upload, (read) => {
    seen += read
  })
  expect(file.size).toBe(bytes.length)
  const mb = 1024 * 1024
  for (const [from, to] of [
    [0, 0],
    [0, 1],
    [mb - 1, mb + 1],
    [mb, 2 * mb],
    [100, 5 * mb + 7],
    [7 * mb, 7 * mb + 13],
    [0, bytes.length],
  ] as const)
    expect([from, to, (await file.part(from, to)).equals(bytes.subarray(from, to))]).toEqual([from, to, true])
  let at = 0
  for await (const piece of file.bytes) at += Number(piece.equals(bytes.subarray(at, at + piece.length))) * piece.length
  expect([at, seen]).toEqual([bytes.length, bytes.length])
})

test('an archive of many megabytes is read by its rows, and comes out the same when it is read again', async () => {
  const noise = Array.from({ length: 30 }, (_, n) => stored(`noise ${n}.jpg`, randomBytes(100_000)))
  const texts = Array.from({ length: 30 }, (_, n) => stored(`story-${n}.txt`, story(`number ${n}`)))
  const archive = zipped(noise.flatMap((one, n) => [one, texts[n] ?? one]))
  expect(archive.length).toBeGreaterThan(2 * 1024 * 1024)
  const first = await bring(site.db, { 'mixed.zip': archive })
  expect(first.map(({ outcome }) => outcome)).toEqual(noise.flatMap(() => ['failed', 'created']))
  const again = await bring(site.db, { 'mixed.zip': archive })
  expect(again.map(({ outcome }) => outcome)).toEqual(noise.flatMap(() => ['failed', 'unchanged']))
  expect(again.map(({ entry }) => entry)).toEqual(first.map(({ entry }) => entry))
})

test('the page says how large a file may be, and a larger one is refused in those words', async () => {
  expect((await site.as(ada).get('/imports/new')).text).toContain('up to 512 MB a file')
  const form = new FormData()
  form.append('files', new Blob([story('small')]), 'small.txt')
  form.append('files', new Blob([Buffer.alloc(5000, 'word ')]), 'large.txt')
  const before = await site.db('uploads').count()
  expect(await received(form, 4096)).toEqual({
    uploads: [],
    refused: '“large.txt” is larger than 4 KB, the most that one file may have. Import it in parts.',
  })
  expect(await site.db('uploads').count()).toEqual(before)
})

test('so are files that are too large together, each of which is not', async () => {
  const form = new FormData()
  for (const name of ['one.txt', 'two.txt', 'three.txt']) form.append('files', new Blob([Buffer.alloc(4000, 'word ')]), name)
  const before = await site.db('uploads').count()
  expect(await received(form, 4096, 10 * 1024)).toEqual({
    uploads: [],
    refused: 'These files are larger than 10 KB together, the most of one upload. Choose fewer, and import the others next.',
  })
  expect(await site.db('uploads').count()).toEqual(before)
  expect(await received(form, 4096, 12 * 1024)).toMatchObject({ uploads: { length: 3 }, refused: null })
})

/** What a form brings where a file, and all together, may have only so many bytes. */
async function received(form: FormData, most: number, all?: number): Promise<Received> {
  const receive = receiveFiles(site.db, most, all)
  const server = createServer(async (req, res) => res.end(JSON.stringify(await receive(req as never, res as never))))
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  try {
    const answer = await fetch(`http://127.0.0.1:${(server.address() as AddressInfo).port}`, { method: 'POST', body: form })
    return (await answer.json()) as Received
  } finally {
    server.close()
  }
}

async function originalOf(article_id: string | null | undefined) {
  const { original_id } = await findArticle(site.db, article_id ?? '')
  return site.db('originals').join('blobs', 'sha256', 'blob_sha256').where({ id: original_id }).first()
}

async function* inOne(bytes: Buffer): AsyncGenerator<Buffer> {
  yield bytes
}
