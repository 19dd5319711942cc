import { readdir, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { deflateRawSync } from 'node:zlib'
import { cast } from '../cast.ts'
import { removeFolder, temporaryFolder } from '../cluster.ts'
import { type FreshDatabase, freshDatabase } from '../database.ts'
import { endPrograms } from '../db/program.ts'
import { itemsOf, story } from './bring.ts'
import { wordsOf } from './read.ts'
import { openRubbishHouse, type Piece, type RubbishHouse, repeated } from './rubbish-house.ts'
import { overlapping, stored, zipped } from './zip-maker.ts'

const mb = 2 ** 20
let database: FreshDatabase
let folder: string
let house: RubbishHouse
beforeAll(async () => {
  database = await freshDatabase()
  await cast(database.db)
  folder = await temporaryFolder()
  // A heap beyond this would end the process; the buffers outside of it are measured.
  const env = { DATABASE_URL: database.url, HOME: folder, TMPDIR: folder, NODE_OPTIONS: '--max-old-space-size=256' }
  house = await openRubbishHouse(env, folder)
})
afterAll(async () => {
  expect(await house.close()).toBe(0)
  await endPrograms()
  await database.drop()
  await removeFolder(folder)
})

type Rubbish = { name: string; bytes: Buffer | string | Iterable<Buffer>; says: (string | RegExp)[] }

const good = { name: 'good.txt', content: story('good') }
const readOn = 'created'
const beginning = Array.from({ length: 20 }, (_, n) => String.fromCharCode(65 + n)).join('')
const nothingIn = (name: string, first: number) =>
  `“${name}” was not read beyond line ${first}: none of its first 100 lines holds an article. Write one JSON object per line.`

const rubbish: Rubbish[] = [
  {
    name: 'bomb.zip',
    bytes: zipped([{ name: 'zeros.txt', packed: deflateRawSync(Buffer.alloc(100 * mb)), size: 100 * mb }, good]),
    says: [
      '“bomb.zip › zeros.txt” was not unfolded: it is more than 250 times as large as its packed form, as in an archive that is made to do harm.',
      readOn,
    ],
  },
  {
    name: 'lying.zip',
    bytes: zipped([
      { name: 'zeros.txt', packed: deflateRawSync(Buffer.alloc(100 * mb)), size: 5000 },
      { ...good, content: story('second') },
    ]),
    says: ['“lying.zip › zeros.txt” is damaged: it holds more bytes than the archive says. Pack the archive again.', readOn],
  },
  {
    name: 'nested.zip',
    bytes: zipped([1, 2, 3].map((n) => ({ name: `${n}.zip`, content: zipped([{ name: 'x.zip', content: zipped([good]) }]) }))),
    says: [1, 2, 3].map((n) => `“nested.zip › ${n}.zip” is an archive in an archive, and those are not opened. Import it by itself.`),
  },
  {
    name: 'many.zip',
    bytes: zipped([good], { count: 100_001 }),
    says: ['“many.zip” says that it holds 100,001 entries: an archive may hold at most 100,000. Import it in parts.'],
  },
  {
    name: 'folders.zip',
    bytes: zipped(Array.from({ length: 20_000 }, () => stored('a/', ''))),
    says: ['“folders.zip” holds no files.'],
  },
  {
    name: 'line.jsonl',
    bytes: repeated(12 * mb, 'word ', '{"text":"', '"}\n{"text":"After the long line."}\n'),
    says: ['Line 1 of “line.jsonl” is larger than 2 MB, the most that one article may have.', readOn],
  },
  { name: 'empty-lines.jsonl', bytes: repeated(mb, '\n', '', '{"text":"After a million lines."}'), says: [readOn] },
  { name: 'blank-lines.jsonl', bytes: repeated(4 * mb, ' \t\r\n'), says: ['“blank-lines.jsonl” is empty.'] },
  {
    name: 'braces.jsonl',
    bytes: repeated(3 * mb, '{}\n'),
    says: [...Array.from({ length: 100 }, (_, n) => `Line ${n + 1} of “braces.jsonl” has no “text”.`), nothingIn('braces.jsonl', 100)],
  },
  {
    name: 'binary.jsonl',
    bytes: Buffer.from(Array.from({ length: 5000 }, (_, n) => 11 + ((n * 7919 + 128) % 240))).fill(0, 40, 60),
    says: ['Line 1 of “binary.jsonl” holds NUL bytes: this is no JSON.'],
  },
  {
    name: 'text.json',
    bytes: repeated(12 * mb, 'word ', '"', '"'),
    says: ['“text.json” is no JSON list of objects: it begins with neither [ nor {.'],
  },
  {
    name: 'long.json',
    bytes: repeated(12 * mb, 'word ', '[{"text":"', '"},{"text":"After the long entry."}]'),
    says: ['Entry 1 of “long.json” is larger than 2 MB, the most that one article may have.', readOn],
  },
  {
    name: 'deep.json',
    bytes: `[{"text":"Deep.","x":${'['.repeat(100_000)}${']'.repeat(100_000)}},{"text":"After the deep entry."}]`,
    says: ['Entry 1 of “deep.json” is nested more than 100 levels deep, which no article is.', readOn],
  },
  { name: 'open.json', bytes: '{"a":['.repeat(100_000), says: ['“open.json” breaks off before its first entry ends.'] },
  {
    name: 'proto.json',
    bytes: '[{"text":"The harbour has a new crane.","__proto__":{"title":"owned"},"constructor":{"prototype":{"title":"owned"}}}]',
    says: [readOn],
  },
  { name: 'nan.json', bytes: '[{"text":NaN}]', says: [/^Entry 1 of “nan.json” is not JSON/] },
  {
    name: 'comma.json',
    bytes: '[{"text":"A crane too many."},]',
    says: [readOn, '“comma.json” does not follow the rules of JSON after entry 1, at byte 31, and was not read from there on.'],
  },
  { name: 'bom.json', bytes: '\ufeff[{"text":"Marked."}]', says: [readOn] },
  { name: 'wide.json', bytes: Buffer.from('[{"text":"a"}]', 'utf16le'), says: ['“wide.json” is UTF-16 text. Save it as UTF-8.'] },
  { name: 'wide.jsonl', bytes: Buffer.from('\ufeff{"text":"a"}', 'utf16le'), says: [/^“wide.jsonl” is UTF-16 text\. Save it as UTF-8/] },
  { name: 'is-a-zip.txt', bytes: zipped([good]), says: [/^“is-a-zip.txt” looks like a ZIP archive or an Office document, not plain text/] },
  { name: 'is-text.zip', bytes: 'The ferry is back.', says: [/^“is-text.zip” is no ZIP archive, though it is called one/] },
  { name: 'le-mark.txt', bytes: wide('\ufeffL’été au port.'), says: [readOn] },
  { name: 'be-mark.txt', bytes: wide('\ufeffL’hiver au port.').swap16(), says: [readOn] },
  { name: 'le.txt', bytes: wide('Spring in the harbour.'), says: ['It is not marked and not UTF-8: read as utf-16le, a guess.'] },
  { name: 'be.txt', bytes: wide('Autumn in the harbour.').swap16(), says: ['It is not marked and not UTF-8: read as utf-16be, a guess.'] },
  {
    name: 'article.utf-8.txt',
    bytes: Buffer.from('L\x92\xe9t\xe9 co\xfbte 3 \x80 de plus, dit le maire.', 'latin1'),
    says: ['It is not marked and not UTF-8: read as windows-1252, a guess.'],
  },
  {
    name: 'half.txt',
    bytes: Buffer.concat([wide('\ufeffHalf a '), Buffer.from([0x3d, 0xd8]), wide(' smile.')]),
    says: ['Some bytes could not be read and stand as �; the original keeps them.'],
  },
  {
    name: 'half-utf-8.txt',
    bytes: Buffer.concat([Buffer.from('L’été revient — « enfin », dit Maëlle. '.repeat(5)), Buffer.from([0xed, 0xa0, 0xbd])]),
    says: [/Some bytes could not be read and stand as �; the original keeps them\.$/],
  },
  {
    name: 'nul.txt',
    bytes: 'The ferry\0 is back.',
    says: ['“nul.txt” holds NUL bytes, the first at 10: this is no plain text. Save it as UTF-8 text and import it again.'],
  },
  {
    name: 'controls.txt',
    bytes: Array.from({ length: 400 }, (_, n) => String.fromCharCode(1 + ((n * 37) % 31))).join(''),
    says: ['“controls.txt” does not look like text. Save the article as UTF-8 text and import it again.'],
  },
  {
    name: 'million.txt',
    bytes: repeated(mb, 'a\n'),
    says: ['“million.txt” has more than 20,000 lines, the most that one article may have. Import it in parts.'],
  },
  {
    name: 'millions.txt',
    bytes: repeated(8 * mb, 'a\n'),
    says: ['“millions.txt” is larger than 2 MB, the most that one article may have. Import it in parts.'],
  },
]

const paths = ['../up.txt', '../../../../up.txt', 'C:\\up.txt', '..\\up.txt', 'a/../../up.txt', 'up.txt\0.jpg.txt', '\u202etxt.pu.txt']

test('rubbish gets its sentence, the good beside it comes in, other pages answer and memory stays', async () => {
  const here = await treeOf(folder)
  const project = await treeOf('server')
  const named = zipped([...paths, join(folder, 'absolute.txt')].map((name, n) => ({ name, content: story(`path ${n}`) })))
  const link = { name: 'link.txt', content: '../../../../etc/passwd', mode: 0o120777 }
  const files = [
    ...rubbish.map(({ name, bytes }) => ({
      name,
      bytes: typeof bytes === 'string' || Buffer.isBuffer(bytes) ? [Buffer.from(bytes)] : bytes,
    })),
    { name: 'paths.zip', bytes: [named] },
    { name: 'links.zip', bytes: [zipped([link, link])] },
    { name: 'overlapping.zip', bytes: [overlapping(400)] },
  ]
  const [id, planning] = await house.meanwhile(() => planned(files))
  bounded(planning)
  const [, running] = await house.meanwhile(() => finished(id))
  bounded(running)
  const items = await itemsOf(database.db, id)
  expect(items.map(({ planned: before, outcome }) => [before, outcome]).filter(([before, outcome]) => before !== outcome)).toEqual([])
  const found = Map.groupBy(items, ({ file }) => file)
  for (const { name, says } of rubbish)
    expect([name, found.get(name)?.map(({ outcome, reason }) => reason ?? outcome)]).toEqual([name, says.map(like)])
  expect(found.get('paths.zip')?.map(({ outcome }) => outcome)).toEqual([...paths, ''].map(() => 'created'))
  expect(found.get('links.zip')?.map(({ reason }) => reason)).toEqual(
    [1, 2].map(() => '“links.zip › link.txt” is a link, and links are not followed.'),
  )
  expect(found.get('overlapping.zip')?.at(-1)?.reason).toBe(
    '“overlapping.zip” was not read from here on: its entries lie over one another, as in an archive that is made to do harm.',
  )
  expect(await treeOf(folder)).toEqual(here)
  expect(await treeOf('server')).toEqual(project)
}, 60_000)

test('files that are cut off anywhere bring what is whole in them, and say that there was more', async () => {
  const archive = zipped(['First.', 'Second.'].map((content, n) => ({ name: `${n}.txt`, content: `${content} ${beginning}` })))
  const list = Buffer.from(JSON.stringify(['First.', 'Second.'].map((text) => ({ text: `${text} ${beginning}`, byline: 'N. Calloway' }))))
  const cut = (name: string, whole: Buffer) =>
    Array.from({ length: Math.floor(whole.length / 10) }, (_, n) => ({ name: `${n}${name}`, bytes: [whole.subarray(0, n * 10)] }))
  const zips = cut('.zip', archive)
  const lists = cut('.json', list)
  const [id, planning] = await house.meanwhile(() => planned([...zips, ...lists]))
  bounded(planning)
  const items = Map.groupBy(await itemsOf(database.db, id), ({ file }) => file)
  expect(items.size).toBe(zips.length + lists.length)
  for (const { name } of zips)
    expect([name, items.get(name)?.map(({ planned: outcome, planned_reason: reason }) => [outcome, reason])]).toEqual([
      name,
      [['failed', expect.stringMatching(/” (is empty\.|is no ZIP archive, though|is no whole ZIP archive: it is cut off)/)]],
    ])
  for (const { name } of lists) {
    const [last, ...before] = (items.get(name) ?? []).toReversed()
    expect([name, last?.planned_reason]).toEqual([
      name,
      expect.stringMatching(/” (is empty|breaks off before its first entry|breaks off after entry [12];)/),
    ])
    for (const one of before) expect(['created', 'duplicate']).toContain(one.planned)
  }
})

test('an archive that is damaged anywhere brings no text that was not in it', async () => {
  const texts = ['First the ferry.', 'Then the crane.']
  const archive = zipped(texts.map((content, n) => ({ name: `${n}.txt`, content })))
  for (let at = 0; at < archive.length; at++)
    for (const bit of [1, 128]) {
      const damaged = Buffer.from(archive)
      damaged[at] = (damaged[at] ?? 0) ^ bit
      const words = await wordsOf('a.zip', damaged)
      expect([at, words.length > 0, words.filter((one) => !texts.includes(one) && !one.startsWith('“a.zip'))]).toEqual([at, true, []])
    }
})

/** The import of these files, once its plan is made. */
async function planned(files: Iterable<Piece>): Promise<string> {
  const id = await house.plan(files)
  await leaves(id, 'planning')
  return id
}

async function finished(id: string): Promise<void> {
  await house.run(id)
  await leaves(id, 'running')
}

async function leaves(id: string, state: string): Promise<void> {
  while ((await database.db('imports').where({ id }).first('state')).state === state) await new Promise((done) => setTimeout(done, 50))
}

function bounded({ longest, grown, asked }: { longest: number; grown: number; asked: number }): void {
  expect(asked).toBeGreaterThan(0)
  expect(longest).toBeLessThan(1000)
  // The rubbish is larger, and what counts here is garbage mostly, which waits to be collected.
  expect(grown).toBeLessThan(250)
}

/** Every file below a folder, with its size and when it was changed. */
async function treeOf(base: string): Promise<string[]> {
  const names = await readdir(base, { recursive: true })
  return Promise.all(
    names.toSorted().map(async (name) => `${name} ${await stat(join(base, name)).then(({ size, mtimeMs }) => `${size} ${mtimeMs}`)}`),
  )
}

function like(says: string | RegExp) {
  return typeof says === 'string' ? says : expect.stringMatching(says)
}

function wide(text: string): Buffer {
  return Buffer.from(text, 'utf16le')
}
