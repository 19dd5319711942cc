import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { Readable } from 'node:stream'
import { ZipFile } from 'yazl'
import type { Format, Released } from '../released.ts'

/** What the manifest says beside the files: by whom, and what the export was narrowed to. */
type Export = { format: Format; by: string; filter: Record<string, unknown> }
type Listed = { path: string; sha256: string; bytes: number }

/**
 * A .zip with a file for each release and, as the last one, manifest.json. The same releases, filter and person give the same bytes:
 * the files stand in order of export number and of name, no time of the clock is in it, and its date is that of the latest release.
 */
export async function* zipped(releases: AsyncIterable<Released>, asked: Export): AsyncGenerator<Uint8Array> {
  const zip = new ZipFile()
  const out = zip.outputStream as Readable
  const filling = fill(zip, releases, asked).catch((error) => out.destroy(error))
  yield* out
  await filling
}

async function fill(zip: ZipFile, releases: AsyncIterable<Released>, { format, by, filter }: Export): Promise<void> {
  const files: Listed[] = []
  let latest = 0
  for await (const release of releases) {
    const file = { path: pathOf(release, format), bytes: Buffer.from(format.one(release)) }
    files.push({ path: file.path, sha256: createHash('sha256').update(file.bytes).digest('hex'), bytes: file.bytes.length })
    latest = Math.max(latest, release.published_at.getTime())
    if (!(await add(zip, file))) return
  }
  const manifest = { format: format.name, filter, by, published_until: new Date(latest).toISOString(), count: files.length, files }
  await add(zip, { path: 'manifest.json', bytes: Buffer.from(`${JSON.stringify(manifest, null, 1)}\n`) })
  zip.end()
}

// Zip knows only the time of some zone: this is its first day, in every zone the same bytes.
const options = { mtime: new Date(1980, 0, 1), mode: 0o100644, forceDosTimestamp: true } as const

/** Waits until the file is on its way, so that a slow reader never makes more than two pile up; false where nobody reads any more. */
async function add(zip: ZipFile, { path, bytes }: { path: string; bytes: Buffer }): Promise<boolean> {
  const out = zip.outputStream as Readable
  if (out.destroyed) return false
  const body = Readable.from([bytes], { objectMode: false })
  const stop = () => body.destroy()
  out.once('close', stop)
  zip.addReadStream(body, path, { ...options, size: bytes.length })
  await once(body, 'close')
  out.off('close', stop)
  return !out.destroyed
}

// The number first: names then sort as the releases do, none is there twice, and none is one that Windows keeps for itself.
function pathOf({ number, slug }: Released, { name }: Format): string {
  const words = new TextDecoder().decode(Buffer.from(slug).subarray(0, 170)).replace(/\ufffd$/, '')
  return `${number.padStart(10, '0')}-${words}.${name}`
}
