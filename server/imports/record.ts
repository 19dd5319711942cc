import type { Shape } from '../articles/paragraph.ts'
import type { Decoded } from './decode.ts'

/** One article as a format found it in a file, before anyone decided what becomes of it. */
export type ArticleRecord = {
  /** The entry of an archive that it stands in. */
  entry?: string
  /** The line of a file that holds many, in a .json the number of the entry; null where the file is the article. */
  line: number | null
  /** The record's own bytes. */
  bytes: Buffer
  /** How the bytes were read; `text` is the article's text. */
  decoded: Decoded
  /** What each line of that text is, where the format says more than words: headings, lists, links. */
  shapes?: readonly Shape[]
  title?: string
  standfirst?: string
  byline?: string
  language?: string
  source?: string
  url?: string
  external_id?: string
  published_at?: Date
  /** Sentences for the report: what was left out or read with a doubt. */
  notes: string[]
}

/** A place in a file where no article could be read, and the sentence that says so. */
export type Unreadable = { entry?: string; line: number | null; bytes: Buffer; failure: string }

/** What a format reads: a file's name, after that of its archive where it has one, and its bytes as they arrive. */
export type IncomingFile = { name: string; bytes: AsyncIterable<Buffer> }

/** A file that is here whole, so that any part of it can be read at any time. */
export type StoredFile = IncomingFile & { size: number; part: (from: number, to: number) => Promise<Buffer> }

export type Format<File = StoredFile> = {
  name: string
  extensions: readonly string[]
  /** Whether a file that begins so is one, whatever it is called. */
  fits?: (head: string) => boolean
  read: (file: File) => AsyncIterable<ArticleRecord | Unreadable>
}

export function isReadable(found: ArticleRecord | Unreadable): found is ArticleRecord {
  return 'decoded' in found
}

/** The first of these formats whose files are called so. */
export function formatNamed<File>(formats: readonly Format<File>[], name: string): Format<File> | null {
  const lower = name.toLowerCase()
  return formats.find(({ extensions }) => extensions.some((extension) => lower.endsWith(extension))) ?? null
}

/** The most bytes that one article may have. */
export const maxArticleBytes = 2 * 1024 * 1024

/** Lines beyond which a text is no article: each becomes a paragraph that an editor looks at. */
export const mostLines = 20_000

export function hasTooManyLines(text: string): boolean {
  let lines = 0
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) if (++lines > mostLines) return true
  return false
}
