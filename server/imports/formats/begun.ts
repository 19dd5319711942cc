/** How much of a file is looked at to tell what it is. */
export const headBytes = 4096
const byteOrderMark = Buffer.from([0xef, 0xbb, 0xbf])

type Begun = { head: Buffer; bytes: AsyncIterable<Buffer>; leave: () => Promise<unknown> }

/** The first bytes of a file, and all of them. */
export function begun(chunks: AsyncIterable<Buffer>): Promise<Begun> {
  return begunWith(chunks, (first) => first)
}

/** The same without a UTF-8 mark. */
export function begunUnmarked(chunks: AsyncIterable<Buffer>): Promise<Begun> {
  return begunWith(chunks, withoutMark)
}

/** Bytes without the UTF-8 mark that may stand before them. */
export function withoutMark(bytes: Buffer): Buffer {
  return bytes.subarray(0, 3).equals(byteOrderMark) ? bytes.subarray(3) : bytes
}

async function begunWith(chunks: AsyncIterable<Buffer>, as: (first: Buffer) => Buffer): Promise<Begun> {
  const rest = chunks[Symbol.asyncIterator]()
  const leave = async () => rest.return?.()
  let first: Buffer = Buffer.alloc(0)
  for (let next = await rest.next(); !next.done; next = await rest.next()) {
    first = Buffer.concat([first, next.value])
    if (first.length >= headBytes) break
  }
  first = as(first)
  return { head: first.subarray(0, headBytes), bytes: joined(first, rest, leave), leave }
}

async function* joined(first: Buffer, rest: AsyncIterator<Buffer>, leave: Begun['leave']): AsyncGenerator<Buffer> {
  try {
    yield first
    for (let next = await rest.next(); !next.done; next = await rest.next()) yield next.value
  } finally {
    await leave()
  }
}
