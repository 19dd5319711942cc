import { existsSync, globSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'

const pages = globSync('*.md').concat(globSync('docs/**/*.md'))
const mentions = pages.flatMap((page) => {
  const text = readFileSync(page, 'utf8')
  const links = [...text.matchAll(/\]\((?!https?:|#|mailto:)([^)#]+)/g)].map(([, path = '']) => ({ page, path: join(dirname(page), path) }))
  const named = [...text.matchAll(/`((?:server|views|db|seeds|tests|docs)\/[\w./-]+)`/g)].map(([, path = '']) => ({ page, path }))
  return [...links, ...named]
})

test('there are pages to check', () => expect(pages).toContain('README.md'))

test('every path that a page names is there', () => {
  expect(mentions.filter(({ path }) => !existsSync(path))).toEqual([])
})

test('every npm script that a page names is there', () => {
  const { scripts } = JSON.parse(readFileSync('package.json', 'utf8')) as { scripts: Record<string, string> }
  const named = pages.flatMap((page) =>
    [...readFileSync(page, 'utf8').matchAll(/npm run (?:--silent )?([\w:-]+)/g)].map(([, name = '']) => name),
  )
  expect(named.filter((name) => !(name in scripts))).toEqual([])
})
