import { isUtf8 } from 'node:buffer'
import { type Entry, fromRandomAccessReaderPromise, getFileNameLowLevel, RandomAccessReader, type ZipFile } from 'yauzl'
import { endOf, visible } from '../file-name.ts'
import type { StoredFile } from '../record.ts'

/** An entry of an archive: its name as it is shown, what the directory says of it, and where its bytes begin, if they are there. */
export type Packed = { name: string; entry: Entry; start: () => Promise<number | null> }

/** The end of a sentence about the archive. */
export type Wrong = { wrong: string }

/** The entries in the order of the archive's directory, which is the same whenever it is read. After something wrong it brings no more. */
export async function* entriesOf(file: StoredFile, most: number): AsyncGenerator<Packed | Wrong> {
  const reader = new PartReader(file)
  const zip = await opened(reader, file.size)
  if (!zip)
    return yield { wrong: 'is no whole ZIP archive: it is cut off or damaged, so nothing of it can be read. Fetch or pack it again.' }
  if (zip.entryCount > most) return yield { wrong: tooMany(zip.entryCount, most) }
  const entries = zip.eachEntry()
  for (;;) {
    const next = await entries.next().catch(() => null)
    reader.check()
    if (next?.done) break
    if (!next) return yield { wrong: damagedAfter(zip.entriesRead) }
    yield { name: nameOf(next.value), entry: next.value, start: () => startOf(zip, next.value, reader) }
  }
  if (await goesOn(zip, file))
    yield { wrong: `lists more entries than the ${zip.entryCount.toLocaleString('en')} that it says it holds; the others were not read.` }
}

function tooMany(count: number, most: number): string {
  return `says that it holds ${count.toLocaleString('en')} entries: an archive may hold at most ${most.toLocaleString('en')}. Import it in parts.`
}

function damagedAfter(count: number): string {
  const place = count === 0 ? 'from its first entry on' : `after its entry ${count.toLocaleString('en')}`
  return `was not read ${place}: its list of entries is damaged there.`
}

async function opened(reader: PartReader, size: number): Promise<ZipFile | null> {
  const zip = await fromRandomAccessReaderPromise(reader, size, settings).catch(() => null)
  reader.check()
  // Each call that can fail tells its caller; what it says beside that has been said.
  zip?.on('error', () => {})
  return zip
}

// Names are ours to show and sizes ours to count: to yauzl a doubtful one would be the end of the whole archive.
const settings = { autoClose: false, decodeStrings: false, validateEntrySizes: false }

async function startOf(zip: ZipFile, entry: Entry, reader: PartReader): Promise<number | null> {
  const header = await zip.readLocalFileHeaderPromise(entry, { minimal: true }).catch(() => null)
  reader.check()
  return header?.fileDataStart ?? null
}

// A count of 16 bits that ran over would leave entries out in silence.
async function goesOn({ readEntryCursor }: ZipFile, { size, part }: StoredFile): Promise<boolean> {
  const at = Number(readEntryCursor)
  return at + 4 <= size && (await part(at, at + 4)).toString('latin1') === 'PK\x01\x02'
}

function nameOf({ generalPurposeBitFlag, fileNameRaw, extraFields }: Entry): string {
  const isMarked = (generalPurposeBitFlag & 0x800) !== 0
  const isPlain = !extraFields.some(({ id }) => id === 0x7075)
  const name =
    isPlain && (isMarked || isUtf8(fileNameRaw))
      ? fileNameRaw.toString()
      : getFileNameLowLevel(generalPurposeBitFlag, fileNameRaw, extraFields, true)
  return endOf(visible(name)) || 'entry without a name'
}

/** What yauzl wants to read from. It takes every error for one of the archive: ours is kept, to be thrown on. */
class PartReader extends RandomAccessReader {
  readonly #file: StoredFile
  #error: unknown = null

  constructor(file: StoredFile) {
    super()
    this.#file = file
  }

  override read(
    buffer: Buffer,
    offset: number,
    length: number,
    position: number,
    done: (error: Error | null, read?: number) => void,
  ): void {
    const end = Math.min(position + length, this.#file.size)
    this.#file.part(Math.min(position, end), end).then(
      (bytes) => queueMicrotask(() => done(null, bytes.copy(buffer, offset))),
      (error) => {
        this.#error = error
        queueMicrotask(() => done(error))
      },
    )
  }

  check(): void {
    if (this.#error) throw this.#error
  }
}
