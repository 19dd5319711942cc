import type { Db } from '../../db/connect.ts'
import { houseUrl } from '../access/house-url.ts'
import { linkTo } from '../access/link.ts'
import { makeLink } from '../access/make-link.ts'
import { changePeople } from './change-people.ts'
import { listActivePeople } from './queries.ts'

export type House = { public_url: string | null; host: string; port: number }

/** The one-time link that makes the first administrator, while nobody is here; each start makes a new one and voids the one before. */
export async function firstLink(db: Db, house: House): Promise<string | null> {
  return changePeople(db, null, async (tx) => {
    if ((await listActivePeople(tx)).length > 0) return null
    return linkTo(houseUrl(house), 'first', await makeLink(tx, { purpose: 'first', person_id: null, by: null }))
  })
}
