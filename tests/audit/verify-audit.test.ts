import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { text } from 'node:stream/consumers'
import type { Knex } from 'knex'
import { verifyAudit } from '../../server/audit/verify-audit.ts'
import { writeCheckpoint } from '../../server/audit/write-checkpoint.ts'
import { chained, recordEvent } from '../../server/history/record-event.ts'
import { ada, cast } from '../cast.ts'
import { type FreshDatabase, freshDatabase } from '../database.ts'

let house: FreshDatabase
let db: Knex

beforeEach(async () => {
  house = await freshDatabase()
  db = house.db
  await cast(db)
  for (const stream of ['article:one', 'article:two', 'policy'])
    for (const says of ['written', 'submitted', 'approved']) await record(stream, says)
})
afterEach(() => house.drop())

const day = 24 * 60 * 60_000
const record = (stream: string, says: string) =>
  db.transaction((tx) => recordEvent(tx, { stream, person: ada, says, details: { was: says } }))
const checkpoint = (days = 0) => writeCheckpoint(db, new Date(Date.now() + days * day))
const firstBreak = async () => (await verifyAudit(db)).first

/** What nobody can do by a page, and whoever owns the tables can: the triggers look away, and no reference holds. */
async function tamper(act: (tx: Knex) => Promise<unknown>): Promise<void> {
  await db.transaction(async (tx) => {
    for (const table of ['events', 'checkpoints', 'checkpoint_heads']) await tx.raw(`ALTER TABLE ${table} DISABLE TRIGGER USER`)
    await tx.raw('ALTER TABLE events DROP CONSTRAINT IF EXISTS events_stream_fkey')
    await tx.raw('ALTER TABLE checkpoint_heads DROP CONSTRAINT IF EXISTS checkpoint_heads_checkpoint_fkey')
    await act(tx)
  })
}

test('an audit that nobody touched is whole, with and without checkpoints, and in an empty house', async () => {
  expect(await verifyAudit(db)).toMatchObject({ events: 9, streams: 3, checkpoints: 0, first: null, breaks: 0, last: null })
  await checkpoint()
  await record('policy', 'changed the policy')
  await checkpoint(1)
  expect(await verifyAudit(db)).toMatchObject({ events: 10, checkpoints: 2, first: null, last: { number: 2 } })
  const empty = await freshDatabase()
  expect(await verifyAudit(empty.db)).toMatchObject({ events: 0, first: null, last: null })
  await empty.drop()
})

test('a checkpoint holds the heads that moved, once a day however often and by however many it is asked for', async () => {
  await Promise.all([checkpoint(), checkpoint(), checkpoint()])
  expect(await db('checkpoint_heads').orderBy('stream').select('checkpoint', 'stream', 'number')).toEqual([
    { checkpoint: 1, stream: 'article:one', number: 3 },
    { checkpoint: 1, stream: 'article:two', number: 3 },
    { checkpoint: 1, stream: 'policy', number: 3 },
  ])
  await record('policy', 'changed the policy')
  await checkpoint(0.5)
  await checkpoint(1)
  expect(await db('checkpoints').orderBy('number').pluck('number')).toEqual([1, 2])
  expect(await db('checkpoint_heads').where({ checkpoint: 2 }).select('stream', 'number')).toEqual([{ stream: 'policy', number: 4 }])
})

test('more heads and events than one batch holds are walked to the last', async () => {
  const rows = Array.from({ length: 2_300 }, (_, n) =>
    chained({ stream: `article:many-${n}`, person: ada, says: 'written' }, { number: 0, sha256: null }),
  )
  await db.batchInsert(
    'streams',
    rows.map(({ stream, number, sha256 }) => ({ name: stream, number, sha256 })),
  )
  await db.batchInsert('events', rows)
  await checkpoint()
  expect(await verifyAudit(db)).toMatchObject({ events: 2_309, streams: 2_303, first: null })
  await tamper((tx) => tx('events').where({ stream: 'article:many-2299' }).update({ says: 'published' }))
  expect(await firstBreak()).toMatchObject({ stream: 'article:many-2299', number: 1 })
})

