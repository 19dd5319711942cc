import { v7 as uuid } from 'uuid'
import type { Db } from '../../db/connect.ts'
import { Forbidden } from '../errors.ts'
import { recordEvent } from '../history/record-event.ts'
import { may, type Person } from '../users/permissions.ts'
import { zipped } from './formats/zip.ts'
import { type ExportFilter, findExportNumber, listReleased } from './queries.ts'
import type { Format, Released } from './released.ts'

type Export = {
  filter: ExportFilter
  format: Format
  /** A file for each article and a manifest, in a .zip, in place of one file. */
  isZipped?: boolean
  by: Person
}
type Started = Export & { export_id: string; through: string; count: number }

const batch = 100

/**
 * Writes the live releases that match, in order of export number, a batch at a time; null where none does.
 * The start is recorded before the first byte; the end says how many were sent and whether the download was whole.
 */
export async function makeExport(db: Db, asked: Export): Promise<AsyncIterable<string | Uint8Array> | null> {
  if (!may(asked.by, 'export.make')) throw new Forbidden()
  const through = await findExportNumber(db)
  const first = await listReleased(db, { filter: asked.filter, after: '0', through, limit: batch })
  if (first.length === 0) return null
  const started = { ...asked, export_id: uuid(), through, count: 0 }
  await record(db, started, 'export started', { filter: asked.filter })
  return written(db, started, first)
}

async function* written(db: Db, started: Started, first: Released[]): AsyncGenerator<string | Uint8Array> {
  let isWhole = false
  try {
    const releases = releasesOf(db, started, first)
    const { format, filter, by } = started
    yield* started.isZipped ? zipped(releases, { format, filter, by: by.name }) : format.many(releases)
    isWhole = true
  } finally {
    await record(db, started, isWhole ? 'exported' : 'export broken off', { count: started.count })
  }
}

async function* releasesOf(db: Db, started: Started, first: Released[]): AsyncGenerator<Released> {
  let releases = first
  while (releases.length > 0) {
    const after = releases.at(-1)?.number ?? started.through
    // The database looks for the next ones while these are written.
    const next = listReleased(db, { filter: started.filter, after, through: started.through, limit: batch })
    next.catch(() => {})
    for (const release of releases) {
      started.count += 1
      yield release
    }
    releases = await next
  }
}

async function record(
  db: Db,
  { export_id, format, isZipped, through, by }: Started,
  says: string,
  facts: Record<string, unknown>,
): Promise<void> {
  const details = { export_id, format: format.name, ...(isZipped && { zipped: true }), through, ...facts }
  await db.transaction((tx) => recordEvent(tx, { stream: 'exports', person: by, says, details }))
}
