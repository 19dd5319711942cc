import { readFile } from '../../server/imports/formats.ts'
import type { ArticleRecord, StoredFile, Unreadable } from '../../server/imports/record.ts'

/** What is found in a file. */
export async function readAll(name: string, content: string | Buffer): Promise<(ArticleRecord | Unreadable)[]> {
  const found: (ArticleRecord | Unreadable)[] = []
  for await (const one of readFile(storedFile(name, Buffer.from(content)))) found.push(one)
  return found
}

/** The sentences of what cannot be read, and null for each article. */
export async function failuresOf(name: string, content: string | Buffer): Promise<(string | null)[]> {
  return (await readAll(name, content)).map((found) => ('failure' in found ? found.failure : null))
}

/** The texts of the articles, and the sentences of what is none. */
export async function wordsOf(name: string, content: string | Buffer): Promise<string[]> {
  return (await readAll(name, content)).map(wordsOfOne)
}

export async function wordsIn(things: AsyncIterable<ArticleRecord | Unreadable>): Promise<string[]> {
  const words: string[] = []
  for await (const one of things) words.push(wordsOfOne(one))
  return words
}

function wordsOfOne(found: ArticleRecord | Unreadable): string {
  return 'failure' in found ? found.failure : found.decoded.text
}

export function storedFile(name: string, bytes: Buffer): StoredFile {
  return { name, size: bytes.length, bytes: piecesOf(bytes), part: async (from, to) => bytes.subarray(from, to) }
}

// Seven bytes at a time (of a large file more), so that every line, mark and character is broken somewhere.
async function* piecesOf(bytes: Buffer): AsyncGenerator<Buffer> {
  const step = Math.max(7, Math.floor(bytes.length / 1000))
  for (let at = 0; at < bytes.length; at += step) yield bytes.subarray(at, at + step)
}
