import { canonicalUrl, folded } from '../../server/imports/identity.ts'

test.each([
  ['http://Example.org:80/news/ferry/?utm_source=x&fbclid=1#top', 'https://example.org/news/ferry'],
  ['https://example.org/?id=7&utm_medium=mail', 'https://example.org?id=7'],
  ['https://example.org/', 'https://example.org'],
  ['https://example.org/a%20b?q=é', 'https://example.org/a%20b?q=%C3%A9'],
])('%s is known as %s', (url, canonical) => {
  expect(canonicalUrl(url)).toBe(canonical)
})

test('texts that differ in blanks, capitals or the form of their characters are one text', () => {
  expect(folded('L’E\u0301TÉ  revient.\r\n\r\nEnfin.')).toBe(folded('l’été revient.\nenfin.'))
  expect(folded('L’été revient.')).not.toBe(folded('L’hiver revient.'))
})
