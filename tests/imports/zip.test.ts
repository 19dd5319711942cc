import { deflateRawSync } from 'node:zlib'
import { plainText } from '../../server/imports/formats/text.ts'
import { zipOf } from '../../server/imports/formats/zip.ts'
import { mostUnfolded } from '../../server/imports/formats/zip-entry.ts'
import { extensions, readFile } from '../../server/imports/formats.ts'
import { readAll, storedFile, wordsIn, wordsOf } from './read.ts'
import { overlapping, stored, type ZipEntry, zipped } from './zip-maker.ts'

const good: ZipEntry = { name: 'good.txt', content: 'Good.' }
const is = (name: string) => `“a.zip › ${name}”`

test('each importable file in an archive is read as if it came by itself, in the order of the archive', async () => {
  const archive = zipped([
    { name: 'north/ferry.txt', content: 'The ferry is back.' },
    stored('lines.JSONL', '{"text":"One."}\n\n{"text":"Two."}\n'),
    { name: 'list.json', content: '[{"text":"Three."}]' },
    { name: 'alone.json', content: '{"text":"Four."}' },
  ])
  expect(await readAll('a.zip', archive)).toMatchObject([
    { entry: 'north/ferry.txt', line: null, decoded: { text: 'The ferry is back.' }, bytes: Buffer.from('The ferry is back.') },
    { entry: 'lines.JSONL', line: 1, decoded: { text: 'One.' }, bytes: Buffer.from('{"text":"One."}') },
    { entry: 'lines.JSONL', line: 3, decoded: { text: 'Two.' } },
    { entry: 'list.json', line: 1, decoded: { text: 'Three.' } },
    { entry: 'alone.json', line: null, decoded: { text: 'Four.' } },
  ])
})

test('folders and what systems add for themselves are passed over', async () => {
  const names = ['north/', '__MACOSX/good.txt', 'north/__MACOSX/._good.txt', '.DS_Store', 'north/.hidden.txt', 'Thumbs.db', 'desktop.ini']
  expect(await wordsOf('a.zip', zipped([...names.map((name) => ({ name, content: 'x' })), good]))).toEqual(['Good.'])
})

const again = 'Pack the archive again.'
const single = extensions.filter((name) => !/\.(?:zip|tar|tgz|tar\.gz)$/.test(name))
const bomb = deflateRawSync(Buffer.alloc(20 * 2 ** 20))

test.each<[string, ZipEntry, string]>([
  ['another kind of file', { name: 'a.jpg' }, `is not one of the files that can be imported (${single.join(', ')}).`],
  [
    'an archive',
    { name: 'in.zip', content: zipped([good]) },
    'is an archive in an archive, and those are not opened. Import it by itself.',
  ],
  [
    'an archive under another name',
    { name: 'in.txt', content: zipped([good]) },
    'looks like a ZIP archive or an Office document, not plain text. Save the article as UTF-8 text and import it again.',
  ],
  ['a link', { name: 'link.txt', content: '/etc/passwd', mode: 0o120777 }, 'is a link, and links are not followed.'],
  [
    'what is encrypted',
    { name: 'e.txt', content: 'x', flags: 0x801 },
    'is encrypted. Pack the archive without a password and import it again.',
  ],
  [
    'an unknown way of packing',
    { name: 'm.txt', content: 'x', method: 12 },
    'is packed in a way that is not read here (method 12). Pack the archive again as an ordinary ZIP.',
  ],
  ['a wrong checksum', { name: 'c.txt', content: 'Wrong.', crc: 1 }, `is damaged: its checksum is not that of its bytes. ${again}`],
  ['fewer bytes', { name: 's.txt', content: 'Short.', size: 7 }, `is damaged: it holds fewer bytes than the archive says. ${again}`],
  ['more bytes', { name: 'l.txt', content: 'Long.', size: 4 }, `is damaged: it holds more bytes than the archive says. ${again}`],
  ['more unpacked bytes', { ...stored('l.txt', 'Long.'), size: 4 }, `is damaged: it holds more bytes than the archive says. ${again}`],
  [
    'bytes that are not packed',
    { name: 'g.txt', content: 'Garbage.', packed: Buffer.from('\xff\xff\xff') },
    `is damaged: it cannot be unfolded. ${again}`,
  ],
  [
    'bytes that are cut off',
    { name: 'g.txt', content: 'x'.repeat(99), packed: deflateRawSync('x'.repeat(99)).subarray(0, -2) },
    `is damaged: it cannot be unfolded. ${again}`,
  ],
  [
    'a place without an entry',
    { name: 'p.txt', content: 'Nowhere.', at: 3 },
    `is damaged: its bytes are not where the archive says. ${again}`,
  ],
  [
    'a place beyond the end',
    { name: 'p.txt', content: 'Nowhere.', at: 1e6 },
    `is damaged: its bytes are not where the archive says. ${again}`,
  ],
  [
    'a length beyond the end',
    { name: 'p.txt', content: 'Long.', packedSize: 1e6 },
    `is damaged: its bytes are not where the archive says. ${again}`,
  ],
  [
    'a bomb',
    { name: 'b.txt', packed: bomb, size: 20 * 2 ** 20 },
    'was not unfolded: it is more than 250 times as large as its packed form, as in an archive that is made to do harm.',
  ],
  ['a bomb that lies', { name: 'b.txt', packed: bomb, size: 1000 }, `is damaged: it holds more bytes than the archive says. ${again}`],
  [
    'an entry without end',
    { name: 'b.txt', packed: bomb, size: 3e9 },
    'is larger than 512 MB, the most that one file may have. Import it in parts.',
  ],
  ['an empty file', { name: 'e.txt' }, 'is empty.'],
])('%s fails by itself, and the good entries around it go through', async (_, entry, sentence) => {
  expect(await wordsOf('a.zip', zipped([good, entry, good]))).toEqual(['Good.', `${is(String(entry.name))} ${sentence}`, 'Good.'])
})

