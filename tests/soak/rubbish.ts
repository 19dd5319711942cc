import { setTimeout as wait } from 'node:timers/promises'
import { crc32, deflateRawSync } from 'node:zlib'
import { connect } from '../../db/connect.ts'
import { cast } from '../cast.ts'
import { startCluster } from '../cluster.ts'
import { databaseAt, onServer } from '../database.ts'
import { openRubbishHouse, type Piece, repeated } from '../imports/rubbish-house.ts'
import { overlapping, stored, type ZipEntry, zipped } from '../imports/zip-maker.ts'

type Long = { name: string; bytes: () => Piece['bytes']; items: number; says: RegExp }

const mb = 2 ** 20

/** What the suite tries in short, at full length; `says` is the last item's sentence, empty for an article. */
const files: Long[] = [
  { name: 'line.jsonl', bytes: () => repeated(500 * mb, 'word ', '{"text":"', '"}\n'), items: 1, says: /Line 1 .* is larger than 2 MB/ },
  { name: 'empty.jsonl', bytes: () => repeated(500 * mb, '\n'), items: 1, says: /is empty/ },
  { name: 'blank.jsonl', bytes: () => repeated(500 * mb, ' \t\r\n'), items: 1, says: /is empty/ },
  { name: 'braces.jsonl', bytes: () => repeated(4 * mb, '{}\n', '{"text":"One."}\n'), items: 100_001, says: /was not read from here on/ },
  { name: 'long.json', bytes: () => repeated(500 * mb, 'word ', '[{"text":"', '"}]'), items: 1, says: /Entry 1 .* is larger than 2 MB/ },
  { name: 'deep.json', bytes: () => repeated(500 * mb, '[', '['), items: 1, says: /breaks off before its first entry ends/ },
  { name: 'list.json', bytes: () => written('[', ',', ']'), items: 20_000, says: /^$/ },
  { name: 'lines.jsonl', bytes: () => written('', '\n', ''), items: 20_000, says: /^$/ },
  {
    name: 'lines.zip',
    bytes: () => [zipped([{ name: 'lines.jsonl', content: Buffer.concat([...written('', '\n', '')]) }])],
    items: 20_000,
    says: /^$/,
  },
  {
    name: 'million.zip',
    bytes: () => [zipped(Array.from({ length: 1_000_000 }, () => stored('a.txt', '')))],
    items: 1,
    says: /says that it holds 1,000,000/,
  },
  { name: 'folders.zip', bytes: () => [zipped(Array.from({ length: 100_000 }, () => stored('a/', '')))], items: 1, says: /holds no files/ },
  {
    name: 'empties.zip',
    bytes: () => [zipped(Array.from({ length: 50_000 }, () => stored('a.txt', '')))],
    items: 50_000,
    says: /is empty/,
  },
  { name: 'overlapping.zip', bytes: () => [overlapping(60_000)], items: 0, says: /its entries lie over one another/ },
  { name: 'bombs.zip', bytes: () => [zipped(Array.from({ length: 2000 }, () => bomb))], items: 2000, says: /more than 250 times as large/ },
  {
    name: 'large.zip',
    bytes: () => [zipped(larges(4))],
    items: 4,
    says: /unfolded it holds more than 1 GB/,
  },
]

/** Each of these files, or only those named, in a program that started for it: how long its plan took, the longest wait for another page, the memory. */
export async function rubbishRead(only: readonly string[]): Promise<string> {
  const { server, template, stop } = await startCluster()
  const url = databaseAt(server, template.replace('template', 'soak'))
  try {
    await onServer(server, `CREATE DATABASE ${new URL(url).pathname.slice(1)} TEMPLATE ${template}`)
    const chosen = files.filter(({ name }) => only.length === 0 || only.includes(name))
    for (const file of chosen) console.log(await read(file, url))
    return `${chosen.length} files, each with its sentence.`
  } finally {
    await stop()
  }
}

async function read({ name, bytes, items, says }: Long, url: string): Promise<string> {
  const db = connect(url)
  if (!(await db('people').first())) await cast(db)
  // Made before anyone waits for an answer: it takes long, and this process does nothing else meanwhile.
  const piece = { name, bytes: bytes() }
  const house = await openRubbishHouse({ DATABASE_URL: url })
  try {
    const started = performance.now()
    const [id, { longest, grown }] = await house.meanwhile(async () => {
      const made = await house.plan([piece])
      while ((await db('imports').where({ id: made }).first('state')).state === 'planning') await wait(200)
      return made
    })
    const seconds = (performance.now() - started) / 1000
    const found = await db('import_items').where({ import_id: id }).orderBy('ordinal', 'desc')
    const last = found[0]?.planned_reason ?? ''
    const line = `${name.padEnd(16)} ${seconds.toFixed(1).padStart(6)} s, another page after ${longest.toFixed(0)} ms at most, +${grown.toFixed(0)} MB, ${found.length} items: ${last}`
    if (!says.test(last) || (items > 0 && found.length !== items)) throw new Error(`Not as expected: ${line}`)
    if (longest > 1000) throw new Error(`Another page waited: ${line}`)
    return line
  } finally {
    await house.close()
    await db.destroy()
  }
}

/** 20,000 articles of 10 KB, a megabyte at a time. */
function* written(before: string, between: string, after: string): Generator<Buffer> {
  yield Buffer.from(before)
  let piece: string[] = []
  for (let n = 0; n < 20_000; n++) {
    const text = `The ferry number ${n} came back to Tarn Bay on Monday.\n`.repeat(190)
    piece.push(`${n === 0 ? '' : between}${JSON.stringify({ external_id: `f-${n}`, title: `Ferry ${n}`, text })}`)
    if (piece.length < 100) continue
    yield Buffer.from(piece.join(''))
    piece = []
  }
  yield Buffer.from(after)
}

const bomb = { name: 'zeros.txt', packed: deflateRawSync(Buffer.alloc(100 * mb)), size: 100 * mb }

// Just under the ratio that tells a bomb.
function larges(count: number): ZipEntry[] {
  const content = Buffer.alloc(400 * mb, ' ')
  const packed = Buffer.concat([deflateRawSync(content), Buffer.alloc(2 * mb)])
  const large = { packed, size: content.length, crc: crc32(content) }
  return Array.from({ length: count }, (_, n) => ({ ...large, name: `${n}.txt` }))
}
