import { gzipSync } from 'node:zlib'
import { readAll, wordsOf } from './read.ts'

type Entry = { name: string; content?: string | Buffer; type?: string }

function tarred(...entries: Entry[]): Buffer {
  const blocks = entries.flatMap(({ name, content = '', type = '0' }) => {
    const bytes = Buffer.from(content)
    const header = Buffer.alloc(512)
    header.write(name, 0, 100)
    header.write(`${bytes.length.toString(8).padStart(11, '0')}\0`, 124)
    header.write('        ', 148)
    header.write(type, 156)
    header.write('ustar\x0000', 257)
    header.write(
      `${header
        .reduce((sum, byte) => sum + byte, 0)
        .toString(8)
        .padStart(6, '0')}\0 `,
      148,
    )
    return [header, bytes, Buffer.alloc((512 - (bytes.length % 512)) % 512)]
  })
  return Buffer.concat([...blocks, Buffer.alloc(1024)])
}

const good: Entry = { name: 'north/good.txt', content: 'Good.' }

test('each file of a tar archive is read as if it came by itself, packed or not', async () => {
  const entries: Entry[] = [
    { name: 'north/', type: '5' },
    good,
    { name: 'a.jsonl', content: '{"text":"One."}\n{"text":"Two."}\n' },
    { name: 'page.txt', content: '<html><body><p>Three.</p></body></html>' },
    { name: '__MACOSX/._x.txt', content: 'x' },
  ]
  for (const [name, bytes] of [
    ['a.tar.gz', gzipSync(tarred(...entries))],
    ['a.tar', tarred(...entries)],
  ] as const) {
    expect(await readAll(name, bytes)).toMatchObject([
      { entry: 'north/good.txt', line: null, bytes: Buffer.from('Good.') },
      { entry: 'a.jsonl', line: 1, decoded: { text: 'One.' } },
      { entry: 'a.jsonl', line: 2 },
      { entry: 'page.txt', decoded: { text: 'Three.\n' }, notes: ['Read as what it is: HTML page.'] },
    ])
  }
})

test('links, devices, pictures and archives in it fail by themselves; names lead nowhere', async () => {
  const bytes = tarred(
    { name: 'l.txt', type: '2' },
    { name: 'dev.txt', type: '3' },
    { name: 'a.jpg', content: 'x' },
    { name: 'in.zip', content: 'x' },
    { ...good, name: '../../up.txt' },
  )
  expect(await wordsOf('a.tgz', gzipSync(bytes))).toEqual([
    '“a.tgz › l.txt” is a link, and links are not followed.',
    expect.stringMatching(/^“a.tgz › dev.txt” is not one of the files/),
    expect.stringMatching(/^“a.tgz › a.jpg” is not one of the files/),
    '“a.tgz › in.zip” is an archive in an archive, and those are not opened. Import it by itself.',
    'Good.',
  ])
})

test('one that is cut off or damaged says where, and what came before is in', async () => {
  const packed = gzipSync(
    tarred(good, { name: 'b.txt', content: Buffer.from(Array.from({ length: 5000 }, (_, n) => 65 + ((n * n) % 57))) }),
  )
  expect(await wordsOf('a.tgz', packed.subarray(0, packed.length - 20))).toContain(
    '“a.tgz” was not read from here on: its packed form is damaged or cut off.',
  )
  const plain = tarred(good, good)
  plain[1024 + 10] = 1
  expect(await wordsOf('a.tar', plain)).toEqual(['Good.', '“a.tar” was not read from its entry 2 on: it is damaged or cut off there.'])
  expect(await wordsOf('a.tar', 'The ferry is back.')).toEqual([
    '“a.tar” was not read from its entry 1 on: it is damaged or cut off there.',
  ])
})

test('one that is made to do harm is left', async () => {
  const bomb = gzipSync(tarred({ name: 'bomb.jsonl', content: Buffer.alloc(20 * 2 ** 20, ' ') }, good))
  expect(await wordsOf('a.tgz', bomb)).toEqual([
    expect.stringMatching(/^“a.tgz” was not read from here on: it unfolds to more than 250 times/),
  ])
})
