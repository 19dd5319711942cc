import { setTimeout as wait } from 'node:timers/promises'
import { alone, type Held } from '../../db/alone.ts'
import { type Db, isDatabaseDown } from '../../db/connect.ts'
import { recordEvent } from '../history/record-event.ts'
import type { Person } from '../users/permissions.ts'
import { personOf } from '../users/person.ts'
import { findPerson } from '../users/queries.ts'
import type { ImportRow, ImportState } from './import.ts'
import { Cancelled, type Work } from './import-work.ts'
import { planItems } from './plan-items.ts'
import { findImport, moveImport } from './queries.ts'
import { runItems } from './run-items.ts'

export type CarriedOn = { import_id: string } & Pick<Work, 'fault' | 'signal'>

/**
 * Does what an import waits for, its plan or its run, from where it was broken off. Only one is at it at a time; whoever comes second
 * leaves it to the first. Throws where it should be tried again: the database is away, or the signal says stop.
 */
export async function carryOnImport(db: Db, wished: CarriedOn): Promise<void> {
  await alone(db, `import ${wished.import_id}`, (held) => carryOn(db, { ...wished, held }))
}

/** The same, until the import has left the state it is in: by this process, or by the one that is at it. */
export async function carryThrough(db: Db, { state, ...wished }: CarriedOn & { state: ImportState }): Promise<ImportRow> {
  for (;;) {
    await carryOnImport(db, wished)
    const made = await findImport(db, wished.import_id)
    if (made.state !== state) return made
    await wait(50)
  }
}

async function carryOn(db: Db, { import_id, ...rest }: CarriedOn & { held: Held }): Promise<void> {
  const made = await findImport(db, import_id)
  try {
    if (made.state === 'planning') await planItems(db, { made, by: await actorOf(db, made.made_by), ...rest })
    if (made.state === 'running') await runItems(db, { made, by: await actorOf(db, made.run_by), ...rest })
  } catch (error) {
    if (error instanceof Cancelled) return
    if (isDatabaseDown(error) || rest.signal.aborted) throw error
    await giveUp(db, import_id)
    rest.fault(error)
  }
}

// Who was disabled meanwhile submits nothing; what comes in then lands as drafts.
async function actorOf(db: Db, id: string | null): Promise<Person | null> {
  const person = id ? await findPerson(db, id) : undefined
  return person && !person.disabled_at ? personOf(person) : null
}

async function giveUp(db: Db, id: string): Promise<void> {
  const failure = 'An error of Cleancopy itself stopped this import. What is in stays; import the files again when that is mended.'
  await db.transaction(async (tx) => {
    const moved = await moveImport(tx, { id, from: ['planning', 'running'], state: 'failed', failure, finished_at: new Date() })
    if (moved) await recordEvent(tx, { stream: `import:${id}`, person: null, says: 'gave an import up' })
  })
}
