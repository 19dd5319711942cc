import type { Db } from '../../db/connect.ts'
import { recordEvent } from '../history/record-event.ts'
import { insertNotice } from '../notices/queries.ts'
import { lockPolicy } from '../policy/queries.ts'
import { permissions } from '../users/permissions.ts'
import type { Matcher } from './matcher.ts'
import { listHolders, lockRule, retireVersion, stampRules } from './queries.ts'

/** Switches off the rules that broke while they were at work, and tells everybody who may switch one on. Call it inside a transaction. */
export async function switchBrokenRulesOff(tx: Db, rules: Matcher | null): Promise<void> {
  if (!rules || rules.broken.size === 0) return
  await lockPolicy(tx)
  for (const [rule_id, { version, because }] of rules.broken) await switchOff(tx, { rule_id, version, because: because.slice(0, 500) })
  await stampRules(tx)
}

type Broken = { rule_id: string; version: number; because: string }

async function switchOff(tx: Db, { rule_id, version, because }: Broken): Promise<void> {
  const { name } = await lockRule(tx, rule_id)
  const retired = await retireVersion(tx, { rule_id, version, state: 'active', because, by: null, broke: true })
  // Another import met it first, or a version without the fault is active by now.
  if (!retired) return
  await recordEvent(tx, { stream: 'rules', person: null, says: 'a rule broke', details: { rule_id, version, name, because } })
  const text = `The house rule “${name}” broke and was switched off. Articles come in without it: edit it, and switch the new version on.`
  for (const person_id of await listHolders(tx, permissions['rule.switch'])) await insertNotice(tx, { person_id, article_id: null, text })
}
