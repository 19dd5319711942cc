import { type Decoded, decode } from '../decode.ts'
import {
  type ArticleRecord,
  type Format,
  hasTooManyLines,
  type IncomingFile,
  maxArticleBytes,
  mostLines,
  type Unreadable,
} from '../record.ts'
import { looksLike } from '../signatures.ts'
import { upTo } from './whole-file.ts'

/** A plain text file: the file is the article, one paragraph a line. */
export const plainText: Format<IncomingFile> = { name: 'Plain text', extensions: ['.txt', '.text'], read: readText }

async function* readText({ name, bytes }: IncomingFile): AsyncGenerator<ArticleRecord | Unreadable> {
  const whole = await upTo(maxArticleBytes, bytes)
  const failure = failureOfBytes(name, whole)
  if (failure) return yield { line: null, bytes: whole, failure }
  const decoded = decode(whole)
  const unreadable = failureOfText(name, whole, decoded)
  if (unreadable !== null || decoded === null) return yield { line: null, bytes: whole, failure: unreadable ?? notText(name) }
  yield { line: null, bytes: whole, decoded, notes: notesOn(decoded) }
}

function failureOfBytes(name: string, bytes: Buffer): string | null {
  if (bytes.length === 0) return `“${name}” is empty.`
  const kind = looksLike(bytes)
  if (kind) return `“${name}” looks like ${kind}, not plain text. Save the article as UTF-8 text and import it again.`
  if (bytes.length > maxArticleBytes) return `“${name}” is larger than 2 MB, the most that one article may have. Import it in parts.`
  return null
}

function failureOfText(name: string, bytes: Buffer, decoded: Decoded | null): string | null {
  const nul = decoded ? decoded.text.indexOf('\0') : bytes.indexOf(0)
  if (nul >= 0)
    return `“${name}” holds NUL ${decoded ? 'characters' : 'bytes'}, the first at ${nul + 1}: this is no plain text. Save it as UTF-8 text and import it again.`
  if (!decoded || mostlyControls(decoded.text)) return notText(name)
  if (hasTooManyLines(decoded.text))
    return `“${name}” has more than ${mostLines.toLocaleString('en')} lines, the most that one article may have. Import it in parts.`
  if (decoded.text.trim() === '') return `“${name}” is empty: it holds only blanks and line breaks.`
  return null
}

function notText(name: string): string {
  return `“${name}” does not look like text. Save the article as UTF-8 text and import it again.`
}

function mostlyControls(text: string): boolean {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: it counts exactly these
  const controls = text.match(/[\u0001-\u0008\u000e-\u001f\u007f]/g)?.length ?? 0
  return controls > text.length / 50
}

/** What the report says about how the bytes were read, where that was not plainly UTF-8. */
export function notesOn({ encoding, encoding_found_by, lossy }: Decoded): string[] {
  const guess = encoding_found_by === 'guess' ? [`It is not marked and not UTF-8: read as ${encoding}, a guess.`] : []
  return lossy ? [...guess, 'Some bytes could not be read and stand as �; the original keeps them.'] : guess
}
