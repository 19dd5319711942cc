import { begun, withoutMark } from './formats/begun.ts'
import { type ArticleRecord, type Format, formatNamed, type IncomingFile, isReadable, type Unreadable } from './record.ts'

/** Reads a file as what its first bytes say that it is, else as what its name says; null where neither is known here. */
export async function* readAsItIs(
  formats: readonly Format<IncomingFile>[],
  file: IncomingFile,
  otherwise: string,
): AsyncGenerator<ArticleRecord | Unreadable> {
  const { head, bytes, leave } = await begun(file.bytes)
  const text = textOfHead(head)
  const named = formatNamed(formats, file.name)
  const format = formats.find(({ fits }) => fits?.(text)) ?? named
  if (!format) {
    await leave()
    return yield { line: null, bytes: Buffer.alloc(0), failure: otherwise }
  }
  const note = format === named ? [] : [`Read as what it is: ${format.name}.`]
  for await (const found of format.read({ ...file, bytes }))
    yield isReadable(found) ? { ...found, notes: [...note, ...found.notes] } : found
}

// Only what is ASCII in it tells a format: bytes as characters are enough, but for the wide encodings.
function textOfHead(head: Buffer): string {
  const isWide = head[0] === 0xff && head[1] === 0xfe
  return isWide ? head.toString('utf16le', 2) : withoutMark(head).toString('latin1')
}
