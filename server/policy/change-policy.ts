import type { Db } from '../../db/connect.ts'
import { Forbidden, Stale } from '../errors.ts'
import { recordEvent } from '../history/record-event.ts'
import { may, type Person } from '../users/permissions.ts'
import { type Choices, changesOf, type PolicyChange } from './choices.ts'
import { lockPolicy, updatePolicy } from './queries.ts'

/** Changes the house's policy, if it still is what the administrator looked at; what changed is one event, in words. */
export async function changePolicy(
  db: Db,
  { choices, version, by }: { choices: Choices; version: number; by: Person },
): Promise<PolicyChange[]> {
  if (!may(by, 'policy.manage')) throw new Forbidden()
  return db.transaction(async (tx) => {
    const before = await lockPolicy(tx)
    if (before.version !== version) throw new Stale('Someone changed the policy after you opened it. Look at it again.')
    const changes = changesOf(before, choices)
    if (changes.length === 0) return []
    await updatePolicy(tx, choices)
    await recordEvent(tx, { stream: 'policy', person: by, says: 'changed the policy', details: { changes, version: version + 1 } })
    return changes
  })
}
