import type { Db } from '../../db/connect.ts'
import { Forbidden, Invalid } from '../errors.ts'
import { recordEvent } from '../history/record-event.ts'
import { may, type Person } from '../users/permissions.ts'
import { failingExamples } from './examples.ts'
import { insertRule, insertRuleVersion } from './queries.ts'
import type { Definition } from './rule.ts'

/** Stores a new house rule as a draft, once all its examples hold. It does nothing until another person switches it on. */
export async function proposeRule(db: Db, { name, definition, by }: { name: string; definition: Definition; by: Person }): Promise<string> {
  if (!may(by, 'rule.propose')) throw new Forbidden()
  refuseFailing(definition)
  return db.transaction(async (tx) => {
    const rule_id = await insertRule(tx, name)
    await insertRuleVersion(tx, { rule_id, version: 1, definition, made_by: by.id })
    await recordEvent(tx, { stream: 'rules', person: by, says: 'proposed a rule', details: { rule_id, version: 1, name } })
    return rule_id
  })
}

/** A rule whose examples do not hold is not stored. */
export function refuseFailing(definition: Definition): void {
  const failing = failingExamples(definition)
  if (failing.length > 0) throw new Invalid(failing.map(({ says }) => says).join(' '))
}