test.each<[string, (tx: Knex) => Promise<unknown>, object]>([
  [
    'changed details',
    (tx) =>
      tx.raw(
        `UPDATE events SET canonical = replace(canonical, '"was":"submitted"', '"was":"recalled"') WHERE stream = 'article:two' AND number = 2`,
      ),
    { stream: 'article:two', number: 2, says: expect.stringContaining('it was changed') },
  ],
  [
    'changed details with a hash that fits them',
    async (tx) => {
      const event = await tx('events').where({ stream: 'article:two', number: 2 }).first()
      const canonical = event.canonical.replace('"was":"submitted"', '"was":"recalled"')
      await tx('events')
        .where({ id: event.id })
        .update({ canonical, sha256: createHash('sha256').update(canonical).digest() })
    },
    { stream: 'article:two', number: 3, says: expect.stringContaining('does not follow') },
  ],
  [
    'another person in the table than was hashed',
    (tx) => tx('events').where({ stream: 'article:one', number: 1 }).update({ person_id: null }),
    { stream: 'article:one', number: 1, says: expect.stringContaining('its person') },
  ],
  [
    'another time in the table than was hashed',
    (tx) =>
      tx('events')
        .where({ stream: 'article:one', number: 1 })
        .update({ at: new Date(0) }),
    { stream: 'article:one', number: 1, says: expect.stringContaining('its at') },
  ],
  [
    'the last event gone',
    (tx) => tx('events').where({ stream: 'article:two', number: 3 }).delete(),
    { stream: 'article:two', number: 3, says: expect.stringContaining('it is missing') },
  ],
  [
    'one in the middle gone',
    (tx) => tx('events').where({ stream: 'article:two', number: 2 }).delete(),
    { stream: 'article:two', number: 2, says: 'it is missing' },
  ],
  [
    'all events of a stream gone',
    (tx) => tx('events').where({ stream: 'policy' }).delete(),
    { stream: 'policy', number: 1, says: expect.stringContaining('it is missing') },
  ],
  [
    'a stream without its head',
    (tx) => tx('streams').where({ name: 'policy' }).delete(),
    { stream: 'policy', number: 3, says: 'its stream has no head' },
  ],
  [
    'a forged head',
    (tx) =>
      tx('streams')
        .where({ name: 'article:two' })
        .update({ sha256: Buffer.alloc(32) }),
    { stream: 'article:two', number: 3, says: expect.stringContaining('another hash') },
  ],
  [
    'a head set back',
    (tx) => tx('streams').where({ name: 'article:two' }).update({ number: 2 }),
    { stream: 'article:two', number: 3, says: expect.stringContaining('behind the head') },
  ],
])('%s is found without any checkpoint, and named', async (_, act, named) => {
  await tamper(act)
  expect(await firstBreak()).toEqual(named)
})

/** Takes the last event away and sets the head back with it, so that the chain alone tells nothing. */
async function cutShort(tx: Knex, stream: string): Promise<void> {
  await tx('events').where({ stream, number: 3 }).delete()
  const { sha256 } = await tx('events').where({ stream, number: 2 }).first()
  await tx('streams').where({ name: stream }).update({ number: 2, sha256 })
}

/** Writes a chain anew from its first event to its head, every hash fitting. */
async function rewrite(tx: Knex, stream: string): Promise<void> {
  await tx('events').where({ stream }).delete()
  let head: { number: number; sha256: Buffer | null } = { number: 0, sha256: null }
  for (const says of ['written', 'submitted', 'recalled']) {
    const row = chained({ stream, person: ada, says }, head)
    await tx('events').insert(row)
    head = row
  }
  await tx('streams').where({ name: stream }).update({ number: head.number, sha256: head.sha256 })
}