test('names are shown without what hides in them, and are no paths', async () => {
  const names = [
    '../../up.txt',
    '/etc/cron.d/root.txt',
    'C:\\Windows\\a.txt',
    'nul\0byte.txt',
    'turn\u202etxt.txt',
    `${'long/'.repeat(100)}a.txt`,
  ]
  const found = await readAll('a.zip', zipped(names.map((name) => ({ ...good, name }))))
  expect(found.map(({ entry }) => entry)).toEqual([
    '../../up.txt',
    '/etc/cron.d/root.txt',
    'C:\\Windows\\a.txt',
    'nulbyte.txt',
    'turntxt.txt',
    `${'long/'.repeat(39)}a.txt`,
  ])
})

test('a name is read in its own encoding, marked or not', async () => {
  const names = [{ name: 'été.txt' }, { name: 'été.txt', flags: 0 }, { name: Buffer.from('\x82t\x82.txt', 'latin1'), flags: 0 }]
  const found = await readAll('a.zip', zipped(names.map((name) => ({ ...good, ...name }))))
  expect(found.map(({ entry }) => entry)).toEqual(['été.txt', 'été.txt', 'été.txt'])
})

test.each([
  ['', '“a.zip” is empty.'],
  ['The ferry is back.', '“a.zip” is no ZIP archive, though it is called one: it looks like something else.'],
  ['{\\rtf1', '“a.zip” is no ZIP archive, though it is called one: it looks like a rich text (RTF) document.'],
  [zipped([]), '“a.zip” is an empty archive.'],
  [zipped([{ name: 'north/' }, stored('.DS_Store', 'x')]), '“a.zip” holds no files.'],
  [
    zipped([good]).subarray(0, -3),
    '“a.zip” is no whole ZIP archive: it is cut off or damaged, so nothing of it can be read. Fetch or pack it again.',
  ],
  [
    zipped([good], { count: 1_000_000 }),
    '“a.zip” says that it holds 1,000,000 entries: an archive may hold at most 100,000. Import it in parts.',
  ],
])('an archive without any article fails once', async (content, sentence) => {
  expect(await wordsOf('a.zip', content)).toEqual([sentence])
})

test('a list of entries that is damaged, or longer or shorter than it says, is read as far as it goes, and says so', async () => {
  expect(await wordsOf('a.zip', zipped([good, good], { count: 3 }))).toEqual([
    'Good.',
    'Good.',
    '“a.zip” was not read after its entry 2: its list of entries is damaged there.',
  ])
  expect(await wordsOf('a.zip', zipped([good, good], { count: 1 }))).toEqual([
    'Good.',
    '“a.zip” lists more entries than the 1 that it says it holds; the others were not read.',
  ])
})

test('entries that lie over one another are not read on and on', async () => {
  const stop = '“a.zip” was not read from here on: its entries lie over one another, as in an archive that is made to do harm.'
  expect((await wordsOf('a.zip', overlapping(1000))).slice(1)).toEqual([`${is('kernel.txt')} lies over another entry.`, stop])
  const into = { ...stored('into.txt', 'Into the next.'), size: 60, packedSize: 60 }
  expect(await wordsOf('a.zip', zipped([good, into, good, good]))).toEqual([
    'Good.',
    `${is('into.txt')} is damaged: its checksum is not that of its bytes. ${again}`,
    `${is('good.txt')} lies over another entry.`,
    stop,
  ])
})

test('the order of the bytes in an archive says nothing: its list does', async () => {
  const other = { name: 'good.txt', content: 'Other' }
  expect(await wordsOf('a.zip', zipped([{ ...other, name: '.passed-over' }, good, { ...other, at: 0 }]))).toEqual(['Good.', 'Other'])
})

test('an archive is not read on where more comes out of it than one may hold', async () => {
  const large = stored('large.txt', Buffer.alloc(400, 'word '))
  const format = zipOf([plainText], { ...mostUnfolded, inAll: 1024 })
  const words = await wordsIn(format.read(storedFile('a.zip', zipped([large, large, large, good]))))
  expect(words.slice(2)).toEqual([
    '“a.zip › large.txt” was not unfolded: the archive holds too much.',
    '“a.zip” was not read from here on: unfolded it holds more than 1 KB, the most that an archive may hold. Import it in parts.',
  ])
  expect(mostUnfolded.inAll).toBe(2 ** 30)
})

test('an error that is not the archive’s is not said of it', async () => {
  const bytes = zipped([{ name: 'a.txt', content: Buffer.alloc(200_000, 'The ferry is back. ') }, good])
  for (let works = 1; works < 8; works++) {
    let asked = 0
    const part = async (from: number, to: number) => {
      if (++asked > works) throw new Error('The connection is gone.')
      return bytes.subarray(from, to)
    }
    const file = { name: 'a.zip', size: bytes.length, bytes: nothing(), part }
    await expect(all(readFile(file))).rejects.toThrow('The connection is gone.')
  }
})

async function* nothing(): AsyncGenerator<never> {}

async function all(things: AsyncIterable<unknown>): Promise<void> {
  for await (const _ of things);
}
