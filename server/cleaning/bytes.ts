/** Valid UTF-8 up to here, as it is or written in JSON. */
export type Bytes = { bytes: Uint8Array; to: number; isJson: boolean }

const byteAt = (bytes: Uint8Array, at: number): number => (bytes[at] as number) & 63

export function lengthAt(bytes: Uint8Array, at: number): number {
  const lead = bytes[at] as number
  return lead < 0x80 ? 1 : lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : 4
}

/** The code unit that stands here; for a character of two units one that is no letter by itself. */
export function unitAt(bytes: Uint8Array, at: number): number {
  const lead = bytes[at] as number
  if (lead < 0x80) return lead
  if (lead < 0xe0) return ((lead & 31) << 6) | byteAt(bytes, at + 1)
  if (lead < 0xf0) return ((lead & 15) << 12) | (byteAt(bytes, at + 1) << 6) | byteAt(bytes, at + 2)
  return 0xd800
}

const newline = 10
const quote = 34
const backslash = 92

/** The first units from here, and zeros where the line ends before. */
export function unitsFrom(text: Bytes, from: number, into: Uint16Array, count: number): void {
  const { bytes } = text
  let size = 0
  for (let at = from; size < count && !isEnd(text, at); at += 1) {
    const byte = bytes[at] as number
    if (byte > 127) {
      into[size++] = unitAt(bytes, at)
      at += lengthAt(bytes, at) - 1
    } else into[size++] = byte === backslash && text.isJson ? signOf(bytes[++at] as number) : byte
  }
  while (size < count) into[size++] = 0
}

function isEnd({ bytes, to, isJson }: Bytes, at: number): boolean {
  const byte = bytes[at]
  return at >= to || byte === newline || (isJson && (byte === quote || (byte === backslash && bytes[at + 1] === 110)))
}

/** What JSON writes with two signs: a quotation mark, or some kind of blank. */
const signOf = (byte: number): number => (byte === quote ? quote : 9)

const near = 24
// As many characters as `near`, or nearly, if each takes three bytes.
const far = 72

/** The last units of a line, at least twenty if it has so many, and a zero behind them; gives how many they are. */
export function unitsUpTo({ bytes, isJson }: Bytes, start: number, end: number, into: Uint16Array): number {
  const length = plainUpTo(bytes, start, end, into)
  if (length >= 0) return length
  let at = Math.max(start, end - far)
  while (at > start && at < end && (bytes[at] as number) >> 6 === 2) at += 1
  let size = 0
  while (at < end) {
    const byte = bytes[at] as number
    if (byte < 0x80) into[size++] = isJson && byte === backslash ? signOf(bytes[++at] as number) : byte
    else {
      into[size++] = unitAt(bytes, at)
      if (byte >= 0xf0) into[size++] = 0xdc00
      at += lengthAt(bytes, at) - 1
    }
    at += 1
  }
  into[size] = 0
  return size
}

/** The same where every byte stands for itself; -1 where one does not. */
function plainUpTo(bytes: Uint8Array, start: number, end: number, into: Uint16Array): number {
  const from = Math.max(start, end - near)
  for (let at = from; at < end; at++) {
    const byte = bytes[at] as number
    if (byte > 127 || byte === backslash) return -1
    into[at - from] = byte
  }
  into[end - from] = 0
  return end - from
}

/** Whether every byte stands for itself. */
export function isPlain(bytes: Uint8Array, start: number, end: number): boolean {
  for (let at = start; at < end; at++) if ((bytes[at] as number) > 127 || bytes[at] === backslash) return false
  return true
}
