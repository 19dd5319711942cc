import { v7 as uuid } from 'uuid'
import { type Db, oftenAsked } from '../../db/connect.ts'
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
    .options(oftenAsked)
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
