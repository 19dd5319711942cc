import type { Db } from '../../db/connect.ts'
import type { SourceRow } from '../../db/tables.ts'
import { type FirstMark, previewMarks } from '../articles/preview.ts'
import { findSource, findSourceNamed } from '../sources/queries.ts'
import { breathing } from './breathing.ts'
import { baseName } from './file-name.ts'
import { readFile } from './formats.ts'
import { type Identity, identitiesOf, sha256 } from './identity.ts'
import { type ImportRow, limits, pastedName } from './import.ts'
import { type ArticleRecord, isReadable, type StoredFile } from './record.ts'
import { shortened } from './shorten.ts'
import { spooledFile } from './spooled-file.ts'
import { type Title, titleOf } from './title.ts'
import { listUploads } from './upload-queries.ts'

/** What an import brings, item by item: an article ready to be decided about, or the sentence that says why there is none. Its fingerprint is that of the bytes and their source. */
export type Arrival = { ordinal: number; file: string; entry: string | null; line: number | null; fingerprint: Buffer } & (
  | { failure: string }
  | {
      failure: null
      record: ArticleRecord
      source: SourceRow
      title: Title
      identities: Identity[]
      marks: () => FirstMark[]
      notes: string[]
    }
)

/** How many bytes were read, of how many. */
export type Meter = { read: number; of: number }

/** Reads the uploads of an import from their stored bytes, in order, beginning with the item `from`. The same bytes give the same arrivals with the same ordinals. */
export async function* arrivalsOf(db: Db, made: ImportRow, { from, meter }: { from: number; meter: Meter }): AsyncGenerator<Arrival> {
  const sourceOf = sourcesOf(db, made)
  let ordinal = 0
  const uploads = await listUploads(db, made.id)
  meter.of = uploads.reduce((sum, { bytes }) => sum + Number(bytes), 0)
  for (const upload of uploads) {
    for await (const found of breathing(readFile(metered(spooledFile(db, upload), meter)))) {
      ordinal++
      if (ordinal < from) continue
      const { entry = null, line } = found
      const place = { ordinal, file: upload.name, entry, line, fingerprint: sha256(found.bytes) }
      if (ordinal > limits.items) return yield { ...place, failure: tooMany(upload.name) }
      yield isReadable(found) ? { ...place, ...(await prepared(found, upload.name, made, sourceOf)) } : { ...place, failure: found.failure }
    }
  }
}

function metered(file: StoredFile, meter: Meter): StoredFile {
  const count = (bytes: Buffer): Buffer => {
    meter.read += bytes.length
    return bytes
  }
  return { ...file, bytes: each(file.bytes, count), part: async (from, to) => count(await file.part(from, to)) }
}

async function* each(bytes: AsyncIterable<Buffer>, count: (bytes: Buffer) => Buffer): AsyncGenerator<Buffer> {
  for await (const chunk of bytes) yield count(chunk)
}

function tooMany(file: string): string {
  return `“${file}” was not read from here on: an import holds at most ${limits.items.toLocaleString('en')} articles. Import the rest by itself.`
}

type SourceOf = (name: string | undefined) => Promise<{ source: SourceRow; note?: string }>

async function prepared(record: ArticleRecord, file: string, made: ImportRow, sourceOf: SourceOf) {
  const { source, note } = await sourceOf(record.source)
  const text = record.decoded.text
  // Only a plan shows them, and only a missing title needs them.
  const marks = () => previewMarks(text, { language: record.language ?? source.language, source: source.name })
  const lines = () => {
    const cut = new Set(marks().flatMap((mark) => (mark.verdict === 'cut' ? [mark.text] : [])))
    return text.split(/\r?\n/u, 200).filter((line) => !cut.has(line))
  }
  const pasted = file === pastedName
  const name = pasted || record.line !== null ? '' : baseName(record.entry ?? file)
  const title = titleOf(pasted ? made.options.title : record.title, name, lines)
  const identities = identitiesOf(record, made.names_identify ? name : null)
  const notes = [note, ...record.notes, title.note].filter((sentence) => sentence !== undefined)
  return {
    failure: null,
    fingerprint: sha256(Buffer.concat([Buffer.from(source.id), record.bytes])),
    record,
    source,
    title,
    identities,
    marks,
    notes,
  }
}

/** Finds the source that a record names among those that are there; else the import's own, and says so. */
function sourcesOf(db: Db, made: ImportRow): SourceOf {
  const known = new Map<string, Promise<SourceRow | undefined>>()
  return async (name) => {
    if (!known.has('')) known.set('', findSource(db, made.source_id))
    if (name && !known.has(name)) known.set(name, findSourceNamed(db, name))
    const own = await known.get('')
    const named = name ? await known.get(name) : own
    if (named) return { source: named }
    if (!own) throw new Error(`The source of import ${made.id} is gone.`)
    return { source: own, note: `It names the source “${shortened(name ?? '')}”, which is not there: ${own.name} was taken.` }
  }
}
