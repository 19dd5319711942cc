import { randomBytes } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { connect } from '../db/connect.ts'
import { openEmbedded } from '../db/embedded.ts'
import { migrate } from '../db/migrate.ts'
import { start } from '../server/start.ts'
import { openNewsroom } from './newsroom.ts'

// A world to try things in: made anew, and gone when it is closed. Whatever else the environment says holds here too.
const folder = mkdtempSync(join(tmpdir(), 'cleancopy-demo-'))
delete process.env['DATABASE_URL']
Object.assign(process.env, { DATA: folder })
process.once('exit', remove)
const leave = () => process.exit(1)
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, leave)

const password = randomBytes(9).toString('base64url')
const embedded = await openEmbedded(folder, { safe: false })
const db = connect(embedded.url)
await migrate(db)
const people = await openNewsroom(db, password)
// The six are there already.
await db('settings').insert({ key: 'seeded', value: new Date().toISOString() })
await db.destroy()
await embedded.close()
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.off(signal, leave)

await start({ loadApp: () => import('../server/app.ts'), withWorker: true })
console.log(`A throw-away world: it goes when you close it (Ctrl+C). Sign in as any of these, with the password ${password}`)
for (const { email, name, roles } of people) console.log(`  ${email.padEnd(22)} ${name}, ${roles.join(' and ')}`)

function remove(): void {
  const gone = { recursive: true, force: true, maxRetries: 3 } as const
  try {
    rmSync(readFileSync(join(folder, 'WHERE'), 'utf8').trim(), gone)
  } catch {}
  rmSync(folder, gone)
}
