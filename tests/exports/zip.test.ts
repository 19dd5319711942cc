import { createHash } from 'node:crypto'
import { setTimeout as wait } from 'node:timers/promises'
import type { Knex } from 'knex'
import { fromBufferPromise } from 'yauzl'
import { formatNames, formatOf } from '../../server/exports/formats.ts'
import { makeExport } from '../../server/exports/make-export.ts'
import { ada, grace, openSite, type Site } from '../cast.ts'
import { manyPublished, published, sourceNamed, withdraw } from './live.ts'

let site: Site
let db: Knex
beforeAll(async () => {
  site = await openSite()
  db = site.db
  const courier = await sourceNamed(db, 'Coast Courier')
  await published(db, courier, { title: 'One', text: 'One.\r\n' })
  await published(db, courier, { title: 'افتتاح مكتبة', text: 'Two.' })
  await published(db, courier, { title: 'Con', text: 'Three.\n' })
})
afterAll(() => site.close())

test.each(formatNames)('a .zip of %s says in its manifest what it holds, and asked for again is the same to the byte', async (name) => {
  const bytes = await zipOf(name)
  const files = await filesIn(bytes)
  const paths = files.map(({ path }) => path)
  expect(paths).toEqual(paths.toSorted())
  expect(paths.map((path) => path.replace(/^[0-9]{10}/, ''))).toEqual([
    `-one.${name}`,
    `-افتتاح-مكتبة.${name}`,
    `-con.${name}`,
    'manifest.json',
  ])
  const manifest = JSON.parse(files.at(-1)?.content.toString() ?? '')
  expect(manifest).toMatchObject({ format: name, by: 'Ada Lovell', filter: { language: 'en' }, count: 3 })
  const listed = files.slice(0, -1).map(({ path, content }) => ({ path, sha256: sha256(content), bytes: content.length }))
  expect(manifest.files).toEqual(listed)
  await wait(5)
  expect(sha256(await zipOf(name))).toBe(sha256(bytes))
})

test('what happened to other articles meanwhile changes no byte of it', async () => {
  const before = await zipOf('txt')
  const other = await published(db, await sourceNamed(db, 'Le Fanal'), { title: 'Autre', language: 'fr' })
  await withdraw(db, other)
  expect(sha256(await zipOf('txt'))).toBe(sha256(before))
})

test('over the page it arrives as one file, and a single article as Markdown', async () => {
  const { status, headers, bytes } = await site.as(grace).post('/exports', { format: 'md', zip: 'on' })
  expect([status, headers.get('content-type')]).toEqual([200, 'application/zip'])
  expect(headers.get('content-disposition')).toMatch(/^attachment; filename=cleancopy-\d{4}-\d\d-\d\d\.zip$/)
  expect((await filesIn(bytes)).at(-1)?.content.toString()).toContain('"by": "Grace Okafor"')
  expect((await site.as(grace).get('/exports')).text).toContain('exported 3 articles as Markdown, zipped')
})

test('who takes it slowly does not make it pile up, and who goes away is recorded', async () => {
  await manyPublished(db, await sourceNamed(db, 'Metro Daily'), 1000)
  const taken = await makeExport(db, { filter: {}, format: formatOf('html'), isZipped: true, by: ada })
  const chunks = taken?.[Symbol.asyncIterator]()
  await chunks?.next()
  await wait(100)
  await chunks?.return?.()
  const { says, details } = await db('events').where({ stream: 'exports' }).orderBy('number', 'desc').first()
  expect(says).toBe('export broken off')
  expect(details.count).toBeLessThan(300)
})

async function zipOf(format: string): Promise<Buffer> {
  const chunks = await makeExport(db, { filter: { language: 'en' }, format: formatOf(format), isZipped: true, by: ada })
  return Buffer.concat((await Array.fromAsync(chunks ?? [])) as Uint8Array[])
}

async function filesIn(bytes: Buffer): Promise<{ path: string; content: Buffer }[]> {
  const zip = await fromBufferPromise(bytes)
  const files = []
  for await (const entry of zip.eachEntry()) {
    const stream = await zip.openReadStreamPromise(entry)
    files.push({ path: entry.fileName, content: Buffer.concat(await stream.toArray()) })
  }
  return files
}

function sha256(bytes: Buffer): string {
  return createHash('sha256').update(bytes).digest('hex')
}
