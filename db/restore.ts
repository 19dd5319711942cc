import { createReadStream } from 'node:fs'
import { pipeline as piped, Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { createGunzip } from 'node:zlib'
import pg from 'pg'
import { from as copyFrom } from 'pg-copy-streams'
import { counter } from './backup.ts'
import { copied, type Head, listMigrations, listTables, type Manifest, plainly, quoted, type Table } from './backup-tables.ts'
import { CannotStart } from './cannot-start.ts'

/**
 * Fills an empty database of the same schema from a backup: all of it or, where the file is damaged, nothing.
 * Sessions stay behind: one that was ended after the backup must not come alive again, so everyone signs in anew.
 */
export async function restore(url: string, file: string): Promise<Manifest> {
  const client = new pg.Client({ connectionString: url, application_name: 'cleancopy restore', keepAlive: true })
  client.on('error', () => {})
  await client.connect()
  try {
    await client.query(plainly)
    await client.query('BEGIN')
    const manifest = await fill(client, file)
    await client.query('COMMIT')
    return manifest
  } catch (error) {
    throw isOfFiles(error) ? new CannotStart(`${file} cannot be read as a backup (${error.code}). Nothing was changed.`) : error
  } finally {
    await client.end()
  }
}

async function fill(client: pg.Client, file: string): Promise<Manifest> {
  const plain = piped(createReadStream(file), createGunzip(), () => {})
  const text = pieces(plain, file)
  const head = parsed<Head>(await text.line(), file)
  if (head.cleancopy !== 'backup' || head.version !== 1) throw damaged(file)
  await refuseOtherSchema(client, head)
  const tables = await listTables(client)
  const names = tables.map(({ name }) => quoted(name))
  // What guards the rows against change, or makes other rows of them, would refuse or double what comes in.
  for (const name of names) await client.query(`ALTER TABLE ${name} DISABLE TRIGGER USER`)
  await refuseFull(client)
  await client.query(`TRUNCATE ${names.join(', ')}`)
  const manifest = await fillTables(client, text, file)
  await client.query('SET CONSTRAINTS ALL IMMEDIATE')
  await client.query('DELETE FROM sessions')
  for (const name of names) await client.query(`ALTER TABLE ${name} ENABLE TRIGGER USER`)
  for (const [name, last] of Object.entries(manifest.sequences)) await client.query('SELECT setval($1::regclass, $2)', [quoted(name), last])
  return manifest
}

async function fillTables(client: pg.Client, text: Pieces, file: string): Promise<Manifest> {
  const found: Manifest['tables'] = {}
  for (;;) {
    const said = parsed<Table | Manifest>(await text.line(), file)
    if ('tables' in said) {
      const isWhole = JSON.stringify(said.tables) === JSON.stringify(found) && (await text.isOver())
      if (isWhole) return said
      throw damaged(file)
    }
    const count = counter()
    const counted = async function* () {
      for await (const chunk of text.rows()) {
        count.add(chunk)
        if (chunk.length > 0) yield chunk
      }
    }
    await pipeline(Readable.from(counted()), client.query(copyFrom(`COPY ${copied(said)} FROM STDIN`)))
    found[said.name] = count.kept()
  }
}

async function refuseOtherSchema(client: pg.Client, { migrations, at }: Head): Promise<void> {
  const here = await listMigrations(client)
  if (JSON.stringify(here) === JSON.stringify(migrations)) return
  throw new CannotStart(
    `This backup of ${at} has the schema up to "${migrations.at(-1)}", and this Cleancopy has it up to "${here.at(-1)}". Restore it with the Cleancopy that wrote it, into an empty database; this one then brings that database up at its start.`,
  )
}

// Whatever anybody has done here has left its event.
async function refuseFull(client: pg.Client): Promise<void> {
  const { rows } = await client.query(
    `SELECT current_database() AS name, (SELECT count(*) FROM people)::int AS people, (SELECT count(*) FROM articles)::int AS articles,
            (SELECT count(*) FROM events)::int AS events`,
  )
  const { name, people, articles, events } = rows[0]
  if (people + articles + events === 0) return
  throw new CannotStart(
    `The database "${name}" is not empty: it has ${people} people, ${articles} articles and ${events} events. A backup fills an empty one: name another in DATABASE_URL, or an empty folder: DATA=/some/folder npm run cli -- restore FILE.`,
  )
}

type Pieces = { line(): Promise<string>; rows(): AsyncGenerator<Buffer>; isOver(): Promise<boolean> }

const longestLine = 1024 * 1024

/** Reads a backup as it is written: a line, or all rows up to the line “\.”. */
function pieces(bytes: AsyncIterable<Buffer>, file: string): Pieces {
  const chunks = bytes[Symbol.asyncIterator]()
  let left: Buffer = Buffer.alloc(0)
  const more = async () => {
    const { done, value } = await chunks.next()
    if (!done) left = Buffer.concat([left, value])
    return !done
  }
  const line = async () => {
    while (left.indexOf(10) < 0) if (left.length > longestLine || !(await more())) throw damaged(file)
    const end = left.indexOf(10)
    const found = left.subarray(0, end).toString()
    left = left.subarray(end + 1)
    return found
  }
  async function* rows() {
    // The break of the line before stands in front, so that the last line is always found by the same bytes.
    left = Buffer.concat([last.subarray(0, 1), left])
    for (let from = 1; ; ) {
      const end = left.indexOf(last)
      if (end >= 0) {
        yield left.subarray(from, end + 1)
        left = left.subarray(end + last.length)
        return
      }
      // What is left may end in the beginning of the last line.
      const safe = left.length - last.length + 1
      if (safe > from) {
        yield left.subarray(from, safe)
        left = left.subarray(safe)
        from = 0
      }
      if (!(await more())) throw damaged(file)
    }
  }
  return { line, rows, isOver: async () => left.length === 0 && !(await more()) }
}

const last = Buffer.from('\n\\.\n')

function parsed<T extends object>(line: string, file: string): T {
  try {
    const said = JSON.parse(line)
    if (typeof said === 'object' && said !== null) return said
  } catch {}
  throw damaged(file)
}

function damaged(file: string): CannotStart {
  return new CannotStart(`${file} is no whole backup of Cleancopy: it is damaged or was broken off. Nothing was changed.`)
}

function isOfFiles(error: unknown): error is NodeJS.ErrnoException {
  const { syscall = '', code = '' } = error as NodeJS.ErrnoException
  return ['open', 'read'].includes(syscall) || /^Z_|^ERR_ZLIB/.test(code)
}
