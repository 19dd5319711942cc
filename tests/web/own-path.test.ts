import { ownPath } from '../../server/web/own-path.ts'

test.each(['/articles', '/articles?state=draft&q=a%20b', '/people/', '/a/b/c'])('%s stays', (path) => {
  expect(ownPath(path)).toBe(path)
})

test.each([
  '//evil.example',
  '///evil.example',
  '/\\evil.example',
  '\\\\evil.example',
  '/\t/evil.example',
  '/\n/evil.example',
  '/.//evil.example',
  '/a/..//evil.example',
  'https://evil.example/articles',
  'javascript:alert(1)',
  'articles',
  '',
  ' /articles',
])('%j leads nowhere but home', (path) => {
  expect(ownPath(path)).toBe('/')
})

test('what is no text leads home', () => {
  expect(ownPath(['/articles'])).toBe('/')
  expect(ownPath(undefined, '/desk')).toBe('/desk')
})
