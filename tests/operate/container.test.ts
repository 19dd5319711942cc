import { existsSync, readFileSync } from 'node:fs'
import { cp, mkdir, symlink } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { parse } from 'yaml'
import { removeFolder, temporaryFolder } from '../cluster.ts'
import { freshDatabase } from '../database.ts'
import { copiedFiles, firstPage } from '../soak/install.ts'

const compose = parse(readFileSync('docker-compose.yml', 'utf8'))
const dockerfile = readFileSync('Dockerfile', 'utf8')
  .split('\n')
  .filter((line) => line !== '' && !line.startsWith('#'))
  .map((line) => ({ word: line.split(' ')[0], rest: line.slice(line.indexOf(' ') + 1) }))
const said = (word: string) => dockerfile.filter((line) => line.word === word).map(({ rest }) => rest)

test('the image is of Node 24, installs what runs and no more, is not root, and asks itself whether it is ready', () => {
  expect(said('FROM')).toEqual(['node:24-slim'])
  expect(said('RUN').join()).toContain('npm ci --omit=dev')
  expect(said('USER')).toEqual(['node'])
  expect(said('HEALTHCHECK').join()).toContain('/health/ready')
  expect(JSON.parse(said('CMD').join()).at(-1)).toBe('server/main.ts')
  expect(dockerfile.map(({ word }) => word).lastIndexOf('COPY')).toBeLessThan(dockerfile.findIndex(({ word }) => word === 'USER'))
})

test('the image has every folder that the house runs from', async () => {
  const copied = await copiedFiles()
  expect(copied.filter((path) => !existsSync(path))).toEqual([])
  expect(copied).toEqual(expect.arrayContaining(['package.json', 'package-lock.json', 'server', 'views', 'db', 'seeds']))
  const ignored = readFileSync('.dockerignore', 'utf8').split('\n')
  expect(copied.filter((path) => ignored.includes(path))).toEqual([])
})

test('the services start in order, on the right volume, and only this machine reaches them', () => {
  const { app, worker, postgres } = compose.services
  for (const { depends_on } of [app, worker]) expect(depends_on.postgres.condition).toBe('service_healthy')
  expect([app, worker].map(({ command }) => command.slice(-2))).toEqual([
    ['server/main.ts', 'web'],
    ['server/main.ts', 'worker'],
  ])
  expect(worker.environment).toEqual(app.environment)
  expect(postgres.image).toBe('postgres:18')
  expect(postgres.volumes).toEqual(['postgres:/var/lib/postgresql'])
  expect(Object.keys(compose.volumes)).toEqual(['postgres'])
  expect(postgres.healthcheck.test.join(' ')).toContain('pg_isready')
  expect(postgres.environment.POSTGRES_INITDB_ARGS).toContain('--locale=C.UTF-8')
  expect(postgres.ports).toBeUndefined()
  expect(app.ports.every((port: string) => port.startsWith('127.0.0.1:'))).toBe(true)
  const database = new URL(app.environment.DATABASE_URL.replace(/\$\{[^}]*\}/g, 'x'))
  expect([database.hostname, database.pathname, database.username]).toEqual(['postgres', '/cleancopy', postgres.environment.POSTGRES_USER])
})

test('what the image copies starts in production, in a closed folder with blanks and other letters in its path, without HOME', async () => {
  const base = await temporaryFolder()
  const app = join(base, 'Größe der Zeitung ñ 清')
  await mkdir(app, { mode: 0o700 })
  for (const path of await copiedFiles()) await cp(path, join(app, path), { recursive: true })
  await symlink(resolve('node_modules'), join(app, 'node_modules'))
  const { url, drop } = await freshDatabase()
  expect(await firstPage(app, { PATH: process.env['PATH'] ?? '', NODE_ENV: 'production', DATABASE_URL: url })).toMatch(
    /^Started in .* ended with 0\.$/,
  )
  await drop()
  await removeFolder(base)
}, 60_000)
