import { Worker } from 'node:worker_threads'
import type { Batch } from './cleaning/batches.ts'
import type { Cleaned } from './cleaning/clean-articles.ts'

const mostForHand = 2
const mostForJob = 4

/**
 * Cleans the batches and gives what came of them in their order. This job reads, writes, and cleans what the others have no hand free for;
 * it never holds more than a few batches for each job.
 */
export async function* cleanBatches(batches: AsyncIterable<Batch>, jobs: number): AsyncGenerator<Cleaned> {
  const hands = Array.from({ length: jobs - 1 }, openHand)
  // Only now, so that all of them read the languages at the same time.
  const { cleanArticles } = await import('./cleaning/clean-articles.ts')
  const given: Array<Promise<Cleaned>> = []
  for await (const batch of batches) {
    const free = hands.find(({ waiting }) => waiting.length < mostForHand)
    if (!free && given.length === 0) yield cleanArticles(batch)
    else given.push(free ? free.clean(batch) : Promise.resolve(cleanArticles(batch)))
    const first = given.length >= mostForJob * jobs ? given.shift() : undefined
    if (first) yield await first
  }
  for (const cleaned of given) yield await cleaned
  await Promise.all(hands.map(({ close }) => close()))
}

type Hand = { waiting: readonly unknown[]; clean: (batch: Batch) => Promise<Cleaned>; close: () => Promise<number> }

function openHand(): Hand {
  const worker = new Worker(new URL('./clean-worker.ts', import.meta.url))
  const waiting: Array<(sent: Cleaned) => void> = []
  worker.on('message', (sent: Cleaned) => waiting.shift()?.(sent))
  worker.on('error', (error) => {
    throw error
  })
  const clean = (batch: Batch): Promise<Cleaned> =>
    new Promise((resolve) => {
      waiting.push(resolve)
      worker.postMessage(batch, ownMemory(batch.bytes))
    })
  return { waiting, clean, close: () => worker.terminate() }
}

/** Bytes that have their memory for themselves move to the other side without a copy. */
function ownMemory(bytes: Uint8Array | null): ArrayBuffer[] {
  return bytes && bytes.buffer instanceof ArrayBuffer && bytes.length === bytes.buffer.byteLength ? [bytes.buffer] : []
}
