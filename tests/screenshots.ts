// Draws the pictures of the README from the running house: npm run screenshots
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pino } from 'pino'
import { connect } from '../db/connect.ts'
import { openEmbedded } from '../db/embedded.ts'
import { migrate } from '../db/migrate.ts'
import { seed } from '../seeds/seed.ts'
import { createApp } from '../server/app.ts'
import { takeStep } from '../server/articles/take-step.ts'
import { readConfig } from '../server/config.ts'
import { openQueue } from '../server/jobs/queue.ts'
import { launch } from './browser.ts'
import { ada, amina, cast, grace, password } from './cast.ts'

const folder = mkdtempSync(join(tmpdir(), 'cleancopy-pictures-'))
const house = await openEmbedded(folder)
const db = connect(house.url)
await migrate(db)
await cast(db)
await db('policy').update({ four_eyes: true })
await seed(db)
const [first, ...others] = await db('articles').orderBy('slug').pluck('id')
for (const id of others) await takeStep(db, { article: id, step: 'submit', by: ada })
await takeStep(db, { article: others[0], step: 'approve', by: amina }).then(
  () => takeStep(db, { article: others[0], step: 'publish', by: grace }),
  () => {},
)
const config = { ...readConfig({}), mode: 'test' as const, secret: 'only for the pictures of the README' }
const queue = openQueue(db, console.error)
const shown = { db, config, log: pino({ level: 'silent' }), queue, leaving: AbortSignal.any([]) }
const server = createApp(shown).listen(0)
const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`

const browser = await launch()
const page = await browser.newPage({ viewport: { width: 1440, height: 900 }, colorScheme: 'light' })
await page.goto(`${url}/sign-in`)
await page.getByLabel('E-mail').fill(grace.email)
await page.getByLabel('Password').fill(password)
await page.getByRole('button', { name: 'Sign in' }).click()
await page.waitForURL((at) => !at.pathname.startsWith('/sign-in'))
mkdirSync('docs/images', { recursive: true })
const pictures: [string, string, 'light' | 'dark', number][] = [
  ['review', '/review', 'light', 1440],
  ['review-dark', '/review', 'dark', 1440],
  ['review-phone', '/review', 'light', 390],
  ['articles', '/articles', 'light', 1440],
  ['galley', `/articles/${first}`, 'light', 1440],
]
for (const [name, path, colorScheme, width] of pictures) {
  await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
  await page.setViewportSize({ width, height: 900 })
  await page.goto(url + path)
  await page.screenshot({ path: `docs/images/${name}.png` })
}
await browser.close()
server.closeAllConnections()
server.close()
await queue.close()
await db.destroy()
await house.close()
rmSync(folder, { recursive: true, force: true })
