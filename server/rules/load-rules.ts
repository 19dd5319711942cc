import type { Db } from '../../db/connect.ts'
import { type Matcher, matcherOf } from './matcher.ts'
import { listActiveRules } from './queries.ts'

// Making two thousand rules ready takes longer than cleaning an article with them, so the last set stays ready under its stamp.
let last: { stamp: string; rules: Promise<Matcher> } | undefined

/** The active rules ready for cleaning, by the stamp that the policy carries; null where there are none. */
export async function loadRules(db: Db, stamp: string | null): Promise<Matcher | null> {
  if (stamp === null) return null
  if (last?.stamp !== stamp) last = { stamp, rules: listActiveRules(db).then(matcherOf) }
  try {
    return await last.rules
  } catch (error) {
    last = undefined
    throw error
  }
}
