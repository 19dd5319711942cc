// The export of all live releases as JSON Lines beside COPY of the same columns: npm run bench -- export [50000]
import { Readable } from 'node:stream'
import pg from 'pg'
import { to as copyTo } from 'pg-copy-streams'
import { formatOf } from '../../server/exports/formats.ts'
import { makeExport } from '../../server/exports/make-export.ts'
import { solo } from '../cast.ts'
import { type Archive, openArchive } from './archive.ts'

const rounds = 3

const columns = `export_log.number, articles.id, releases.slug, releases.title, releases.standfirst, releases.byline, releases.language,
  releases.direction, sources.name, articles.origin_url, releases.tags, releases.published_at, releases.correction,
  releases.content_sha256, releases.paragraphs, releases.clean_copy`

const live = `SELECT ${columns} FROM export_log
  JOIN releases ON releases.id = export_log.release_id
  JOIN articles ON articles.id = export_log.article_id AND articles.live_release_id = export_log.release_id
  JOIN sources ON sources.id = releases.source_id
  WHERE articles.publication = 'live' AND sources.may_be_exported AND export_log.change IN ('published', 'retagged', 'reinstated')
  ORDER BY export_log.number`

/** Exports and copies in turn, and prints the best of each and their ratios. */
export async function benchExport([size = 50_000]: readonly number[]): Promise<void> {
  const archive = await openArchive(size)
  await archive.plant(size)
  const best = new Map<string, Run>()
  for (let round = 0; round < rounds; round++)
    for (const [says, run] of runs(archive)) {
      const done = await timed(run)
      if (done.seconds < (best.get(says)?.seconds ?? Number.POSITIVE_INFINITY)) best.set(says, done)
    }
  const copy = best.get('COPY')?.seconds ?? 0
  for (const [says, { seconds, bytes, rows }] of best) {
    const rate = `${Math.round(rows / seconds)} releases/s, ${(bytes / seconds / 1e6).toFixed(0)} MB/s`
    console.log(`${says.padEnd(16)} ${rate}, ${((copy / seconds) * 100).toFixed(0)} % of COPY`)
  }
  await archive.close()
}

type Run = { seconds: number; bytes: number; rows: number }

function runs({ db, url }: Archive): [string, () => Promise<AsyncIterable<string | Uint8Array>>][] {
  return [
    ['COPY', async () => copied(url, live)],
    ['COPY as JSON', async () => copied(url, `SELECT row_to_json(released) FROM (${live}) AS released`)],
    ['export .jsonl', async () => (await makeExport(db, { filter: {}, format: formatOf('jsonl'), by: solo })) ?? []],
  ] as [string, () => Promise<AsyncIterable<string | Uint8Array>>][]
}

async function* copied(url: string, select: string): AsyncGenerator<Uint8Array> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  yield* client.query(copyTo(`COPY (${select}) TO STDOUT`))
  await client.end()
}

// Both arrive as they would in a socket: as bytes, no faster than they are taken.
async function timed(run: () => Promise<AsyncIterable<string | Uint8Array>>): Promise<Run> {
  const started = performance.now()
  let [bytes, rows] = [0, 0]
  for await (const piece of Readable.from(await run())) {
    const chunk = Buffer.isBuffer(piece) ? piece : Buffer.from(piece)
    bytes += chunk.length
    for (let at = chunk.indexOf(10); at >= 0; at = chunk.indexOf(10, at + 1)) rows += 1
  }
  return { seconds: (performance.now() - started) / 1000, bytes, rows }
}
