import { createHash } from 'node:crypto'
import { globSync, readFileSync } from 'node:fs'
import type { Knex } from 'knex'
import { recordEvent } from '../../server/history/record-event.ts'
import { sentenceOf } from '../../server/history/sentences.ts'
import { ada, cast } from '../cast.ts'
import { type FreshDatabase, freshDatabase } from '../database.ts'

let house: FreshDatabase
let db: Knex

beforeAll(async () => {
  house = await freshDatabase()
  db = house.db
  await cast(db)
})
afterAll(() => house.drop())

const record = (stream: string, says: string) =>
  db.transaction((tx) => recordEvent(tx, { stream, person: ada, says, details: { from: says } }))

test('events of a stream form a chain: each hash covers the bytes that name the one before', async () => {
  for (const says of ['one', 'two', 'three']) await record('article:chain', says)
  const events = await db('events').where({ stream: 'article:chain' }).orderBy('number')
  expect(events.map(({ number, says }) => [number, says])).toEqual([
    [1, 'one'],
    [2, 'two'],
    [3, 'three'],
  ])
  events.forEach((event, index) => {
    expect(createHash('sha256').update(event.canonical).digest()).toEqual(event.sha256)
    expect(event.previous_sha256).toEqual(events[index - 1]?.sha256 ?? null)
    expect(JSON.parse(event.canonical).previous).toBe(events[index - 1]?.sha256.toString('hex') ?? null)
  })
  expect(await db('streams').where({ name: 'article:chain' }).first()).toMatchObject({ number: 3, sha256: events[2].sha256 })
})

test('twenty at once leave no gap and no double', async () => {
  await Promise.all(Array.from({ length: 20 }, (_, index) => record('article:race', String(index))))
  expect(await db('events').where({ stream: 'article:race' }).orderBy('number').pluck('number')).toEqual(
    Array.from({ length: 20 }, (_, index) => index + 1),
  )
})

test('an event of a transaction that fails never was', async () => {
  const failing = db.transaction(async (tx) => {
    await recordEvent(tx, { stream: 'article:gone', person: null, says: 'imported' })
    throw new Error('The disk is full.')
  })
  await expect(failing).rejects.toThrow('The disk is full.')
  expect(await db('events').where({ stream: 'article:gone' })).toEqual([])
})

test.each(['events', 'blobs', 'originals', 'revisions', 'decisions', 'approvals', 'releases', 'export_log', 'checkpoints'])(
  '%s refuses to be changed or emptied',
  async (table) => {
    await record('article:kept', 'kept')
    await db('blobs').insert({ sha256: createHash('sha256').update(table).digest(), bytes: Buffer.from(table) })
    if (['events', 'blobs'].includes(table)) {
      await expect(db(table).delete()).rejects.toThrow('append-only')
      await expect(db(table).update(table === 'events' ? { says: 'x' } : { bytes: Buffer.from('x') })).rejects.toThrow('append-only')
    }
    await expect(db.raw(`TRUNCATE ${table} CASCADE`)).rejects.toThrow('append-only')
    const triggers = await db.raw('SELECT tgname FROM pg_trigger WHERE tgrelid = ?::regclass AND NOT tgisinternal', [table])
    expect(triggers.rows.map(({ tgname }: { tgname: string }) => tgname)).toContain(`${table}_append_only`)
  },
)

test('an event is told as a sentence, one without its own words too', () => {
  expect(sentenceOf({ says: 'withdrawn', details: { reason: 'The yard disputes it.' }, person_name: 'Grace' })).toEqual({
    who: 'Grace',
    did: 'withdrew it: The yard disputes it.',
  })
  expect(sentenceOf({ says: 'imported', details: { cuts: 2, checks: 1 }, person_name: null })).toEqual({
    who: 'Cleancopy',
    did: 'imported it and marked 2 to cut, 1 to check',
  })
  expect(sentenceOf({ says: 'something new', details: {}, person_name: 'Ada' })).toEqual({ who: 'Ada', did: 'something new' })
})

test('every verb that an act records has its sentence', () => {
  const told = readFileSync('server/history/sentences.ts', 'utf8')
  const acts = globSync('server/*/*.ts').filter((file) => readFileSync(file, 'utf8').includes('recordEvent('))
  const verbs = acts.flatMap((file) => [...readFileSync(file, 'utf8').matchAll(/says: '([^']+)'/g)].map(([, verb = '']) => verb))
  expect(verbs.length).toBeGreaterThan(25)
  expect(verbs.filter((verb) => !told.includes(`  ${verb}: `) && !told.includes(`  '${verb}': `))).toEqual([])
})
