import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { carryOnImport } from '../../server/imports/carry-on-import.ts'
import { dropUploads } from '../../server/imports/drop-uploads.ts'
import { spoolUpload } from '../../server/imports/spool-upload.ts'
import { startIn } from '../../server/imports/start-import.ts'
import { ada, cast } from '../cast.ts'
import { type FreshDatabase, freshDatabase } from '../database.ts'
import { itemsOf, lines, plan, run, story, unexpected } from './bring.ts'

let house: FreshDatabase
beforeEach(async () => {
  house = await freshDatabase()
  await cast(house.db)
})
afterEach(() => house.drop())

test('an import whose process is killed is finished by the next start, with nothing lost and nothing doubled', async () => {
  const records = Array.from({ length: 150 }, (_, n) => ({ title: `Story ${n}`, text: story(`ferry ${n}`), external_id: `k-${n}` }))
  const id = await plan(house.db, { 'many.jsonl': lines(...records) })
  const runner = spawn(process.execPath, [join(import.meta.dirname, 'runner.ts'), house.url, id], { stdio: 'ignore' })
  const ended = once(runner, 'exit')
  while ((await countDone(id)) < 10) await setTimeout(5)
  runner.kill('SIGKILL')
  expect((await ended)[1]).toBe('SIGKILL')
  const done = await countDone(id)
  expect(done).toBeLessThan(150)
  expect(await state(id)).toBe('running')

  await carryOn(id)

  const items = await itemsOf(house.db, id)
  expect(items.map(({ outcome }) => outcome)).toEqual(records.map(() => 'created'))
  expect(new Set(items.map(({ article_id }) => article_id)).size).toBe(150)
  for (const table of ['articles', 'originals', 'revisions']) expect(await count(table)).toBe(150)
  expect(await count('events', { says: 'imported' })).toBe(150)
  expect(await count('events', { says: 'finished an import' })).toBe(1)
  expect(await state(id)).toBe('finished')
})

test('what was broken off goes on in the name of the one who ran it, while she may still submit', async () => {
  const files = (name: string) => ({ 'a.jsonl': lines({ title: name, text: story(name) }) })
  const first = await plan(house.db, files('lantern'), { landing: 'review' })
  await startIn(house.db, { import_id: first, by: ada })
  await carryOn(first)
  expect(await house.db('articles').first('stage', 'submitted_by')).toEqual({ stage: 'review', submitted_by: ada.id })

  const second = await plan(house.db, files('anchor'), { landing: 'review' })
  await startIn(house.db, { import_id: second, by: ada })
  await house.db('people').where({ id: ada.id }).update({ disabled_at: new Date() })
  await carryOn(second)
  expect((await itemsOf(house.db, second))[0]).toMatchObject({
    outcome: 'created',
    reason: 'Lands as a draft: whoever runs the import may not submit.',
  })
})

test('two who run one import at once do each item once between them', async () => {
  const records = Array.from({ length: 30 }, (_, n) => ({ text: story(`boat ${n}`) }))
  const id = await plan(house.db, { 'a.jsonl': lines(...records) })
  await Promise.all([run(house.db, id).catch(alreadyRun), run(house.db, id).catch(alreadyRun)])
  expect((await itemsOf(house.db, id)).map(({ outcome }) => outcome)).toEqual(records.map(() => 'created'))
  expect(await count('articles')).toBe(30)
  expect(await count('events', { says: 'ran an import' })).toBe(1)
  expect(await count('events', { says: 'finished an import' })).toBe(1)
})

test('the same articles in two imports at once are created by one and unchanged in the other', async () => {
  const records = Array.from({ length: 20 }, (_, n) => ({
    text: story(`barge ${n}`),
    external_id: `b-${n}`,
    url: `https://example.org/${n}`,
  }))
  const first = await plan(house.db, { 'a.jsonl': lines(...records) })
  const second = await plan(house.db, { 'b.jsonl': lines(...records) })
  await Promise.all([run(house.db, first), run(house.db, second)])
  const outcomes = [await itemsOf(house.db, first), await itemsOf(house.db, second)].map((items) => items.map(({ outcome }) => outcome))
  expect(records.map((_, n) => [outcomes[0]?.[n], outcomes[1]?.[n]].sort())).toEqual(records.map(() => ['created', 'unchanged']))
  expect(await count('articles')).toBe(20)
})

test('a source that two imports make at once is made once', async () => {
  await Promise.all(['a', 'b', 'c'].map((name) => plan(house.db, { [`${name}.txt`]: story(name) }, { source: 'New Paper' })))
  expect(await count('sources')).toBe(1)
})

test('files are let go after a week, and a plan that nobody ran with them; a running import keeps its own', async () => {
  const inAWeek = new Date(Date.now() + 8 * 24 * 60 * 60 * 1000)
  const planned = await plan(house.db, { 'a.txt': story('a') })
  const ran = await plan(house.db, { 'b.txt': story('b') })
  await run(house.db, ran)
  const running = await plan(house.db, { 'c.txt': story('c') })
  await startIn(house.db, { import_id: running, by: ada })
  await spoolUpload(house.db, 'nobody.txt', noBytes())
  await dropUploads(house.db, new Date())
  expect(await count('upload_chunks')).toBe(3)
  await dropUploads(house.db, inAWeek)
  expect(await house.db('upload_chunks').join('uploads', 'id', 'upload_id').pluck('import_id')).toEqual([running])
  expect(await count('uploads', { name: 'nobody.txt' })).toBe(0)
  expect([await state(planned), await state(ran), await state(running)]).toEqual(['cancelled', 'finished', 'running'])
  await expect(run(house.db, planned)).rejects.toThrow('This import was discarded, so there is nothing to run.')
})

test('files are let go after the days that the policy says', async () => {
  const inThreeDays = new Date(Date.now() + 3 * 24 * 60 * 60 * 1000)
  const planned = await plan(house.db, { 'kept.txt': story('kept') })
  await dropUploads(house.db, inThreeDays)
  expect(await state(planned)).toBe('planned')
  await house.db('policy').update({ upload_days: 2 })
  await dropUploads(house.db, inThreeDays)
  await house.db('policy').update({ upload_days: 7 })
  expect(await house.db('imports').where({ id: planned }).first('state', 'failure')).toEqual({
    state: 'cancelled',
    failure: 'Nobody ran it for 2 days, so its files were let go. Import them again.',
  })
})

/** What a worker does. */
async function carryOn(import_id: string): Promise<void> {
  await carryOnImport(house.db, { import_id, fault: unexpected, signal: AbortSignal.any([]) })
}

async function* noBytes(): AsyncGenerator<Buffer> {}

async function countDone(import_id: string): Promise<number> {
  return Number((await house.db('import_items').where({ import_id }).whereNotNull('outcome').count('* as n').first())?.['n'])
}

async function count(table: string, where: object = {}): Promise<number> {
  return Number((await house.db(table).where(where).count('* as n').first())?.['n'])
}

async function state(id: string): Promise<string> {
  return (await house.db('imports').where({ id }).first('state')).state
}

function alreadyRun(error: Error): void {
  expect(error.message).toMatch(/runs already|has run already/)
}
