import type { PgBoss, QueueOptions } from 'pg-boss'
import { addressOf, type Db } from '../../db/connect.ts'

/** What can be done later, by name, and what it must know for that; worker.ts says which act does it. */
export type Jobs = {
  'carry-on-import': { import_id: string }
  'drop-uploads': object
  'publish-due': object
  'carry-on-batch': { batch_id: string }
  'write-checkpoint': object
  'count-figures': object
}
export type JobName = keyof Jobs

/** Names work that happens later. Within a transaction: it is there when the transaction is. */
export type Queue = {
  /** Made ready before the first transaction, which then need not wait for it. */
  ready: () => Promise<void>
  /** `at` is a moment in the future to wait for. */
  enqueue: <Name extends JobName>(tx: Db, name: Name, job: Jobs[Name], at?: Date) => Promise<void>
  close: () => Promise<void>
}

const day = 24 * 60 * 60

// Who died is missed after ten seconds. A job that went wrong is tried again for as long as it is kept: the act itself says when to give up.
const patient: QueueOptions = {
  heartbeatSeconds: 10,
  expireInSeconds: day - 1,
  retryLimit: 100_000,
  retryDelay: 1,
  retryBackoff: true,
  retryDelayMax: 10,
  deleteAfterSeconds: 3 * day,
}
const queues: Record<JobName, QueueOptions> = {
  'carry-on-import': patient,
  'drop-uploads': patient,
  'publish-due': patient,
  'carry-on-batch': patient,
  'write-checkpoint': patient,
  'count-figures': patient,
}

export function openQueue(db: Db, fault: (error: unknown) => void): Queue {
  let opening: Promise<PgBoss> | undefined
  const boss = (): Promise<PgBoss> => {
    opening ??= openBoss(db, { supervise: false, fault }).catch((error) => {
      opening = undefined
      throw error
    })
    return opening
  }
  return {
    ready: async () => void (await boss()),
    enqueue: async (tx, name, job, at) => {
      const { fromKnex } = await import('pg-boss')
      await (await boss()).send(name, job, { db: fromKnex(tx), ...(at && { startAfter: at }) })
    },
    close: async () => {
      const open = await opening?.catch(() => undefined)
      await open?.stop({ graceful: false })
    },
  }
}

/**
 * pg-boss with its tables and queues made where they are missing, by one process at a time. It has connections of its own: its scripts
 * hold transactions that a failure leaves open, which it closes and our pool would hand on.
 */
export async function openBoss(db: Db, { supervise, fault }: { supervise: boolean; fault: (error: unknown) => void }): Promise<PgBoss> {
  const { PgBoss } = await import('pg-boss')
  const connection = { connectionString: addressOf(db), application_name: 'cleancopy', max: supervise ? 5 : 2, options: '-c timezone=UTC' }
  const boss = new PgBoss({ ...connection, supervise, schedule: supervise, superviseIntervalSeconds: 3, monitorIntervalSeconds: 3 })
  boss.on('error', fault)
  await db.transaction(async (lock) => {
    await lock.raw("SELECT pg_advisory_xact_lock(hashtext('cleancopy jobs'))")
    await boss.start()
    for (const [name, options] of Object.entries(queues)) await boss.createQueue(name, options)
  })
  return boss
}
