import { v7 as uuid } from 'uuid'
import type { Db } from '../../db/connect.ts'
import { insertRows } from '../../db/insert-rows.ts'
import type { ToldEvent } from '../history/told.ts'
import type { Kind } from './kinds.ts'

export type Untold = {
  stream: string
  number: number
  at: Date
  says: ToldEvent
  person_id: string | null
  details: Record<string, unknown>
  article_id: string
  /** Whose article it is: who wrote, submitted or is to see to it. */
  owners: string[]
  comment: string | null
}

/** Takes events that are still to be told, locked until the transaction ends; another process takes others. */
export async function takeUntold(tx: Db, limit: number): Promise<Untold[]> {
  const { rows } = await tx.raw<{ rows: Untold[] }>(
    `WITH taken AS (DELETE FROM untold_events WHERE (stream, number) IN
       (SELECT stream, number FROM untold_events LIMIT :limit FOR UPDATE SKIP LOCKED) RETURNING stream, number)
     SELECT events.stream, events.number, events.at, says, events.person_id, details, articles.id AS article_id, comments.text AS comment,
       array_remove(ARRAY[submitted_by, assignee_id, (SELECT saved_by FROM revisions WHERE article_id = articles.id AND number = 1)], NULL) AS owners
     FROM taken JOIN events USING (stream, number) JOIN articles ON articles.id =
         CASE WHEN stream ~ '^article:[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$' THEN split_part(stream, ':', 2)::uuid END
       LEFT JOIN comments ON comments.id = (details ->> 'comment_id')::uuid
     ORDER BY events.id`,
    { limit },
  )
  return rows
}

export type Reader = { id: string; name: string; muted: string[] }

/** Everyone who could be told something: those who can sign in. */
export async function listReaders(db: Db): Promise<Reader[]> {
  return db('people').whereNull('disabled_at').whereNotNull('password_hash').select('id', 'name', 'muted')
}

type New = { person_id: string; kind: Kind; article_id: string; by_id: string | null; stream: string; number: number; at: Date }

export async function insertNotifications(tx: Db, rows: readonly New[]): Promise<void> {
  const withIds = rows.map((row) => ({ id: uuid(), ...row }))
  if (withIds.length > 0) await insertRows(tx, 'notifications', withIds, 'ON CONFLICT DO NOTHING')
}

export type Notification = { id: string; kind: Kind; article_id: string; title: string; who: string; at: Date; is_read: boolean }

/** What this person was told, unread first, then newest. */
export async function listNotifications(
  db: Db,
  person_id: string,
  { limit, offset }: { limit: number; offset: number },
): Promise<Notification[]> {
  return db('notifications')
    .join('articles', 'articles.id', 'notifications.article_id')
    .join('revisions', 'revisions.id', 'articles.head_revision_id')
    .leftJoin('people', 'people.id', 'notifications.by_id')
    .where({ person_id })
    .orderByRaw('(read_at IS NOT NULL), notifications.at DESC, notifications.id DESC')
    .limit(limit)
    .offset(offset)
    .select('notifications.id', 'kind', 'notifications.article_id', 'revisions.title', 'notifications.at')
    .select(db.raw("coalesce(people.name, 'Cleancopy') AS who, read_at IS NOT NULL AS is_read"))
}

export async function markRead(db: Db, { person_id, id }: { person_id: string; id?: string }): Promise<number> {
  return db('notifications')
    .where({ person_id, read_at: null, ...(id && { id }) })
    .update({ read_at: new Date() })
}

export async function findMuted(db: Db, id: string): Promise<string[]> {
  return (await db('people').where({ id }).first('muted'))?.muted ?? []
}

/** Brings whether that is a change. */
export async function setMuted(db: Db, { id, kind, isMuted }: { id: string; kind: Kind; isMuted: boolean }): Promise<boolean> {
  const changed = isMuted ? db.raw('array_append(muted, ?)', [kind]) : db.raw('array_remove(muted, ?)', [kind])
  const people = db('people').where({ id }).whereRaw('(? = ANY (muted)) = ?', [kind, !isMuted])
  return (await people.update({ muted: changed })) === 1
}
