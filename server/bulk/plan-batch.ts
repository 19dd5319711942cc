import { v7 as uuid } from 'uuid'
import type { Db } from '../../db/connect.ts'
import { listOpened } from '../articles/opening-queries.ts'
import { findSituations } from '../articles/situation-queries.ts'
import { Forbidden, Invalid } from '../errors.ts'
import { may, type Person } from '../users/permissions.ts'
import { type ActName, actOf } from './acts.ts'
import { mostItems } from './batch.ts'
import { whyNotAct } from './may-act.ts'
import { insertBatch, insertItems } from './queries.ts'

type Planned = { act: ActName; ids: readonly string[]; filter: string | null; by: Person }

/** Writes down what is to be done to which articles, and for each whether it is possible and why not; nothing is done yet. */
export async function planBatch(db: Db, { act, ids, filter, by }: Planned): Promise<string> {
  const { needs, label, isUndo } = actOf(act)
  if (!may(by, needs) || isUndo) throw new Forbidden(`Your roles do not include “${label}”.`)
  if (ids.length === 0) throw new Invalid('Tick some articles first, or choose all that match the filter.')
  if (ids.length > mostItems) throw new Invalid('More than 10,000 articles match. Narrow the filter first.')
  const id = uuid()
  const moments = { created_at: new Date(), started_at: null, finished_at: null }
  await db.transaction(async (tx) => {
    await insertBatch(tx, { id, act, options: {}, filter, state: 'planned', made_by: by.id, undoes: null, ...moments })
    await insertItems(tx, id, await judged(tx, { act, ids, by }))
  })
  return id
}

const atOnce = 500

/** Each of these articles with the text it has now and why the act is not possible, in their order. */
export async function judged(db: Db, { act, ids, by }: Pick<Planned, 'act' | 'ids' | 'by'>) {
  const items: { article_id: string; content_sha256: string; refusal: string | null }[] = []
  for (let at = 0; at < ids.length; at += atOnce) {
    const some = ids.slice(at, at + atOnce)
    const situations = await findSituations(db, some)
    const opened = await listOpened(db, { person_id: by.id, ids: some })
    for (const article_id of some) {
      const situation = situations.get(article_id)
      if (!situation) continue
      const refusal = whyNotAct(act, { situation, isOpened: opened.has(article_id), by })
      items.push({ article_id, content_sha256: situation.head_sha256, refusal })
    }
  }
  return items
}
