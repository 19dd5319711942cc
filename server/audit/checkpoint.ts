import { createHash } from 'node:crypto'
import canonicalize from 'canonicalize'

export type Head = { stream: string; number: number; sha256: Buffer }
/** How many heads a checkpoint holds, and the hash over all of them in order. */
export type Heads = { count: number; sha256: string }

/** Counts and hashes heads as they pass, so that none need be kept. */
export async function digestOf(heads: AsyncIterable<Head>): Promise<Heads> {
  const digest = createHash('sha256')
  let count = 0
  for await (const { stream, number, sha256 } of heads) {
    digest.update(`${JSON.stringify([stream, number, sha256.toString('hex')])}\n`)
    count += 1
  }
  return { count, sha256: digest.digest('hex') }
}

/** The row of a checkpoint that follows the one before. */
export function checkpointAfter(last: { number: number; sha256: Buffer } | undefined, { at, heads }: { at: Date; heads: Heads }) {
  const number = (last?.number ?? 0) + 1
  const previous_sha256 = last?.sha256 ?? null
  const canonical = canonicalize({ format: 1, number, at: at.toISOString(), heads, previous: previous_sha256?.toString('hex') ?? null })
  if (canonical === undefined) throw new Error('A checkpoint must be an object of JSON values.')
  return { number, at, canonical, previous_sha256, sha256: hashOf(canonical) }
}

export function hashOf(text: string): Buffer {
  return createHash('sha256').update(text).digest()
}
