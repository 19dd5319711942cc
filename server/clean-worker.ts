import { parentPort } from 'node:worker_threads'
import type { Batch } from './cleaning/batches.ts'
import { cleanArticles } from './cleaning/clean-articles.ts'

/** One of several jobs: cleans each batch it is given, and sends it back. */
parentPort?.on('message', (batch: Batch) => {
  const cleaned = cleanArticles(batch)
  parentPort?.postMessage(cleaned, [cleaned.output.buffer])
})
