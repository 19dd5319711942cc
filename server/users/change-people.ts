import type { Db } from '../../db/connect.ts'
import { Conflict } from '../errors.ts'
import { lockPolicy } from '../policy/queries.ts'
import { switchFourEyesOn } from '../policy/switch-four-eyes-on.ts'
import { permissions, type Role } from './permissions.ts'
import { listActivePeople } from './queries.ts'

type Active = { id: string; roles: Role[] }
type Actor = { id: string } | null

/** Changes who is here and what they may do. One change at a time, so that the last of a post cannot be taken by two at once. */
export async function changePeople<T>(db: Db, by: Actor, change: (tx: Db) => Promise<T>): Promise<T> {
  return db.transaction(async (tx) => {
    const { four_eyes } = await lockPolicy(tx)
    const before = await listActivePeople(tx)
    const outcome = await change(tx)
    const after = await listActivePeople(tx)
    refuseEmptyPosts(before, after)
    const second = four_eyes ? undefined : secondApprover(before, after)
    if (second) await switchFourEyesOn(tx, { by, person: second.id })
    return outcome
  })
}

const posts = ['administrator', 'publisher'] as const

function refuseEmptyPosts(before: Active[], after: Active[]): void {
  const emptied = posts.find((post) => holders(before, [post]).length > 0 && holders(after, [post]).length === 0)
  if (emptied) throw new Conflict(`This is the last active ${emptied}. Give someone else that role first; nothing was changed.`)
}

/** Who has just become the second who may approve. */
function secondApprover(before: Active[], after: Active[]): Active | undefined {
  const [known, now] = [before, after].map((people) => holders(people, permissions['article.review'])) as [Active[], Active[]]
  if (known.length > 1 || now.length < 2) return undefined
  return now.find(({ id }) => !known.some((one) => one.id === id))
}

function holders(people: Active[], roles: readonly Role[]): Active[] {
  return people.filter((person) => person.roles.some((role) => roles.includes(role)))
}
