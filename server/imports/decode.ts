import { isUtf8 } from 'node:buffer'
import { analyse } from 'chardet'
import type { OriginalRow } from '../../db/tables.ts'

export type Decoded = { text: string } & Pick<OriginalRow, 'encoding' | 'encoding_found_by' | 'bom' | 'lossy'>

/** The text of some bytes and how it was read: by byte order mark, as valid UTF-8, else by a guess. Null where no text encoding fits. */
export function decode(bytes: Buffer): Decoded | null {
  const marked = marks.find(({ mark }) => bytes.subarray(0, mark.length).equals(mark))
  if (marked) return decodedAs(bytes.subarray(marked.mark.length), marked.encoding, { encoding_found_by: 'byte order mark', bom: true })
  const wide = wideEncodingOf(bytes)
  if (wide) return decodedAs(bytes, wide, guessed)
  if (bytes.includes(0)) return null
  if (isUtf8(bytes)) return decodedAs(bytes, 'utf-8', { encoding_found_by: 'valid UTF-8', bom: false })
  return decodedAs(bytes, guessedEncodingOf(bytes), guessed)
}

const guessed = { encoding_found_by: 'guess', bom: false } as const
const marks = [
  { encoding: 'utf-8', mark: Buffer.from([0xef, 0xbb, 0xbf]) },
  { encoding: 'utf-16le', mark: Buffer.from([0xff, 0xfe]) },
  { encoding: 'utf-16be', mark: Buffer.from([0xfe, 0xff]) },
]

function decodedAs(bytes: Buffer, encoding: string, found: Pick<Decoded, 'encoding_found_by' | 'bom'>): Decoded {
  const whole = strictly(bytes, encoding)
  const text = whole ?? new TextDecoder(encoding, { ignoreBOM: true }).decode(bytes)
  return { text, encoding, ...found, lossy: whole === null }
}

function strictly(bytes: Buffer, encoding: string): string | null {
  try {
    return new TextDecoder(encoding, { fatal: true, ignoreBOM: true }).decode(bytes)
  } catch {
    return null
  }
}

// UTF-16 without its mark: zeros stand on one side only, for most characters (Latin) or beside bytes that 8-bit text has not (others).
function wideEncodingOf(bytes: Buffer): string | null {
  const head = bytes.subarray(0, 4096)
  if (bytes.length % 2 !== 0 || bytes.length < 4) return null
  const zeros = [0, 0]
  for (let at = 0; at < head.length; at++) if (head[at] === 0) zeros[at % 2] = (zeros[at % 2] ?? 0) + 1
  const [first = 0, second = 0] = zeros
  if ((first === 0) === (second === 0)) return null
  const encoding = first === 0 ? 'utf-16le' : 'utf-16be'
  const isWide = first + second >= (head.length / 2) * 0.75 || head.some((byte) => byte > 0 && byte < 8)
  const text = isWide ? strictly(bytes, encoding) : null
  return text !== null && !controls.test(text) ? encoding : null
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: a text holds none of these, which is how it is told from other bytes
const controls = /[\u0000-\u0008\u000e-\u001f]/

/** A guess needs this much confidence (of 100); the encodings that we do not name are never guessed. */
const plausible: Record<string, { encoding: string; confidence: number }> = {
  'ISO-8859-1': { encoding: 'windows-1252', confidence: 0 },
  'windows-1252': { encoding: 'windows-1252', confidence: 0 },
  'ISO-8859-2': { encoding: 'iso-8859-2', confidence: 15 },
  'windows-1250': { encoding: 'windows-1250', confidence: 15 },
  'windows-1251': { encoding: 'windows-1251', confidence: 15 },
  'KOI8-R': { encoding: 'koi8-r', confidence: 15 },
  'ISO-8859-5': { encoding: 'iso-8859-5', confidence: 15 },
  'windows-1256': { encoding: 'windows-1256', confidence: 15 },
  'ISO-8859-6': { encoding: 'iso-8859-6', confidence: 15 },
  'windows-1253': { encoding: 'windows-1253', confidence: 15 },
  'ISO-8859-7': { encoding: 'iso-8859-7', confidence: 15 },
  'windows-1254': { encoding: 'windows-1254', confidence: 15 },
  'ISO-8859-9': { encoding: 'windows-1254', confidence: 15 },
  'windows-1255': { encoding: 'windows-1255', confidence: 15 },
  'ISO-8859-8': { encoding: 'windows-1255', confidence: 15 },
  'windows-1257': { encoding: 'windows-1257', confidence: 30 },
  'windows-1258': { encoding: 'windows-1258', confidence: 30 },
  'windows-874': { encoding: 'windows-874', confidence: 30 },
  'UTF-8': { encoding: 'utf-8', confidence: 25 },
  Shift_JIS: { encoding: 'shift_jis', confidence: 50 },
  'EUC-JP': { encoding: 'euc-jp', confidence: 50 },
  'EUC-KR': { encoding: 'euc-kr', confidence: 50 },
  Big5: { encoding: 'big5', confidence: 50 },
  GB18030: { encoding: 'gb18030', confidence: 50 },
}

// A text that is UTF-8 but for a few broken bytes is read as UTF-8 with those bytes lost, rather than as something else.
function guessedEncodingOf(bytes: Buffer): string {
  for (const { name, confidence } of analyse(bytes.subarray(0, 65536))) {
    const guess = plausible[name]
    if (!guess || confidence < guess.confidence) continue
    if (guess.encoding === 'utf-8' || strictly(bytes, guess.encoding) !== null) return guess.encoding
  }
  return 'windows-1252'
}
