import type { Db } from '../../db/connect.ts'
import { Forbidden, Invalid, Stale } from '../errors.ts'
import { recordEvent } from '../history/record-event.ts'
import { lockPolicy } from '../policy/queries.ts'
import { may, type Person } from '../users/permissions.ts'
import { matcherOf } from './matcher.ts'
import { refuseFailing } from './propose-rule.ts'
import { activateVersion, findRuleVersion, listActiveRules, lockRule, retireVersion, stampRules } from './queries.ts'
import { Definition } from './rule.ts'

/** So many active rules may have to be tried on every paragraph. */
export const mostSlow = 20

/** Makes a proposed version the one that cleans what comes in from now on; the active version before it is retired. */
export async function switchRuleOn(db: Db, { rule_id, version, by }: { rule_id: string; version: number; by: Person }): Promise<void> {
  if (!may(by, 'rule.switch')) throw new Forbidden()
  await db.transaction(async (tx) => {
    const { four_eyes } = await lockPolicy(tx)
    const { name } = await lockRule(tx, rule_id)
    const proposed = await findRuleVersion(tx, rule_id, version)
    if (proposed.state !== 'draft') throw new Stale('This version is no longer a proposal. Look at the rule again.')
    if (four_eyes && proposed.made_by === by.id) throw new Forbidden('Another person than its author switches a rule on.')
    refuseFailing(understood(proposed.definition))
    await retireVersion(tx, { rule_id, state: 'active', because: `version ${version} took its place`, by: by.id })
    await activateVersion(tx, { rule_id, version, by: by.id })
    await refuseTooSlow(tx)
    await stampRules(tx)
    await recordEvent(tx, { stream: 'rules', person: by, says: 'switched a rule on', details: { rule_id, version, name } })
  })
}

// It was understood when it was saved, maybe by an older house than this.
function understood(stored: unknown): Definition {
  const { success, data } = Definition.safeParse(stored)
  if (!success) throw new Invalid('This rule cannot be understood any more. Edit it, and switch the new version on.')
  return data
}

async function refuseTooSlow(tx: Db): Promise<void> {
  const { slow } = matcherOf(await listActiveRules(tx))
  if (slow <= mostSlow) return
  throw new Invalid(
    `${mostSlow} rules without fixed words are active already, and each is tried on every paragraph. Give this one at least three letters that every match holds, or switch another off.`,
  )
}
