import { setTimeout as wait } from 'node:timers/promises'
import type { Db } from '../../db/connect.ts'
import type { ImportRow, ImportState } from './import.ts'
import { leftInWords, rateInWords } from './progress.ts'
import { findImport } from './queries.ts'

export type AtWork = { says: string; share: number }

export function isAtWork({ state }: Pick<ImportRow, 'state'>): boolean {
  return state === 'planning' || state === 'running'
}

/** How far a worker is with an import, in words. While it is planned nobody knows how many items there will be. */
export function workInWords(made: ImportRow, now: Date): AtWork {
  const { progress } = made
  const done = progress.done.toLocaleString('en')
  const items = progress.of === null ? `${done} items read` : `${done} of ${progress.of.toLocaleString('en')} items done`
  const pace = isStill(made, now) ? ['no worker is at it just now; it goes on by itself'] : [rateInWords(progress), leftInWords(progress)]
  return { says: [items, ...pace].filter(Boolean).join(' · '), share: progress.share }
}

const patience = 15_000

function isStill({ worked_on_at, started_at, created_at }: ImportRow, now: Date): boolean {
  const last = Math.max(...[worked_on_at, started_at, created_at].map((moment) => moment?.getTime() ?? 0))
  return now.getTime() - last > patience
}

/** Waits as long as a person would until an import has left a state; one that takes longer goes on, and its page shows how far it is. */
export async function whileAtWork(db: Db, id: string, state: ImportState): Promise<void> {
  const end = performance.now() + 3_000
  while (performance.now() < end && (await findImport(db, id)).state === state) await wait(100)
}
