import { type Decoded, decode } from '../decode.ts'
import type { IncomingFile, Unreadable } from '../record.ts'
import { looksLike } from '../signatures.ts'

/** The most bytes of a file that has to be read whole, because its articles stand between one another. */
const mostWhole = 32 * 2 ** 20

export type Whole = { bytes: Buffer; decoded: Decoded }

/** The text of a file that is read whole, or why it has none. `declared` finds what encoding it says it has, where it is not UTF-8. */
export async function wholeFile(
  { name, bytes }: IncomingFile,
  what: string,
  declared: (head: string) => string | undefined = () => undefined,
): Promise<Whole | Unreadable> {
  const whole = await upTo(mostWhole, bytes)
  const unreadable = (failure: string): Unreadable => ({ line: null, bytes: whole.subarray(0, 65_536), failure: `“${name}” ${failure}` })
  if (whole.length === 0) return unreadable('is empty.')
  const kind = looksLike(whole)
  if (kind) return unreadable(`looks like ${kind}, not ${what}.`)
  if (whole.length > mostWhole)
    return unreadable(`is larger than ${mostWhole / 2 ** 20} MB, the most that ${what} may have. Import it in parts.`)
  const decoded = decodedAsSaid(whole, declared)
  if (!decoded || decoded.text.includes('\0')) return unreadable(`holds NUL bytes: this is not ${what}.`)
  if (decoded.text.trim() === '') return unreadable('is empty: it holds only blanks and line breaks.')
  return { bytes: whole, decoded }
}

function decodedAsSaid(bytes: Buffer, declared: (head: string) => string | undefined): Decoded | null {
  const decoded = decode(bytes)
  const said = decoded?.encoding_found_by === 'guess' ? declared(bytes.toString('latin1', 0, 4096)) : undefined
  return (said ? decodedAs(bytes, said) : null) ?? decoded
}

/** The text of bytes in the encoding that their file says it has; null where that is not true. */
export function decodedAs(bytes: Buffer, named: string): Decoded | null {
  try {
    const decoder = new TextDecoder(named, { fatal: true, ignoreBOM: true })
    return { text: decoder.decode(bytes), encoding: decoder.encoding, encoding_found_by: 'given', bom: false, lossy: false }
  } catch {
    return null
  }
}

/** The bytes of a file; one byte more than the limit where it is larger. */
export async function upTo(limit: number, bytes: AsyncIterable<Buffer>): Promise<Buffer> {
  const parts: Buffer[] = []
  let length = 0
  for await (const part of bytes) {
    parts.push(part)
    length += part.length
    if (length > limit) break
  }
  return Buffer.concat(parts).subarray(0, limit + 1)
}
