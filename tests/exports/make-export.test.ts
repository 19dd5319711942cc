import { setTimeout as pause } from 'node:timers/promises'
import type { Knex } from 'knex'
import { formatOf } from '../../server/exports/formats.ts'
import { makeExport } from '../../server/exports/make-export.ts'
import { type ExportFilter, findReleased } from '../../server/exports/queries.ts'
import { tagArticle } from '../../server/tags/tag-article.ts'
import { ada, cast, grace, tomas } from '../cast.ts'
import { type FreshDatabase, freshDatabase } from '../database.ts'
import { drafted, manyPublished, published, sourceNamed, withdraw } from './live.ts'

let fresh: FreshDatabase
let db: Knex

beforeEach(async () => {
  fresh = await freshDatabase()
  db = fresh.db
  await cast(db)
})
afterEach(() => fresh.drop())

test('two thousand releases leave in the order of their export numbers, each a valid line, none twice', async () => {
  await manyPublished(db, await sourceNamed(db, 'Coast Courier'), 2000)
  const rows = (await exported('jsonl'))
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line))
  expect(rows.map(({ number }) => number)).toEqual(Array.from({ length: 2000 }, (_, index) => index + 1))
  expect(rows.map(({ title, text }) => [title, text])).toEqual(rows.map(({ number }) => [`Number ${number}`, `Words of ${number}`]))
  expect(new Set(rows.map(({ id }) => id)).size).toBe(2000)
  expect(await events()).toEqual([
    { says: 'export started', person_id: ada.id, details: { export_id: expect.any(String), format: 'jsonl', through: '2000', filter: {} } },
    { says: 'exported', person_id: ada.id, details: { export_id: expect.any(String), format: 'jsonl', through: '2000', count: 2000 } },
  ])
})

test('the same releases give the same bytes', async () => {
  await manyPublished(db, await sourceNamed(db, 'Coast Courier'), 150)
  expect(await exported('json')).toBe(await exported('json'))
})

test('drafts, withdrawn articles and sources whose rights forbid it stay in the house', async () => {
  const courier = await sourceNamed(db, 'Coast Courier')
  await drafted(db, courier, { title: 'A draft' })
  await published(db, courier, { title: 'Live' })
  await withdraw(db, await published(db, courier, { title: 'Withdrawn' }))
  await published(db, await sourceNamed(db, 'Closed House', { may_be_exported: false }), { title: 'Closed' })
  expect(titles(await exported('jsonl'))).toEqual(['Live'])
})

test('filters narrow, alone and together', async () => {
  const [courier, ridge] = [await sourceNamed(db, 'Coast Courier'), await sourceNamed(db, 'Ridge Post')]
  const one = await published(db, courier, { title: 'Courier en, tagged', language: 'en' })
  await published(db, courier, { title: 'Courier fr', language: 'fr' })
  const three = await published(db, ridge, { title: 'Ridge en, tagged', language: 'en' })
  for (const article_id of [one, three]) await tagArticle(db, { article_id, name: 'Ferries', by: ada })
  const found = async (filter: ExportFilter) => titles(await exported('jsonl', filter))
  expect(await found({ source_id: courier.id })).toEqual(['Courier fr', 'Courier en, tagged'])
  expect(await found({ tag: 'ferries' })).toEqual(['Courier en, tagged', 'Ridge en, tagged'])
  expect(await found({ language: 'fr' })).toEqual(['Courier fr'])
  expect(await found({ source_id: courier.id, tag: 'ferries', language: 'en' })).toEqual(['Courier en, tagged'])
})

test('the days of publication narrow: from the first moment of one to before the next', async () => {
  await manyPublished(db, await sourceNamed(db, 'Coast Courier'), 9)
  const numbers = async (filter: ExportFilter) => titles(await exported('jsonl', filter)).map((title) => Number(title.slice(7)))
  expect(await numbers({ from: new Date('2026-01-01T00:00:02Z') })).toEqual([6, 7, 8, 9])
  expect(await numbers({ until: new Date('2026-01-01T00:00:01Z') })).toEqual([1, 2])
  expect(await numbers({ from: new Date('2026-01-01T00:00:01Z'), until: new Date('2026-01-01T00:00:02Z') })).toEqual([3, 4, 5])
})

