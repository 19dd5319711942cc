import type { Db } from '../../db/connect.ts'
import { indexDirty } from './index-articles.ts'

const batch = 100
const pause = 1_000

/** Keeps the search index up to date until it is stopped: what was written is found within seconds. Stopping waits for the batch at work. */
export function keepIndexing(db: Db, fault: (error: unknown) => void): () => Promise<void> {
  let stopped = false
  let timer: NodeJS.Timeout | undefined
  let work = Promise.resolve()
  const next = (wait: number) => {
    timer = setTimeout(() => {
      work = indexDirty(db, batch)
        .catch((error) => {
          fault(error)
          return 0
        })
        .then((done) => {
          if (!stopped) next(done === batch ? 0 : pause)
        })
    }, wait)
  }
  next(pause)
  return async () => {
    stopped = true
    clearTimeout(timer)
    await work
  }
}
