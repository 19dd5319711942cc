import type { Db } from '../../db/connect.ts'
import type { PolicyRow } from '../../db/tables.ts'
import type { Approving } from './policy.ts'

/** The house's choices. */
export async function findPolicy(db: Db): Promise<PolicyRow> {
  const policy = await db('policy').first('four_eyes', 'approvals_needed', 'verdicts', 'version')
  if (!policy) throw new Error('The house has no policy.')
  return policy
}

/** The same, held until the transaction ends: whatever changes who may do what goes one after the other. */
export async function lockPolicy(tx: Db): Promise<PolicyRow> {
  const policy = await tx('policy').forUpdate().first('four_eyes', 'approvals_needed', 'verdicts', 'version')
  if (!policy) throw new Error('The house has no policy.')
  return policy
}

export async function updatePolicy(tx: Db, changes: Partial<Omit<PolicyRow, 'version'>>): Promise<void> {
  await tx('policy').update({ ...changes, version: tx.raw('version + 1') })
}

/** Whether four-eyes binds, how many may approve, and when and by whose coming it was last switched on by itself. */
export async function findApproving(db: Db, roles: readonly string[]): Promise<Approving> {
  const { rows } = await db.raw(
    `SELECT four_eyes, switched.at AS switched_at, people.name AS switched_by_joining,
            (SELECT count(*)::int FROM people WHERE roles && :roles AND disabled_at IS NULL AND password_hash IS NOT NULL) AS approvers
       FROM policy
       LEFT JOIN LATERAL (SELECT at, details FROM events WHERE stream = 'policy' AND says = 'switched four-eyes on' ORDER BY number DESC LIMIT 1) switched ON true
       LEFT JOIN people ON people.id = (switched.details ->> 'person')::uuid`,
    { roles: [...roles] },
  )
  return rows[0]
}
