import { breathing } from '../breathing.ts'
import { bytesInWords, limits } from '../import.ts'
import { readAsItIs } from '../recognise.ts'
import { type ArticleRecord, type Format, formatNamed, type IncomingFile, type StoredFile, type Unreadable } from '../record.ts'
import { looksLike } from '../signatures.ts'
import { entriesOf, type Packed } from './zip-directory.ts'
import { mostUnfolded, type Unfolding, unfolded } from './zip-entry.ts'

type Single = readonly Format<IncomingFile>[]
type Found = ArticleRecord | Unreadable

/** A ZIP archive of files that are importable by themselves. The names in it are shown, and nothing is ever written under them. */
export function zipOf(formats: Single, most = mostUnfolded): Format {
  return { name: 'ZIP archive', extensions: ['.zip'], read: (file) => readZip(file, formats, most) }
}

async function* readZip(file: StoredFile, formats: Single, most: Unfolding['most']): AsyncGenerator<Found> {
  const failure = failureOfHead(file.name, await file.part(0, Math.min(file.size, 64)))
  if (failure) return yield unreadable(failure)
  const unfolding: Unfolding = { file, most, left: most.inAll, ranges: [], overlaps: false }
  let files = 0
  for await (const packed of breathing(entriesOf(file, limits.items))) {
    if ('wrong' in packed) return yield unreadable(`“${file.name}” ${packed.wrong}`)
    if (isPassedOver(packed.name)) continue
    files += 1
    for await (const found of readEntry(packed, formats, unfolding)) yield { ...found, entry: packed.name }
    const stop = whyNoFurther(unfolding)
    if (stop) return yield unreadable(stop)
  }
  if (files === 0) yield unreadable(`“${file.name}” holds no files.`)
}

async function* readEntry(packed: Packed, formats: Single, unfolding: Unfolding): AsyncGenerator<Found> {
  const name = `${unfolding.file.name} › ${packed.name}`
  if (!formatNamed(formats, packed.name)) return yield unreadable(notImportable(name, formats))
  const whole = await unfolded(packed, unfolding)
  if ('wrong' in whole) return yield unreadable(`“${name}” ${whole.wrong}`)
  yield* readAsItIs(formats, { name, bytes: whole.bytes }, notImportable(name, formats))
}

function failureOfHead(name: string, head: Buffer): string | null {
  if (head.length === 0) return `“${name}” is empty.`
  const signature = head.toString('latin1', 0, 4)
  if (signature === 'PK\x05\x06') return `“${name}” is an empty archive.`
  if (signature === 'PK\x03\x04') return null
  return `“${name}” is no ZIP archive, though it is called one: it looks like ${looksLike(head) ?? 'something else'}.`
}

// What systems add for themselves: nobody meant it to come along.
export function isPassedOver(name: string): boolean {
  const parts = name.split(/[/\\]/)
  const last = parts.at(-1) ?? ''
  return last === '' || parts.includes('__MACOSX') || /^\.[^.]|^(thumbs\.db|desktop\.ini)$/i.test(last)
}

const archives = /\.(zip|gz|tgz|bz2|xz|zst|7z|rar|tar)$/i

export function notImportable(name: string, formats: Single): string {
  if (archives.test(name)) return `“${name}” is an archive in an archive, and those are not opened. Import it by itself.`
  return `“${name}” is not one of the files that can be imported (${formats.flatMap(({ extensions }) => extensions).join(', ')}).`
}

function whyNoFurther({ file, most, left, overlaps }: Unfolding): string | null {
  if (overlaps)
    return `“${file.name}” was not read from here on: its entries lie over one another, as in an archive that is made to do harm.`
  if (left < 0)
    return `“${file.name}” was not read from here on: unfolded it holds more than ${bytesInWords(most.inAll)}, the most that an archive may hold. Import it in parts.`
  return null
}

function unreadable(failure: string): Unreadable {
  return { line: null, bytes: Buffer.alloc(0), failure }
}
