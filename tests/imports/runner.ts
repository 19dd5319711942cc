import { connect } from '../../db/connect.ts'
import { runImport } from '../../server/imports/run-import.ts'

// A process of its own that runs one import, to be killed on the way.
const [url = '', import_id = ''] = process.argv.slice(2)
const db = connect(url)
await runImport(db, { import_id, by: null, fault: console.error })
await db.destroy()
