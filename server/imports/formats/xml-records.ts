import { type Decoded, decode } from '../decode.ts'
import { type ArticleRecord, type IncomingFile, maxArticleBytes, type Unreadable } from '../record.ts'
import { looksLike } from '../signatures.ts'
import { isWide } from './json-record.ts'
import { shapedRecord, type Told } from './shaped-record.ts'
import { decodedAs } from './whole-file.ts'
import { fieldsOfXml, type XmlField } from './xml-fields.ts'
import { partsOf, type XmlPart } from './xml-items.ts'

/** What an item of a feed says and is; a failure, as the end of a sentence; or null for what is no article and is passed over. */
export type ItemTold = Pick<Told, 'says' | 'lines' | 'notes'> | { failure: string } | null
/** Made once a file, with what stands before all of its items. */
export type ItemReader = (head: string) => (fields: readonly XmlField[]) => ItemTold

/** The articles of a feed: each item as its own bytes, read by `read` together with what stands before all items. */
export async function* recordsOfXml({ name, bytes }: IncomingFile, read: ItemReader): AsyncGenerator<ArticleRecord | Unreadable> {
  let head: Head = { encoding: 'utf-8', toldBy: read('') }
  let items = 0
  for await (const part of partsOf(bytes, maxArticleBytes)) {
    if (part.kind === 'head') {
      const failure = failureOfHead(name, part.bytes)
      if (failure) return yield unreadable(failure)
      head = headOf(part.bytes, read)
    } else if (part.kind === 'fault') {
      return yield unreadable(faultOf(name, part))
    } else {
      items += 1
      const found = recordOf(part, { name, head })
      if (found) yield found
    }
  }
  if (items === 0) yield unreadable(`“${name}” holds no article: no <item> or <entry> stands in it.`)
}

function unreadable(failure: string): Unreadable {
  return { line: null, bytes: Buffer.alloc(0), failure }
}

function faultOf(name: string, { fault, number }: XmlPart & { kind: 'fault' }): string {
  if (fault === 'end') return `“${name}” breaks off in its entry ${number}, which was not read.`
  const place = number === 0 ? '' : ` after its entry ${number}`
  return `“${name}” was not read${place === '' ? '' : ` on${place}`}: it declares a document type (DOCTYPE), which can make a file do harm.`
}

function failureOfHead(name: string, head: Buffer): string | null {
  if (head.length === 0) return `“${name}” is empty.`
  const kind = looksLike(head)
  if (kind) return `“${name}” looks like ${kind}, not a feed.`
  return isWide(head) ? `“${name}” is UTF-16 text. Save it as UTF-8.` : null
}

type Head = { encoding: string; toldBy: ReturnType<ItemReader> }

function headOf(bytes: Buffer, read: ItemReader): Head {
  const encoding = /^[^>]{0,100}encoding\s*=\s*["']([\w-]+)/.exec(bytes.toString('latin1', 0, 200))?.[1] ?? 'utf-8'
  return { encoding, toldBy: read(decodedItem(bytes, encoding).text) }
}

function decodedItem(bytes: Buffer, encoding: string): Decoded {
  const decoded = decode(bytes)
  if (!decoded) return { text: bytes.toString('latin1'), encoding: 'windows-1252', encoding_found_by: 'guess', bom: false, lossy: true }
  return decoded.encoding_found_by === 'guess' ? (decodedAs(bytes, encoding) ?? decoded) : decoded
}

type Item = XmlPart & { kind: 'item' }
type File = { name: string; head: Head }

function recordOf({ number, bytes, tooLong }: Item, { name, head }: File): ArticleRecord | Unreadable | null {
  const told = { place: `Entry ${number} of “${name}”`, line: number, bytes, decoded: decodedItem(bytes, head.encoding) }
  if (tooLong) return shapedRecord({ ...told, says: {}, lines: '' })
  const fields = fieldsOfXml(told.decoded.text)
  if (fields === null) return shapedRecord({ ...told, says: {}, lines: null })
  const found = head.toldBy(fields)
  if (found === null) return null
  return 'failure' in found ? { line: number, bytes, failure: `${told.place} ${found.failure}` } : shapedRecord({ ...told, ...found })
}
