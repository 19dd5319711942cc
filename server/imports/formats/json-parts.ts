/** Where a value stands in the bytes of JSON: `to` is -1 where it breaks off. `key` is empty in a list. */
export type JsonPart = { key: string; from: number; to: number }

const [quote, backslash, comma, colon] = [0x22, 0x5c, 0x2c, 0x3a]
const isBlank = (byte: number | undefined): boolean => byte === 0x20 || byte === 0x0a || byte === 0x0d || byte === 0x09
const isOpening = (byte: number | undefined): boolean => byte === 0x7b || byte === 0x5b
const isClosing = (byte: number | undefined): boolean => byte === 0x7d || byte === 0x5d

/** The values of the object or list that begins at `start`, without reading them: a part is JSON in itself for whoever wants it. */
export function* partsOfJson(bytes: Buffer, start = 0): Generator<JsonPart> {
  let at = afterBlanks(bytes, start)
  const isObject = bytes[at] === 0x7b
  if (!isOpening(bytes[at])) return
  for (at += 1; ; ) {
    at = afterBlanks(bytes, at)
    if (at >= bytes.length) return yield { key: '', from: at, to: -1 }
    if (isClosing(bytes[at])) return
    if (bytes[at] === comma) {
      at += 1
      continue
    }
    const key = isObject ? keyAt(bytes, at) : { words: '', value: at }
    if (!key) return yield { key: '', from: at, to: -1 }
    const to = endOfValue(bytes, key.value)
    yield { key: key.words, from: key.value, to }
    if (to < 0) return
    at = to
  }
}

/** The value under these keys, one within the other; in a list its first value is meant. */
export function partUnder(bytes: Buffer, keys: readonly string[]): JsonPart | null {
  let from = 0
  let found: JsonPart | null = null
  for (const key of keys) {
    found = null
    for (const part of partsOfJson(bytes, from)) if (part.key === key && part.from < bytes.length) found ??= part
    if (!found) return null
    from = found.from
  }
  return found
}

function keyAt(bytes: Buffer, at: number): { words: string; value: number } | null {
  const end = bytes[at] === quote ? endOfText(bytes, at) : -1
  const separator = end < 0 ? -1 : afterBlanks(bytes, end)
  if (bytes[separator] !== colon) return null
  return { words: bytes.toString('utf8', at + 1, end - 1), value: afterBlanks(bytes, separator + 1) }
}

function endOfValue(bytes: Buffer, from: number): number {
  if (bytes[from] === quote) return endOfText(bytes, from)
  if (!isOpening(bytes[from])) return endOfWord(bytes, from)
  let depth = 0
  for (let at = from; at >= 0 && at < bytes.length; ) {
    const byte = bytes[at]
    if (byte === quote) {
      at = endOfText(bytes, at)
      continue
    }
    if (isOpening(byte)) depth += 1
    else if (isClosing(byte) && --depth === 0) return at + 1
    at += 1
  }
  return -1
}

function endOfWord(bytes: Buffer, from: number): number {
  let at = from
  while (at < bytes.length && bytes[at] !== comma && !isClosing(bytes[at]) && !isBlank(bytes[at])) at += 1
  return at > from ? at : -1
}

function endOfText(bytes: Buffer, from: number): number {
  for (let at = from + 1; at < bytes.length; at += 1) {
    if (bytes[at] === backslash) at += 1
    else if (bytes[at] === quote) return at + 1
  }
  return -1
}

function afterBlanks(bytes: Buffer, from: number): number {
  let at = from
  while (isBlank(bytes[at])) at += 1
  return at
}
