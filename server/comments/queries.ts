import { v7 as uuid } from 'uuid'
import type { Db } from '../../db/connect.ts'
import { isUuid } from '../../db/is-uuid.ts'
import type { CommentRow } from '../../db/tables.ts'
import { NotFound } from '../errors.ts'

export type ShownComment = CommentRow & { person_name: string }

export async function listComments(db: Db, article_id: string): Promise<ShownComment[]> {
  return db('comments')
    .join('people', 'people.id', 'comments.person_id')
    .where({ article_id })
    .orderBy(['comments.created_at', 'comments.id'])
    .select('comments.*', 'people.name as person_name')
}

/** How many comments wait for an answer (who asked may also take theirs back by resolving it), and how many block an approval. */
export async function countOpenComments(db: Db, article_id: string): Promise<{ unanswered: number; blocking: number }> {
  const { rows } = await db.raw<{ rows: { unanswered: number; blocking: number }[] }>(
    `SELECT
       count(*) FILTER (WHERE (resolved_at IS NULL OR resolved_by <> person_id)
         AND NOT EXISTS (SELECT FROM comments AS answers WHERE answers.parent_id = comments.id))::int AS unanswered,
       count(*) FILTER (WHERE resolved_at IS NULL AND blocking)::int AS blocking
     FROM comments WHERE article_id = :article_id AND parent_id IS NULL`,
    { article_id },
  )
  return rows[0] ?? { unanswered: 0, blocking: 0 }
}

export async function findComment(db: Db, { id, article_id }: Pick<CommentRow, 'id' | 'article_id'>): Promise<CommentRow> {
  const comment = isUuid(id) ? await db('comments').where({ id, article_id }).first() : undefined
  if (!comment) throw new NotFound('There is no such comment on this article.')
  return comment
}

type NewComment = Pick<CommentRow, 'article_id' | 'text' | 'person_id'> &
  Partial<Pick<CommentRow, 'parent_id' | 'paragraph_id' | 'revision_id' | 'blocking'>>

export async function insertComment(tx: Db, comment: NewComment): Promise<string> {
  const id = uuid()
  await tx('comments').insert({ id, created_at: new Date(), ...comment })
  return id
}

export async function resolveOpenComment(tx: Db, id: string, person_id: string): Promise<boolean> {
  const resolved = await tx('comments').where({ id, resolved_at: null }).update({ resolved_by: person_id, resolved_at: new Date() })
  return resolved === 1
}

/** A paragraph went into another: what was said of it is said of that one now. */
export async function moveAnchors(tx: Db, { article_id, from, to }: { article_id: string; from: string; to: string }): Promise<void> {
  await tx('comments').where({ article_id, paragraph_id: from }).update({ paragraph_id: to })
}
