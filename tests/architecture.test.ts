import { globSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'

/**
 * The architecture: which rooms a room may look into, lower rooms first. A room always sees itself, db/, errors.ts and the table of
 * permissions; web/ is for routes only. The tests below say the rest.
 */
const mayImport: Record<string, readonly string[]> = {
  words: [],
  cleaning: [],
  permissions: [],
  web: [],
  health: [],
  metrics: [],
  history: ['words'],
  notices: [],
  jobs: [],
  policy: ['history', 'cleaning'],
  figures: ['policy'],
  notifications: ['history'],
  comments: ['history'],
  access: ['history'],
  users: ['history', 'policy', 'access'],
  'sign-in': ['history', 'users'],
  account: ['history', 'users', 'sign-in'],
  sources: ['history', 'words'],
  search: [],
  rules: ['cleaning', 'figures', 'history', 'notices', 'policy'],
  articles: ['search', 'cleaning', 'history', 'comments', 'sources', 'jobs', 'notices', 'words', 'rules'],
  tags: ['history', 'articles'],
  bulk: ['history', 'jobs', 'search', 'articles', 'tags'],
  jump: ['search', 'articles', 'tags'],
  reading: ['articles', 'words'],
  exports: ['history', 'articles', 'reading', 'words'],
  imports: ['history', 'jobs', 'policy', 'users', 'sources', 'articles', 'words'],
  galley: ['cleaning', 'figures', 'history', 'comments', 'jobs', 'sign-in', 'articles', 'tags', 'exports', 'words'],
  review: ['articles', 'galley'],
  lab: ['cleaning', 'search', 'rules', 'articles', 'sources', 'words'],
  desk: ['cleaning', 'figures', 'policy', 'review'],
  audit: ['history', 'words'],
}

const files = globSync('server/**/*.{ts,js}').toSorted()
const imports = files.flatMap((file) =>
  [...readFileSync(file, 'utf8').matchAll(/(?:from|import)\s*\(?'(\.{1,2}\/[^']+)'/g)].map(([, path = '']) => ({
    file,
    to: join(dirname(file), path),
  })),
)
// The table of permissions stands with the people, and is for everyone.
const room = (path: string) => (path === 'server/users/permissions.ts' ? 'permissions' : (path.split('/')[1] ?? ''))
const isRoutes = (path: string) => /(^|[-/])routes\.ts$/.test(path)
const isTop = (path: string) => path.split('/').length === 2
const within = imports.filter(({ file, to }) => !isTop(file) && to.startsWith('server/') && room(file) !== room(to))

test('the fence reads real imports', () => {
  expect(imports.length).toBeGreaterThan(200)
})

test('every room stands in the table', () => {
  expect([...new Set(files.filter((file) => !isTop(file)).map(room))].toSorted()).toEqual(Object.keys(mayImport).toSorted())
})

test('a room looks only into the rooms that the table names', () => {
  const allowed = (file: string) => [
    'errors.ts',
    'config.ts',
    'permissions',
    ...(isRoutes(file) ? ['web'] : []),
    ...(mayImport[room(file)] ?? []),
  ]
  expect(within.filter(({ file, to }) => !allowed(file).includes(room(to)) && !isPage(file, to))).toEqual([])
})

// What a room's routes are made of beside routes: what a page shows, what a form says, how files are received.
function isPage(file: string, to: string): boolean {
  return room(to) === 'web' && /^server\/[^/]+\/(conflict|desk|receive-files|.*-form)\.ts$/.test(file)
}

test('the table has no circles', () => {
  const reaches = (from: string, seen = new Set<string>()): Set<string> => {
    for (const next of mayImport[from] ?? []) if (!seen.has(next)) reaches(next, seen.add(next))
    return seen
  }
  expect(Object.keys(mayImport).filter((name) => reaches(name).has(name))).toEqual([])
})

test('the engine imports nothing of ours', () => {
  expect(imports.filter(({ file, to }) => room(file) === 'cleaning' && !to.startsWith('server/cleaning/'))).toEqual([])
})

test('only app.ts opens a room’s routes, and only main.ts opens the app', () => {
  expect(imports.filter(({ file, to }) => isRoutes(to) && room(to) !== 'web' && file !== 'server/app.ts')).toEqual([])
  const openers = imports.filter(({ to }) => to === 'server/app.ts').map(({ file }) => file)
  expect(openers.filter((file) => file !== 'server/main.ts' && file !== 'server/start.ts')).toEqual([])
})

test('nothing below the routes knows Express or a request', () => {
  const express = files.filter((file) => !isTop(file) && room(file) !== 'web' && /from 'express/.test(readFileSync(file, 'utf8')))
  expect(express.filter((file) => !isRoutes(file) && !isPageFile(file))).toEqual([])
})

function isPageFile(file: string): boolean {
  return isPage(file, 'server/web/page.ts')
}

test('pure files reach no database: the engine and every format', () => {
  const pure = imports.filter(({ file }) => room(file) === 'cleaning' || file.includes('/formats/'))
  expect(pure.filter(({ to }) => to.startsWith('db/connect') || to.endsWith('queries.ts'))).toEqual([])
})
