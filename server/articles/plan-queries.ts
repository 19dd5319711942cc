import type { Db } from '../../db/connect.ts'
import { type Permission, permissions } from '../users/permissions.ts'

type Assignable = { id: string; name: string }

/** The people who may be given articles: active, and with work to do on them. */
export async function listAssignable(db: Db, permission: Permission = 'article.comment'): Promise<Assignable[]> {
  return assignable(db, permission).orderByRaw('lower(name)').limit(500)
}

export async function findAssignable(db: Db, id: string): Promise<Assignable | undefined> {
  return assignable(db, 'article.comment').where({ id }).first()
}

function assignable(db: Db, permission: Permission) {
  return db<Assignable>('people')
    .whereNull('disabled_at')
    .whereRaw('roles && ?::text[]', [[...permissions[permission]]])
    .select('id', 'name')
}
