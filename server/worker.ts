import type { WorkOptions } from 'pg-boss'
import type { Logger } from 'pino'
import type { Db } from '../db/connect.ts'
import { keepIndexing } from './articles/keep-indexing.ts'
import { publishDue } from './articles/publish-due.ts'
import { writeCheckpoint } from './audit/write-checkpoint.ts'
import { carryOnBatch } from './bulk/carry-on-batch.ts'
import { takeUpBatches } from './bulk/take-up-batches.ts'
import { countFigures } from './figures/count-figures.ts'
import { carryOnImport } from './imports/carry-on-import.ts'
import { dropUploads } from './imports/drop-uploads.ts'
import { takeUpImports } from './imports/take-up-imports.ts'
import { keepDoing } from './jobs/keep-doing.ts'
import { type JobName, type Jobs, openBoss, type Queue } from './jobs/queue.ts'
import { tellPeople } from './notifications/tell-people.ts'

type Act<Name extends JobName> = (job: Jobs[Name], signal: AbortSignal) => Promise<void>
export type Worker = { stop: () => Promise<void> }

/** The twin of app.ts: which act does the work that was named for later. Any number of workers share one database. */
export async function startWorker(db: Db, { log, queue }: { log: Logger; queue: Queue }): Promise<Worker> {
  const fault = (says: string) => (err: unknown) => log.error({ err }, says)
  const boss = await openBoss(db, { supervise: true, fault: fault('The queue of jobs met an error.') })
  const leaving = new AbortController()

  const does = async <Name extends JobName>(name: Name, act: Act<Name>, options: WorkOptions = {}): Promise<void> => {
    await boss.work<Jobs[Name]>(name, { pollingIntervalSeconds: 0.5, heartbeatRefreshSeconds: 3, ...options }, async (jobs) => {
      for (const { data, signal } of jobs) await act(data, AbortSignal.any([signal, leaving.signal]))
    })
  }
  const item = fault('An item of an import failed.')
  await does('carry-on-import', ({ import_id }, signal) => carryOnImport(db, { import_id, signal, fault: item }), { localConcurrency: 3 })
  const article = fault('An article of a batch failed.')
  await does('carry-on-batch', ({ batch_id }, signal) => carryOnBatch(db, { batch_id, signal, fault: article }))
  await does('drop-uploads', () => dropUploads(db, new Date()))

  await does('publish-due', () => publishDue(db, new Date()))
  await does('count-figures', () => countFigures(db, new Date()))
  await does('write-checkpoint', () => writeCheckpoint(db, new Date()))

  // Each schedule names its own job; this finds what a restored backup or a worker that was away has left due.
  await boss.schedule('publish-due', '* * * * *', {})
  await queue.enqueue(db, 'publish-due', {})
  await boss.schedule('drop-uploads', '17 3 * * *', {})
  // Hourly, for a house that is not open at night: one that was written within the day is enough.
  await boss.schedule('write-checkpoint', '41 * * * *', {})
  await queue.enqueue(db, 'write-checkpoint', {})
  await boss.schedule('count-figures', '*/10 * * * *', {})
  await queue.enqueue(db, 'count-figures', {})
  await takeUpImports(db, queue)
  await takeUpBatches(db, queue)
  const stopIndexing = keepIndexing(db, fault('Articles could not be indexed for search.'))
  const stopTelling = keepDoing((batch) => tellPeople(db, batch), fault('People could not be told what was done.'))
  const stop = async () => {
    leaving.abort(new Error('The worker is being stopped.'))
    await Promise.all([stopIndexing(), stopTelling()])
    await boss.stop({ timeout: 8_000 })
  }
  return { stop }
}
