import type { Db } from '../../db/connect.ts'
import { findArticle } from '../articles/queries.ts'
import { Forbidden, NotFound, Refusal } from '../errors.ts'
import { recordEvent } from '../history/record-event.ts'
import { may, type Person } from '../users/permissions.ts'
import { findReleased } from './queries.ts'
import type { Format, Released } from './released.ts'

/** Brings the live release of one article for a download, and records that it left the house. */
export async function exportArticle(
  db: Db,
  { article_id, format, by }: { article_id: string; format: Format; by: Person },
): Promise<Released> {
  if (!may(by, 'export.make')) throw new Forbidden()
  return db.transaction(async (tx) => {
    const { id, publication } = await findArticle(tx, article_id)
    if (publication === 'killed') throw new Refusal(410, 'This article was killed. It leaves the house no more.')
    const release = await findReleased(tx, id)
    if (!release) throw new NotFound('This article is not live, so there is nothing to export. Only what is published leaves the house.')
    if (!release.may_be_exported) throw new Forbidden(`The rights of ${release.source.name} keep its articles in the house.`)
    const { release_id, number } = release
    const details = { article_id: id, release_id, number, format: format.name, count: 1 }
    for (const stream of [`article:${id}`, 'exports']) await recordEvent(tx, { stream, person: by, says: 'exported', details })
    return release
  })
}
