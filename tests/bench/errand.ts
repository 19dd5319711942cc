import { Writable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { connect } from '../../db/connect.ts'
import { formatOf } from '../../server/exports/formats.ts'
import { makeExport } from '../../server/exports/make-export.ts'
import { runImport } from '../../server/imports/run-import.ts'
import { listActivePeople } from '../../server/users/queries.ts'
import { planned } from './upload.ts'

// A process of its own that imports or exports, and says how much memory it had at the start and at most.
const [url = '', errand = '', articles = ''] = process.argv.slice(2)
const db = connect(url)

const [somebody] = await listActivePeople(db)
const by = { id: '', name: '', email: '', roles: [], ...somebody }

const errands: Record<string, () => Promise<unknown>> = {
  import: async () => runImport(db, { import_id: await planned(db, Number(articles), by), by, fault: console.error }),
  export: async () => {
    const text = await makeExport(db, { filter: {}, format: formatOf('jsonl'), by })
    await pipeline(text ?? [], new Writable({ write: (_chunk, _encoding, done) => setImmediate(done) }))
  },
}

const start = process.memoryUsage.rss() / 1e6
await errands[errand]?.()
const most = (process.resourceUsage().maxRSS * 1024) / 1e6
console.log(
  `${errand} of ${Number(articles).toLocaleString('en')} articles: ${start.toFixed(0)} MB at its start, ${most.toFixed(0)} MB at most`,
)
await db.destroy()
