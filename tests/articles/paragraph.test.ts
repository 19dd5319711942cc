import fc from 'fast-check'
import { contentSha256 } from '../../server/articles/content.ts'
import { cutParagraphs, paragraphsOf, textOf } from '../../server/articles/paragraph.ts'
import { corpusTexts } from '../corpus.ts'

const lines = fc
  .array(fc.oneof(fc.string({ unit: 'binary' }), fc.constantFrom('', '\r', '\r\n', '\n', '\n\n', ' ', 'Also Read: Ferry Returns')))
  .map((parts) => parts.join('\n'))
const anyText = fc.oneof(
  lines,
  fc.array(fc.integer({ min: 0, max: 0xffff })).map((units) => String.fromCharCode(...units)),
)

test('an untouched text is rebuilt exactly from its paragraphs, whatever its characters and line breaks', () => {
  fc.assert(fc.property(anyText, (text) => expect(textOf(paragraphsOf(text, 1))).toBe(text)))
})

test('every paragraph points to its own words in the decoded original', () => {
  fc.assert(
    fc.property(anyText, (text) => {
      for (const { text: words, origin } of paragraphsOf(text, 1)) expect(text.slice(origin?.start, origin?.end)).toBe(words)
    }),
  )
})

test('a clean copy without cuts is the text itself', () => {
  fc.assert(fc.property(anyText, (text) => expect(textOf(cutParagraphs(paragraphsOf(text, 1), []))).toBe(text)))
})

test('kept and cut stretches with the separators rebuild the text', () => {
  const cutSomewhere = anyText.chain((text) =>
    fc.record({ text: fc.constant(text), at: fc.array(fc.tuple(fc.nat(), fc.nat(), fc.nat()), { maxLength: 6 }) }),
  )
  fc.assert(
    fc.property(cutSomewhere, ({ text, at }) => {
      const paragraphs = paragraphsOf(text, 1)
      if (paragraphs.length === 0) return
      const cuts = at.map(([which, from, length]) => stretch(paragraphs[which % paragraphs.length], from, length))
      const rebuilt = paragraphs.map((paragraph) => {
        const own = cuts.filter(({ paragraph_id }) => paragraph_id === paragraph.id)
        const edges = [0, ...own.flatMap(({ start, end }) => [start, end]), paragraph.text.length].toSorted((a, b) => a - b)
        return edges.slice(1).reduce((sum, edge, index) => sum + paragraph.text.slice(edges[index], edge), '') + paragraph.end
      })
      expect(rebuilt.join('')).toBe(text)
      expect(() => cutParagraphs(paragraphs, cuts)).not.toThrow()
    }),
  )
})

test('the hash changes exactly when the text that a reader gets changes', () => {
  const wellFormed = fc.string({ unit: 'grapheme' })
  fc.assert(
    fc.property(wellFormed, wellFormed, (one, other) => {
      const same = hash(one).equals(hash(other))
      const read = (text: string) => paragraphsOf(text, 1).map((paragraph) => paragraph.text)
      expect(same).toBe(JSON.stringify(read(one)) === JSON.stringify(read(other)))
    }),
  )
})

test('neither the number of the revision nor the ids of paragraphs are part of the hash', () => {
  expect(hash('One.\nTwo.', 1)).toEqual(hash('One.\nTwo.', 7))
})

test('cutting words changes the hash, and putting them back restores it', () => {
  const paragraphs = paragraphsOf('One.\nAlso Read: Two\nThree.', 1)
  const cut = cutParagraphs(paragraphs, [{ paragraph_id: '1-2', start: 0, end: 14 }])
  expect(textOf(cut)).toBe('One.\nThree.')
  expect(contentSha256({ ...words, paragraphs: cut })).not.toEqual(contentSha256({ ...words, paragraphs }))
  expect(contentSha256({ ...words, paragraphs: cutParagraphs(paragraphs, []) })).toEqual(contentSha256({ ...words, paragraphs }))
})

test.each(corpusTexts())('the real article %s is rebuilt exactly', (_, text) => {
  expect(textOf(paragraphsOf(text, 1))).toBe(text)
})

const words = { title: 'Ferry returns', standfirst: '', byline: '', language: 'en', correction: null }

function hash(text: string, revision = 1): Buffer {
  return contentSha256({ ...words, paragraphs: paragraphsOf(text, revision) })
}

function stretch(paragraph: { id: string; text: string } | undefined, from: number, length: number) {
  const { id = '', text = '' } = paragraph ?? {}
  const start = text.length === 0 ? 0 : from % text.length
  return { paragraph_id: id, start, end: Math.min(text.length, start + (length % 40)) }
}
