import type { Db } from '../../db/connect.ts'
import { Forbidden, Stale } from '../errors.ts'
import { recordEvent } from '../history/record-event.ts'
import { lockPolicy } from '../policy/queries.ts'
import { may, type Permission, type Person } from '../users/permissions.ts'
import { lockRule, retireVersion, stampRules } from './queries.ts'

type Retirement = { rule_id: string; state: 'draft' | 'active'; because: string; by: Person }

const needs: Record<Retirement['state'], Permission[]> = { draft: ['rule.propose', 'rule.switch'], active: ['rule.switch'] }
const says = { draft: 'dropped a rule', active: 'switched a rule off' } as const

/** Switches a rule off, or drops its draft. What it marked before stays as it is. */
export async function retireRule(db: Db, { rule_id, state, because, by }: Retirement): Promise<void> {
  if (!needs[state].some((permission) => may(by, permission))) throw new Forbidden()
  await db.transaction(async (tx) => {
    await lockPolicy(tx)
    const { name } = await lockRule(tx, rule_id)
    const retired = await retireVersion(tx, { rule_id, state, because, by: by.id })
    if (!retired) throw new Stale('Someone did that already. Look at the rule again.')
    if (state === 'active') await stampRules(tx)
    const details = { rule_id, version: retired.version, name, because }
    await recordEvent(tx, { stream: 'rules', person: by, says: says[state], details })
  })
}
