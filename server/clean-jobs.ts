import { Worker } from 'node:worker_threads'
import type { Batch } from './cleaning/batches.ts'
import { type Cleaned, cleanArticles } from './cleaning/clean-articles.ts'

/** What a job beside this one sends back. */
export type Sent = { output: Uint8Array<ArrayBuffer>; complaints: string }

/** Cleans the batches and gives what came of them in their order, with one job here or with several beside it. */
export async function* cleanBatches(batches: AsyncIterable<Batch>, jobs: number): AsyncGenerator<Cleaned | Sent> {
  if (jobs > 1) yield* cleanBeside(batches, jobs)
  else for await (const batch of batches) yield cleanArticles(batch)
}

/** Never holds more batches than two for each job: one it works on and one that waits for it. */
async function* cleanBeside(batches: AsyncIterable<Batch>, jobs: number): AsyncGenerator<Sent> {
  const hands = Array.from({ length: jobs }, openHand)
  const given: Array<Promise<Sent>> = []
  let turn = 0
  for await (const batch of batches) {
    const hand = hands[turn++ % jobs]
    if (hand) given.push(hand.clean(batch))
    const first = given.length >= 2 * jobs ? given.shift() : undefined
    if (first) yield await first
  }
  for (const cleaned of given) yield await cleaned
  await Promise.all(hands.map(({ close }) => close()))
}

type Hand = { clean: (batch: Batch) => Promise<Sent>; close: () => Promise<number> }

function openHand(): Hand {
  const worker = new Worker(new URL('./clean-worker.ts', import.meta.url))
  const waiting: Array<(sent: Sent) => void> = []
  worker.on('message', (sent: Sent) => waiting.shift()?.(sent))
  worker.on('error', (error) => {
    throw error
  })
  const clean = (batch: Batch): Promise<Sent> =>
    new Promise((resolve) => {
      waiting.push(resolve)
      worker.postMessage(batch, ownMemory(batch.bytes))
    })
  return { clean, close: () => worker.terminate() }
}

/** Bytes that have their memory for themselves move to the other side without a copy. */
function ownMemory(bytes: Uint8Array | null): ArrayBuffer[] {
  return bytes && bytes.buffer instanceof ArrayBuffer && bytes.length === bytes.buffer.byteLength ? [bytes.buffer] : []
}