test('where nothing matches there is no export, and no event', async () => {
  expect(await makeExport(db, { filter: { language: 'xx' }, format: formatOf('txt'), by: ada })).toBeNull()
  expect(await events()).toEqual([])
})

test('an author may not export', async () => {
  await published(db, await sourceNamed(db, 'Coast Courier'))
  await expect(makeExport(db, { filter: {}, format: formatOf('txt'), by: tomas })).rejects.toMatchObject({ status: 403 })
  expect(await events()).toEqual([])
})

test('what changes during a download neither skips nor doubles an article, and what is withdrawn stays behind', async () => {
  await manyPublished(db, await sourceNamed(db, 'Coast Courier'), 300)
  const chunks = await start('jsonl')
  const first = await chunks.next()
  await tagArticle(db, { article_id: await idOf('Number 1'), name: 'late', by: grace })
  await tagArticle(db, { article_id: await idOf('Number 250'), name: 'late', by: grace })
  await withdraw(db, await idOf('Number 251'))
  await tagArticle(db, { article_id: await idOf('Number 252'), name: 'late', by: grace })
  await withdraw(db, await idOf('Number 252'))
  const rest = await Array.fromAsync({ [Symbol.asyncIterator]: () => chunks })
  const sent = titles([first.value, ...rest].join('')).map((title) => Number(title.slice(7)))
  const expected = Array.from({ length: 300 }, (_, index) => index + 1).filter((number) => number !== 251 && number !== 252)
  expect(sent).toEqual(expected)
})

test('an article that was published again only now is not yet in an export that had begun', async () => {
  const courier = await sourceNamed(db, 'Coast Courier')
  await published(db, courier, { title: 'Before' })
  const chunks = await start('jsonl')
  await published(db, courier, { title: 'After' })
  expect(titles((await Array.fromAsync({ [Symbol.asyncIterator]: () => chunks })).join(''))).toEqual(['Before'])
})

test('a download that breaks off is recorded with what was sent', async () => {
  await manyPublished(db, await sourceNamed(db, 'Coast Courier'), 300)
  const chunks = await start('jsonl')
  for (let n = 0; n < 5; n += 1) await chunks.next()
  await chunks.return?.()
  expect((await events()).map(({ says, details }) => [says, details['count']])).toEqual([
    ['export started', undefined],
    ['export broken off', 5],
  ])
})

test('a slow reader holds no connection and no transaction open', async () => {
  await manyPublished(db, await sourceNamed(db, 'Coast Courier'), 300)
  const chunks = await start('jsonl')
  await chunks.next()
  await pause(50)
  const { rows } = await db.raw(
    `SELECT count(*)::int AS open FROM pg_stat_activity WHERE datname = current_database() AND xact_start IS NOT NULL AND pid <> pg_backend_pid()`,
  )
  expect(rows).toEqual([{ open: 0 }])
  await chunks.return?.()
})

test('a withdrawn article has no release to export', async () => {
  const article = await published(db, await sourceNamed(db, 'Coast Courier'), { text: 'One.\r\n' })
  expect((await findReleased(db, article))?.clean_copy).toBe('One.\r\n')
  await withdraw(db, article)
  expect(await findReleased(db, article)).toBeUndefined()
})

async function start(format: string, filter: ExportFilter = {}): Promise<AsyncIterator<string>> {
  const chunks = await makeExport(db, { filter, format: formatOf(format), by: ada })
  if (!chunks) throw new Error('Nothing matched.')
  return chunks[Symbol.asyncIterator]() as AsyncIterator<string>
}

async function exported(format: string, filter: ExportFilter = {}): Promise<string> {
  const chunks = await start(format, filter)
  return (await Array.fromAsync({ [Symbol.asyncIterator]: () => chunks })).join('')
}

function titles(lines: string): string[] {
  return lines
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line).title)
}

async function idOf(title: string): Promise<string> {
  return (await db('releases').where({ title }).first('article_id')).article_id
}

async function events(): Promise<{ says: string; person_id: string; details: Record<string, unknown> }[]> {
  return db('events').where({ stream: 'exports' }).orderBy('number').select('says', 'person_id', 'details')
}
