import { parentPort } from 'node:worker_threads'
import type { Sent } from './clean-jobs.ts'
import type { Batch } from './cleaning/batches.ts'
import { cleanArticles } from './cleaning/clean-articles.ts'

/** One of several jobs: cleans each batch it is given, and sends it back. */
parentPort?.on('message', (batch: Batch) => {
  const { output, complaints } = cleanArticles(batch)
  const sent: Sent = { output: new TextEncoder().encode(output), complaints }
  parentPort?.postMessage(sent, [sent.output.buffer])
})
