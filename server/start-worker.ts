import { pino } from 'pino'
import { CannotStart } from '../db/cannot-start.ts'
import { readConfig } from './config.ts'
import { openQueue } from './jobs/queue.ts'
import { joinDatabase } from './open-database.ts'
import { type WayOut, wayOut } from './way-out.ts'
import { startWorker } from './worker.ts'

/** Starts a worker without pages, or says in a sentence why not and ends with exit code 1. */
export async function startWorkerAlone(): Promise<void> {
  const out = wayOut()
  // Kept by another process, it goes when that one does, however that ends.
  process.once('disconnect', () => void out.leave(0))
  await open(out).catch((error) => out.leave(1, error instanceof CannotStart ? error.message : error))
}

async function open(out: WayOut): Promise<void> {
  const env = readConfig(process.env)
  const log = pino({ level: env.log_level })
  const { db } = await joinDatabase(env, out)
  const queue = openQueue(db, (err) => log.error({ err }, 'The queue of jobs met an error.'))
  out.closing(queue.close)
  const worker = await startWorker(db, { log, queue })
  out.closing(worker.stop)
  if (!process.connected) console.log('A worker of Cleancopy is at its work.')
}