test('what a chain alone cannot tell, a checkpoint does: its end taken away, or the whole of it rewritten', async () => {
  await tamper((tx) => cutShort(tx, 'article:one'))
  await tamper((tx) => rewrite(tx, 'policy'))
  expect(await firstBreak()).toBeNull()
  await checkpoint()
  await tamper((tx) => rewrite(tx, 'article:two'))
  expect(await firstBreak()).toEqual({ stream: 'article:two', number: 3, says: expect.stringContaining('checkpoint 1 saw another') })
  await tamper((tx) => cutShort(tx, 'article:two'))
  expect(await firstBreak()).toEqual({ stream: 'article:two', number: 3, says: expect.stringContaining('checkpoint 1 saw it') })
})

test.each<[string, (tx: Knex) => Promise<unknown>, number]>([
  ['a changed checkpoint', (tx) => tx('checkpoints').where({ number: 1 }).update({ canonical: '{}' }), 1],
  ['a checkpoint gone', (tx) => tx('checkpoints').where({ number: 1 }).delete(), 1],
  ['a head gone from it', (tx) => tx('checkpoint_heads').where({ stream: 'article:one' }).delete(), 1],
  [
    'another time on it',
    (tx) =>
      tx('checkpoints')
        .where({ number: 2 })
        .update({ at: new Date(0) }),
    2,
  ],
])('%s is found', async (_, act, number) => {
  await checkpoint()
  await checkpoint(1)
  await tamper(act)
  expect(await firstBreak()).toMatchObject({ stream: 'checkpoints', number })
})

test('whoever rewrites the checkpoints too is found by one that was kept elsewhere, and by nothing else', async () => {
  await checkpoint()
  const { last } = await verifyAudit(db)
  const kept = { number: 1, sha256: last?.sha256.toString('hex') ?? '' }
  expect(await verifyAudit(db, { kept })).toMatchObject({ first: null })
  await tamper(async (tx) => {
    await rewrite(tx, 'policy')
    await tx('checkpoint_heads').delete()
    await tx('checkpoints').delete()
  })
  expect(await verifyAudit(db, { kept })).toMatchObject({
    first: { stream: 'checkpoints', number: 1, says: 'it is missing, and you kept it' },
  })
  await checkpoint()
  expect(await firstBreak()).toBeNull()
  expect(await verifyAudit(db, { kept })).toMatchObject({
    first: { stream: 'checkpoints', number: 1, says: 'it is not the one that you kept' },
  })
})

test('from a shell: whole is exit code 0 with what it proves, broken is 1 with the event, wrong use is 2', async () => {
  await checkpoint()
  const whole = await verify()
  expect(whole).toMatchObject({ code: 0, out: expect.stringContaining('The audit is whole: 9 events in 3 streams and 1 checkpoint, and') })
  const [, line = ''] = /audit verify (1:[0-9a-f]{64})/.exec(whole.out) ?? []
  expect(await verify(line)).toMatchObject({ code: 0, out: expect.stringContaining('nothing that checkpoint 1 saw was changed') })
  expect(await verify('1:nonsense')).toMatchObject({ code: 2, err: expect.stringContaining('its number, a colon and its 64 characters') })
  await tamper((tx) => tx('events').where({ stream: 'article:two', number: 2 }).delete())
  expect(await verify()).toMatchObject({ code: 1, out: '', err: expect.stringContaining('Event 2 of article:two: it is missing.') })
})

async function verify(...args: string[]): Promise<{ code: number; out: string; err: string }> {
  const env = { ...process.env, DATABASE_URL: house.url, NODE_OPTIONS: '' }
  const child = spawn(process.execPath, ['server/cli.ts', 'audit', 'verify', ...args], { env })
  const [out, err, code] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    new Promise<number>((done) => child.on('close', done)),
  ])
  return { code, out, err }
}
