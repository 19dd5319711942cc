import type { Db } from '../../db/connect.ts'
import { Forbidden, Stale } from '../errors.ts'
import { recordEvent } from '../history/record-event.ts'
import { may, type Person } from '../users/permissions.ts'
import { refuseFailing } from './propose-rule.ts'
import { insertRuleVersion, lockRule, retireVersion } from './queries.ts'
import type { Definition } from './rule.ts'

/**
 * Stores an edit of a rule as its next version, a draft; a draft before it is retired, and what is active stays so until this one is
 * switched on. `version` is the last one that the person has seen.
 */
export async function changeRule(
  db: Db,
  { rule_id, version, definition, by }: { rule_id: string; version: number; definition: Definition; by: Person },
): Promise<number> {
  if (!may(by, 'rule.propose')) throw new Forbidden()
  refuseFailing(definition)
  return db.transaction(async (tx) => {
    const rule = await lockRule(tx, rule_id)
    if (rule.version !== version) throw new Stale('Someone changed this rule after you opened it. Look at it again.')
    const next = version + 1
    await retireVersion(tx, { rule_id, state: 'draft', because: `version ${next} was proposed instead`, by: by.id })
    await insertRuleVersion(tx, { rule_id, version: next, definition, made_by: by.id })
    const details = { rule_id, version: next, name: rule.name }
    await recordEvent(tx, { stream: 'rules', person: by, says: 'changed a rule', details })
    return next
  })
}
