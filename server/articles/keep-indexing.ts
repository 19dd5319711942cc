import type { Db } from '../../db/connect.ts'
import { keepDoing } from '../jobs/keep-doing.ts'
import { indexDirty } from './index-articles.ts'

/** Keeps the search index up to date until it is stopped: what was written is found within seconds. */
export function keepIndexing(db: Db, fault: (error: unknown) => void): () => Promise<void> {
  return keepDoing((batch) => indexDirty(db, batch), fault)
}
