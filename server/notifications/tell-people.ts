import type { Db } from '../../db/connect.ts'
import { type Kind, told } from './kinds.ts'
import { mentioned } from './mentions.ts'
import { insertNotifications, listReaders, type Reader, takeUntold, type Untold } from './queries.ts'

/** Tells people what others did with their articles; brings how many events were looked at. Each is told once, however many ask. */
export async function tellPeople(db: Db, limit = 100): Promise<number> {
  return db.transaction(async (tx) => {
    const events = await takeUntold(tx, limit)
    if (events.length === 0) return 0
    const readers = await listReaders(tx)
    await insertNotifications(
      tx,
      events.flatMap((event) => {
        const kind = told[event.says]
        const { stream, number, at, article_id, person_id: by_id } = event
        return whom(event, kind, readers).map((person_id) => ({ person_id, kind, article_id, by_id, stream, number, at }))
      }),
    )
    return events.length
  })
}

// Nobody is told what they did themselves, nor what they do not want to hear of.
function whom(event: Untold, kind: Kind, readers: readonly Reader[]): string[] {
  const meant = new Set(concerned(event, kind, readers))
  return readers.filter(({ id, muted }) => meant.has(id) && id !== event.person_id && !muted.includes(kind)).map(({ id }) => id)
}

function concerned({ details, owners, comment }: Untold, kind: Kind, readers: readonly Reader[]): string[] {
  if (kind === 'taken-over') return [String(details['from'])]
  if (kind === 'assigned') return typeof details['assignee_id'] === 'string' ? [details['assignee_id']] : []
  return kind === 'mentioned' ? mentioned(comment ?? '', readers) : owners
}
