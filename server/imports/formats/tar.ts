import { pipeline, Readable } from 'node:stream'
import { createGunzip } from 'node:zlib'
import { breathing } from '../breathing.ts'
import { bytesInWords, limits } from '../import.ts'
import { readAsItIs } from '../recognise.ts'
import { type ArticleRecord, type Format, formatNamed, type IncomingFile, type StoredFile, type Unreadable } from '../record.ts'
import { entriesOfTar, type TarEntry } from './tar-entries.ts'
import { isPassedOver, notImportable } from './zip.ts'
import { mostUnfolded } from './zip-entry.ts'

type Single = readonly Format<IncomingFile>[]
type Found = ArticleRecord | Unreadable

/** A tar archive, packed by gzip or not, of files that are importable by themselves. It is read as it arrives and never lies on a disk. */
export function tarOf(formats: Single, most = mostUnfolded): Format {
  return { name: 'tar archive', extensions: ['.tar.gz', '.tgz', '.tar'], read: (file) => readTar(file, formats, most) }
}

async function* readTar(file: StoredFile, formats: Single, most: typeof mostUnfolded): AsyncGenerator<Found> {
  let files = 0
  let entries = 0
  try {
    for await (const entry of breathing(entriesOfTar(await unpacked(file, most)))) {
      if ('wrong' in entry) return yield unreadable(`“${file.name}” ${entry.wrong}`)
      if (++entries > limits.items) throw new TooMuch(`it holds more than ${limits.items.toLocaleString('en')} entries`)
      if (entry.kind === 'folder' || isPassedOver(entry.name)) continue
      files += 1
      for await (const found of readEntry(entry, `${file.name} › ${entry.name}`, formats)) yield { ...found, entry: entry.name }
    }
  } catch (error) {
    const failure = failureOf(error)
    if (failure === null) throw error
    return yield unreadable(`“${file.name}” was not read from here on: ${failure}.`)
  }
  if (files === 0) yield unreadable(`“${file.name}” holds no files.`)
}

async function* readEntry({ name: own, kind, size, bytes }: TarEntry, name: string, formats: Single): AsyncGenerator<Found> {
  if (kind === 'link') return yield unreadable(`“${name}” is a link, and links are not followed.`)
  if (kind === 'other' || !formatNamed(formats, own)) return yield unreadable(notImportable(name, formats))
  if (size > limits.bytes)
    return yield unreadable(`“${name}” is larger than ${bytesInWords(limits.bytes)}, the most that one file may have. Import it in parts.`)
  yield* readAsItIs(formats, { name, bytes: bytes() }, notImportable(name, formats))
}

function unreadable(failure: string): Unreadable {
  return { line: null, bytes: Buffer.alloc(0), failure }
}

class TooMuch extends Error {}

function failureOf(error: unknown): string | null {
  if (error instanceof TooMuch) return error.message
  return String((error as { code?: unknown }).code).startsWith('Z_') ? 'its packed form is damaged or cut off' : null
}

async function unpacked({ size, part, bytes }: StoredFile, most: typeof mostUnfolded): Promise<AsyncIterable<Buffer>> {
  const isPacked = (await part(0, Math.min(size, 2))).toString('hex') === '1f8b'
  const counted = { packed: 0, unpacked: 0 }
  if (!isPacked) return within(bytes, counted, most)
  const packed = Readable.from(countedBytes(bytes, counted), { objectMode: false })
  // Whoever reads on sees its error; the callback is only asked for.
  return within(
    pipeline(packed, createGunzip(), () => {}),
    counted,
    most,
  )
}

type Counted = { packed: number; unpacked: number }

async function* countedBytes(bytes: AsyncIterable<Buffer>, counted: Counted): AsyncGenerator<Buffer> {
  for await (const part of bytes) {
    counted.packed += part.length
    yield part
  }
}

async function* within(bytes: AsyncIterable<Buffer>, counted: Counted, most: typeof mostUnfolded): AsyncGenerator<Buffer> {
  for await (const part of bytes) {
    counted.unpacked += part.length
    if (counted.unpacked > most.inAll) throw new TooMuch(`unfolded it holds more than ${bytesInWords(most.inAll)}`)
    const isBomb = counted.packed > 0 && counted.unpacked > 2 ** 20 && counted.unpacked > counted.packed * most.forEach
    if (isBomb) throw new TooMuch(`it unfolds to more than ${most.forEach} times its packed form, as an archive that is made to do harm`)
    yield part
  }
}
