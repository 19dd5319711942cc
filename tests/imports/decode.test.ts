import fc from 'fast-check'
import { decode } from '../../server/imports/decode.ts'

const story = 'L’été revient à Courbevigne — « enfin », dit Maëlle. Ça coûte 3 € de moins.\n'

test('valid UTF-8 is read as it stands', () => {
  expect(decode(Buffer.from(story))).toEqual({ text: story, encoding: 'utf-8', encoding_found_by: 'valid UTF-8', bom: false, lossy: false })
})

test.each([
  ['utf-8', Buffer.from([0xef, 0xbb, 0xbf]), Buffer.from(story)],
  ['utf-16le', Buffer.from([0xff, 0xfe]), wide(story)],
  ['utf-16be', Buffer.from([0xfe, 0xff]), wide(story).swap16()],
])('a byte order mark says %s, and is not part of the text', (encoding, mark, bytes) => {
  expect(decode(Buffer.concat([mark, bytes]))).toEqual({
    text: story,
    encoding,
    encoding_found_by: 'byte order mark',
    bom: true,
    lossy: false,
  })
})

test.each([
  ['utf-16le', 'The ferry is back. L’été aussi.\n', wide('The ferry is back. L’été aussi.\n')],
  ['utf-16be', 'The ferry is back.\n', wide('The ferry is back.\n').swap16()],
  ['utf-16le', 'عادت العبارة إلى الميناء بعد أحد عشر شهرا', wide('عادت العبارة إلى الميناء بعد أحد عشر شهرا')],
])('%s without a mark is known by its zeros: %s', (encoding, text, bytes) => {
  expect(decode(bytes)).toEqual({ text, encoding, encoding_found_by: 'guess', bom: false, lossy: false })
})

test.each([
  ['windows-1252', story],
  ['windows-1252', 'Café'],
  ['windows-1252', '“We waited,” she said — the ferry isn’t back.'],
  ['windows-1250', 'Prom wraca po remoncie do portu, mówi burmistrz: żółć i gęś łąka, „więcej niż kiedyś”.'],
  ['windows-1251', 'Паром вернулся в порт после ремонта, сообщил мэр во вторник.'],
  ['koi8-r', 'Паром вернулся в порт после ремонта, сообщил мэр во вторник.'],
  ['windows-1256', 'عادت العبارة إلى الميناء بعد أحد عشر شهرا من الإصلاح'],
])('%s is guessed, and every byte is kept: %s', (encoding, text) => {
  expect(decode(encoded(text, encoding))).toEqual({ text, encoding, encoding_found_by: 'guess', bom: false, lossy: false })
})

test('a few broken bytes in UTF-8 are lost and said to be lost; the rest is read', () => {
  const bytes = Buffer.concat([Buffer.from(story.repeat(5)), Buffer.from([0xe2, 0x82])])
  expect(decode(bytes)).toMatchObject({ text: `${story.repeat(5)}\ufffd`, encoding: 'utf-8', encoding_found_by: 'guess', lossy: true })
})

test('half a character in UTF-16 is said to be lost', () => {
  const bytes = Buffer.concat([Buffer.from([0xff, 0xfe]), wide('a'), Buffer.from([0x3d, 0xd8]), wide('b')])
  expect(decode(bytes)).toMatchObject({ text: 'a\ufffdb', lossy: true })
})

test.each([[Buffer.from('The ferry\0 is back.')], [Buffer.from([0, 1, 2, 3, 0, 0, 0, 255])], [Buffer.from([0, 0, 0, 0])]])(
  'bytes with zeros that are no UTF-16 are no text',
  (bytes) => {
    expect(decode(bytes)).toBeNull()
  },
)

test('every text in UTF-8 comes back as it was, line breaks and all', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 60 }), (text) => {
      fc.pre(!text.includes('\0') && !text.startsWith('\ufeff'))
      const decoded = decode(Buffer.from(text))
      expect(decoded).toMatchObject({ text, encoding: 'utf-8', lossy: false })
    }),
  )
})

function wide(text: string): Buffer {
  return Buffer.from(text, 'utf16le')
}

function encoded(text: string, encoding: string): Buffer {
  const decoder = new TextDecoder(encoding)
  const bytes = new Map(Array.from({ length: 256 }, (_, byte) => [decoder.decode(Buffer.from([byte])), byte]))
  return Buffer.from(
    [...text].map((character) => {
      const byte = bytes.get(character)
      if (byte === undefined) throw new Error(`${encoding} has no ${character}`)
      return byte
    }),
  )
}
