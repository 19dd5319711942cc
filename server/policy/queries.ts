import { type Db, oftenAsked } from '../../db/connect.ts'
import type { PolicyRow } from '../../db/tables.ts'
import type { Approving } from './policy.ts'

/** The house's choices. */
export async function findPolicy(db: Db): Promise<PolicyRow> {
  const policy = await db('policy').first(columns)
  if (!policy) throw new Error('The house has no policy.')
  return policy
}

/** The same, held until the transaction ends: whatever changes who may do what goes one after the other. */
export async function lockPolicy(tx: Db): Promise<PolicyRow> {
  const policy = await tx('policy').forUpdate().first(columns)
  if (!policy) throw new Error('The house has no policy.')
  return policy
}

const columns = [
  'four_eyes',
  'approvals_needed',
  'verdicts',
  'needs_decided_marks',
  'needs_tags',
  'needs_confirmed_title',
  'force_publish',
  'approve_unopened',
  'upload_days',
  'version',
  'active_rules',
] as const satisfies (keyof PolicyRow)[]

export async function updatePolicy(tx: Db, { verdicts, ...changes }: Partial<Omit<PolicyRow, 'version' | 'active_rules'>>): Promise<void> {
  await tx('policy').update({ ...changes, ...(verdicts && { verdicts: JSON.stringify(verdicts) }), version: tx.raw('version + 1') })
}

export type Forced = { published: number; forced: number; waiting: number }

/** How many texts went live since then, how many of them unreviewed, and how many of all still are. */
export async function countForced(db: Db, since: Date): Promise<Forced> {
  const { rows } = await db.raw<{ rows: Forced[] }>(
    `SELECT count(*)::int AS published, count(*) FILTER (WHERE unreviewed)::int AS forced,
       (SELECT count(*)::int FROM articles WHERE forced_by IS NOT NULL AND publication = 'live') AS waiting
     FROM releases JOIN export_log ON export_log.release_id = releases.id AND change = 'published' WHERE published_at >= :since`,
    { since },
  )
  return rows[0] ?? { published: 0, forced: 0, waiting: 0 }
}

/** Whether four-eyes binds, how many may approve, and when and by whose coming it was last switched on by itself. */
export async function findApproving(db: Db, roles: readonly string[]): Promise<Approving> {
  const { rows } = await db
    .raw(
      `SELECT four_eyes, switched.at AS switched_at, people.name AS switched_by_joining,
            (SELECT count(*)::int FROM people WHERE roles && :roles AND disabled_at IS NULL AND password_hash IS NOT NULL) AS approvers
       FROM policy
       LEFT JOIN LATERAL (SELECT at, details FROM events WHERE stream = 'policy' AND says = 'switched four-eyes on' ORDER BY number DESC LIMIT 1) switched ON true
       LEFT JOIN people ON people.id = (switched.details ->> 'person')::uuid`,
      { roles: [...roles] },
    )
    .options(oftenAsked)
  return rows[0]
}
