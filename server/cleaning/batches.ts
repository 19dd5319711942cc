/** Whole lines of a byte stream, the first of them with this number; `bytes` is null for one line that was longer than allowed. */
export type Batch = { first: number; bytes: Uint8Array | null }

type Limits = { size: number; longest: number }
type Held = { first: number; whole: Uint8Array[]; wholeSize: number; open: Uint8Array[]; openSize: number }

const newline = 10

/** The lines of a byte stream in order, many at a time; never holds more than a batch and the line that is still open. */
export async function* batchesOf(chunks: AsyncIterable<Uint8Array>, { size, longest }: Limits): AsyncGenerator<Batch> {
  const held: Held = { first: 1, whole: [], wholeSize: 0, open: [], openSize: 0 }
  for await (const chunk of chunks) {
    const opening = held.openSize > 0 ? chunk.indexOf(newline) + 1 : 0
    const closing = chunk.lastIndexOf(newline) + 1
    if (opening > 0) yield* closeLine(held, chunk.subarray(0, opening), longest)
    if (closing > opening) holdWhole(held, [chunk.subarray(opening, closing)])
    if (closing < chunk.length) holdOpen(held, chunk.subarray(closing), longest)
    if (held.wholeSize >= size) yield* closeBatch(held)
  }
  if (held.openSize > 0) yield* closeLine(held, new Uint8Array(), longest)
  yield* closeBatch(held)
}

function holdWhole(held: Held, pieces: readonly Uint8Array[]): void {
  for (const piece of pieces) {
    held.whole.push(piece)
    held.wholeSize += piece.length
  }
}

/** Of a line that is too long nothing is kept. */
function holdOpen(held: Held, piece: Uint8Array, longest: number): void {
  held.openSize += piece.length
  if (held.openSize <= longest + 1) held.open.push(piece)
  else held.open = []
}

/** The open line has its end: it joins the others, or stands alone where it was too long. */
function* closeLine(held: Held, end: Uint8Array, longest: number): Generator<Batch> {
  holdOpen(held, end, longest)
  const length = end.length > 0 ? held.openSize - 1 : held.openSize
  if (length <= longest) holdWhole(held, held.open)
  else {
    yield* closeBatch(held)
    yield { first: held.first, bytes: null }
    held.first += 1
  }
  held.open = []
  held.openSize = 0
}

function* closeBatch(held: Held): Generator<Batch> {
  const { first, whole } = held
  const bytes = Buffer.concat(whole)
  // Whoever takes the batch may take its memory too.
  held.first += countLines(bytes)
  held.whole = []
  held.wholeSize = 0
  if (bytes.length > 0) yield { first, bytes }
}

function countLines(bytes: Uint8Array): number {
  let lines = 0
  for (let at = bytes.indexOf(newline); at >= 0; at = bytes.indexOf(newline, at + 1)) lines += 1
  return lines
}
