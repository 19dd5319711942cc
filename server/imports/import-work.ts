import type { Held } from '../../db/alone.ts'
import type { Db } from '../../db/connect.ts'
import type { Person } from '../users/permissions.ts'
import type { ImportRow } from './import.ts'
import { type Pace, type Progress, paceFrom } from './progress.ts'
import { noteProgress } from './queries.ts'

/** An import at work: who it is done for, and whether it may go on. */
export type Work = {
  made: ImportRow
  /** Who runs it and submits what goes to review; null is the system, which submits nothing. */
  by: Person | null
  /** Told of an error of ours that an item met: the item fails with a sentence, the others go on. */
  fault: (error: unknown) => void
  /** Ends the work where it is, to be gone on with. */
  signal: AbortSignal
  held: Held
}

/** Thrown inside the work where somebody has cancelled the import. */
export class Cancelled extends Error {}

export type Tick = (done: number, share: number) => Promise<void>

/** Called after every item; once a second it writes down how far the work is, and finds out whether it may go on. */
export function tickOf(db: Db, { made, signal, held }: Work, { of, ...begun }: Pick<Progress, 'done' | 'share' | 'of'>): Tick {
  const pace: Pace = paceFrom(begun, () => performance.now())
  let last = performance.now()
  return async (done, share) => {
    signal.throwIfAborted()
    if (performance.now() - last < 1_000) return
    last = performance.now()
    await held()
    if (!(await noteProgress(db, made, { ...pace(done, share), of }))) throw new Cancelled()
  }
}
