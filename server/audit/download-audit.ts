import type { Db } from '../../db/connect.ts'
import { Forbidden } from '../errors.ts'
import { recordEvent } from '../history/record-event.ts'
import { may, type Person } from '../users/permissions.ts'
import { csvRow } from '../words/csv-row.ts'
import { auditLine } from './audit-line.ts'
import { type Audited, type AuditFilter, listAudit } from './queries.ts'

/** Records that somebody took the audit away, then writes what matches as CSV, newest first, a batch at a time. */
export async function downloadAudit(db: Db, { filter, by }: { filter: AuditFilter; by: Person }): Promise<AsyncIterable<string>> {
  if (!may(by, 'audit.read')) throw new Forbidden()
  const details = { filter: Object.fromEntries(Object.entries(filter).map(([name, value]) => [name, worded(value)])) }
  await db.transaction((tx) => recordEvent(tx, { stream: 'access', person: by, says: 'downloaded the audit', details }))
  return written(db, filter)
}

const worded = (value: Date | string | null) => (value instanceof Date ? value.toISOString() : value)
const batch = 500

async function* written(db: Db, filter: AuditFilter): AsyncGenerator<string> {
  yield csvRow(['at', 'person', 'did', 'about', 'kind', 'stream', 'number', 'details', 'sha256'])
  let before: Audited | undefined
  do {
    const { events, older } = await listAudit(db, { filter, before, limit: batch })
    yield events.map(rowOf).join('')
    before = older ? events.at(-1) : undefined
  } while (before)
}

function rowOf(event: Audited): string {
  const { who, did, about, sha256 } = auditLine(event)
  const { at, says, stream, number, details } = event
  return csvRow([at.toISOString(), who, did, about, says, stream, String(number), JSON.stringify(details), sha256])
}
