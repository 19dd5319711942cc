import type { Db } from '../../db/connect.ts'
import { houseUrl } from './house-url.ts'
import { findSetting } from './queries.ts'

/** The address for a link that is made beside the running house: PUBLIC_URL, else where the house was started last. */
export async function findHouseUrl(db: Db, env: Parameters<typeof houseUrl>[0]): Promise<string> {
  return env.public_url ?? (await findSetting(db, 'address')) ?? houseUrl(env)
}
