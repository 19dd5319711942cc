import { execFile } from 'node:child_process'
import { readFile, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { gunzipSync, gzipSync } from 'node:zlib'
import type { Knex } from 'knex'
import { backup } from '../../db/backup.ts'
import { connect } from '../../db/connect.ts'
import { openEmbedded } from '../../db/embedded.ts'
import { restore } from '../../db/restore.ts'
import { seed } from '../../seeds/seed.ts'
import { takeStep } from '../../server/articles/take-step.ts'
import { addComment } from '../../server/comments/add-comment.ts'
import { formatNames, formatOf } from '../../server/exports/formats.ts'
import { makeExport } from '../../server/exports/make-export.ts'
import { tagArticle } from '../../server/tags/tag-article.ts'
import { ada, cast, grace } from '../cast.ts'
import { removeFolder, temporaryFolder } from '../cluster.ts'
import { type FreshDatabase, freshDatabase } from '../database.ts'
import { drafted, manyPublished, publishAgain, published, sourceNamed, withdraw } from '../exports/live.ts'

let folder: string
let file: string
let house: FreshDatabase
beforeAll(async () => {
  folder = await temporaryFolder()
  file = join(folder, 'cleancopy.backup')
  house = await freshDatabase()
  await live(house.db)
}, 60_000)
afterAll(async () => {
  await house.drop()
  await removeFolder(folder)
})

// A bit of everything that is hard to write down and read again.
async function live(db: Knex): Promise<void> {
  await cast(db)
  await seed(db)
  const courier = await sourceNamed(db, 'Coast \\. Courier')
  const text = 'Back\\slash\ttab\r\n\\.\n\\N\n“Quoted” مكتبة\u0001\u2028\n\n'
  const one = await published(db, courier, { title: 'Tab\tand \\. and\\n', text })
  await tagArticle(db, { article_id: one, name: 'Ferries', by: grace })
  await takeStep(db, { article: one, step: 'revise', by: ada })
  await publishAgain(db, one)
  await withdraw(db, await published(db, courier, { title: 'Gone' }))
  const draft = await drafted(db, courier)
  await addComment(db, { article_id: draft, text: 'Really?', by: grace })
  await manyPublished(db, await sourceNamed(db, 'Metro Daily'), 400)
  await db('sessions').insert({ sid: 'x', sess: { passport: { user: ada.id } }, expire: new Date() })
  await db('settings').insert({ key: 'session_secret', value: 'a secret' })
}

test('a backup restored into an empty database gives every export to the byte, and goes on from there', async () => {
  const before = await exports(house.db)
  const written = await backup(house.url, file)
  expect((await stat(file)).mode & 0o777).toBe(0o600)
  expect(await count(house.db, 'articles')).toBe(written.tables['articles']?.rows)
  const other = await freshDatabase()
  expect(await restore(other.url, file)).toEqual(written)
  expect(await exports(other.db)).toEqual(before)
  expect(await count(other.db, 'sessions')).toBe(0)

  // The events of these exports stand in both, at times of their own.
  const again = await backup(other.url, join(folder, 'again.backup'))
  const changing = ['events', 'streams', 'sessions']
  for (const name of Object.keys(written.tables).filter((table) => !changing.includes(table)))
    expect([name, again.tables[name]]).toEqual([name, written.tables[name]])

  await expect(other.db('events').delete()).rejects.toThrow('append-only')
  await published(other.db, await sourceNamed(other.db, 'Ridge Post'), { title: 'Afterwards' })
  expect(await count(other.db, 'export_log')).toBe(Number(written.tables['export_log']?.rows) + 1)
  await other.drop()
}, 60_000)

test('what is written while the backup runs is all in it or not at all', async () => {
  const { db, url, drop } = await freshDatabase()
  await cast(db)
  const source = await sourceNamed(db, 'Coast Courier')
  let over = false
  const writing = (async () => {
    while (!over) await published(db, source)
  })()
  const copies = []
  for (let n = 0; n < 5; n += 1) copies.push(await backup(url, join(folder, `${n}.backup`)))
  over = true
  await writing
  for (const [n, { tables }] of copies.entries()) {
    expect(tables['releases']?.rows).toBe(tables['export_log']?.rows)
    const other = await freshDatabase()
    await restore(other.url, join(folder, `${n}.backup`))
    await other.drop()
  }
  await drop()
}, 60_000)

test('a database that is not empty, and one of another schema, are refused in a sentence and stay as they are', async () => {
  await backup(house.url, file)
  const before = await count(house.db, 'events')
  await expect(restore(house.url, file)).rejects.toThrow(/^The database "\w+" is not empty: it has 6 people, \d+ articles and \d+ events\./)
  expect(await count(house.db, 'events')).toBe(before)
  const { db, url, drop } = await freshDatabase()
  await db('knex_migrations').insert({ name: '9999-from-tomorrow', batch: 9, migration_time: new Date() })
  await expect(restore(url, file)).rejects.toThrow(
    /^This backup of 20\S+ has the schema up to "\d{4}-[\w-]+", and this Cleancopy has it up to "9999-from/,
  )
  await drop()
})

test('a file that is damaged, cut off, changed or no backup at all changes nothing', async () => {
  await backup(house.url, file)
  const { db, url, drop } = await freshDatabase()
  const whole = await readFile(file)
  const text = gunzipSync(whole)
  const changed = Buffer.from(text.toString('latin1').replace('The ferry came back', 'The ferry comes too'), 'latin1')
  expect(changed.equals(text)).toBe(false)
  const wrong = [
    whole.subarray(0, whole.length / 2),
    gzipSync(text.subarray(0, text.length / 2)),
    gzipSync(changed),
    Buffer.from('no backup'),
  ]
  for (const bytes of [...wrong, gzipSync('{"a":1}\n'), gzipSync(''), gzipSync(Buffer.concat([text, text]))]) {
    const other = join(folder, 'wrong.backup')
    await writeFile(other, bytes)
    await expect(restore(url, other)).rejects.toThrow(/Nothing was changed\.$/)
  }
  await expect(restore(url, join(folder, 'nowhere'))).rejects.toThrow('cannot be read as a backup (ENOENT). Nothing was changed.')
  expect(await count(db, 'articles')).toBe(0)
  expect(await count(db, 'policy')).toBe(1)
  await drop()
})

test('a backup that cannot be written leaves nothing behind', async () => {
  const nowhere = join(folder, 'no-such-folder', 'a.backup')
  await expect(backup(house.url, nowhere)).rejects.toThrow(`The backup cannot be written to ${nowhere} (ENOENT).`)
})

test('on the command line: from any PostgreSQL into the one that comes along, in a folder of its own', async () => {
  const [kept, data] = [join(folder, 'by command.backup'), await temporaryFolder()]
  const said = await cli(['backup', kept], { DATABASE_URL: house.url })
  expect(said).toMatch(/^\S.* holds \d+ articles, 6 people and \d+ events in \d+ tables\. Keep it where nobody else may read it\.\n$/)
  expect(await cli(['restore', kept], { DATA: data })).toMatch(/^Restored \d+ articles, 6 people and .*Everyone signs in again\.\n$/)
  const embedded = await openEmbedded(data, { safe: false })
  const db = connect(embedded.url)
  expect(await exports(db)).toEqual(await exports(house.db))
  await db.destroy()
  await embedded.close()
  await expect(cli(['restore', kept], { DATA: data })).rejects.toMatchObject({ code: 1, stderr: expect.stringContaining('is not empty') })
  await expect(cli(['backup'], { DATA: data })).rejects.toMatchObject({ code: 2, stderr: expect.stringContaining('Which file?') })
  await removeFolder(data)
}, 60_000)

async function cli(args: string[], env: Record<string, string>): Promise<string> {
  const { DATABASE_URL: _, ...given } = process.env
  const { stdout } = await promisify(execFile)(process.execPath, ['server/cli.ts', ...args], {
    env: { ...given, NODE_NO_WARNINGS: '1', ...env },
  })
  return stdout
}

async function exports(db: Knex): Promise<Record<string, string>> {
  const all: Record<string, string> = {}
  for (const name of formatNames)
    for (const isZipped of [false, true]) {
      const chunks = await makeExport(db, { filter: {}, format: formatOf(name), isZipped, by: ada })
      const bytes = (await Array.fromAsync(chunks ?? [])).map((chunk) => Buffer.from(chunk as string))
      all[`${name} ${isZipped}`] = Buffer.concat(bytes).toString('base64')
    }
  return all
}

async function count(db: Knex, table: string): Promise<number> {
  return Number((await db(table).count('* as n').first())?.['n'])
}
