import { v7 as uuid } from 'uuid'
import type { Db } from '../../db/connect.ts'
import { isUuid } from '../../db/is-uuid.ts'
import type { RuleVersionRow } from '../../db/tables.ts'
import { Conflict, NotFound } from '../errors.ts'
import type { Definition } from './rule.ts'

export type RuleVersion = RuleVersionRow & { name: string }

const columns = ['rule_versions.*', 'rules.name']
const versions = (db: Db) => db('rule_versions').join('rules', 'rules.id', 'rule_versions.rule_id')

/** The active house rules, oldest first, as they are made ready for cleaning. */
export async function listActiveRules(db: Db): Promise<{ id: string; version: number; name: string; definition: unknown }[]> {
  return versions(db).where({ state: 'active' }).orderBy('rules.id').select('rules.id', 'version', 'name', 'definition')
}

export async function findRuleVersion(db: Db, rule_id: string, version: number): Promise<RuleVersion> {
  const found = isUuid(rule_id) ? await versions(db).where({ rule_id, version }).first(columns) : undefined
  if (!found) throw new NotFound('There is no such rule.')
  return found
}

/** The rule, held until the transaction ends, with the number of its last version. */
export async function lockRule(tx: Db, rule_id: string): Promise<{ name: string; version: number }> {
  const rule = isUuid(rule_id) ? await tx('rules').where({ id: rule_id }).forUpdate().first('name') : undefined
  if (!rule) throw new NotFound('There is no such rule.')
  const last = await tx('rule_versions').where({ rule_id }).max('version as version').first()
  return { name: rule.name, version: Number(last?.['version'] ?? 0) }
}

export async function insertRule(tx: Db, name: string): Promise<string> {
  const [made] = await tx('rules').insert({ id: uuid(), name, created_at: new Date() }).onConflict().ignore().returning('id')
  if (!made) throw new Conflict(`There is a rule called “${name}” already.`)
  return made.id
}

export async function insertRuleVersion(
  tx: Db,
  { definition, ...row }: { rule_id: string; version: number; definition: Definition; made_by: string },
): Promise<void> {
  await tx('rule_versions').insert({ ...row, state: 'draft', definition: JSON.stringify(definition), made_at: new Date() })
}

type Retired = { rule_id: string; version?: number; state: 'draft' | 'active'; because: string; by: string | null; broke?: boolean }

/** Retires the version of a rule that stands in this state, if there is one, and brings it. */
export async function retireVersion(tx: Db, { because, by, broke = false, ...which }: Retired): Promise<RuleVersionRow | undefined> {
  const retired = { state: 'retired', retired_by: by, retired_at: new Date(), retired_because: because, broke }
  const [row] = await tx('rule_versions').where(which).update(retired).returning('*')
  return row
}

export async function activateVersion(tx: Db, { rule_id, version, by }: { rule_id: string; version: number; by: string }): Promise<void> {
  await tx('rule_versions').where({ rule_id, version }).update({ state: 'active', switched_on_by: by, switched_on_at: new Date() })
}

/** Says to whoever has the active rules ready that they are others now. */
export async function stampRules(tx: Db): Promise<void> {
  const isAny = await tx('rule_versions').where({ state: 'active' }).first('rule_id')
  await tx('policy').update({ active_rules: isAny ? uuid() : null })
}

/** Everybody at work who holds one of these roles. */
export async function listHolders(db: Db, roles: readonly string[]): Promise<string[]> {
  return db('people')
    .whereRaw('roles && ?', [[...roles]])
    .whereNull('disabled_at')
    .pluck('id')
}
