import type { Db } from '../../db/connect.ts'
import { recordEvent } from '../history/record-event.ts'
import type { Person } from '../users/permissions.ts'
import { findComment, insertComment } from './queries.ts'

type NewComment = {
  article_id: string
  text: string
  /** Nobody approves the article before this is resolved. An answer never blocks: what it answers does. */
  blocking?: boolean
  by: Person
  parent_id?: string
  paragraph_id?: string
  revision_id?: string
}

/** Says something about an article or one of its paragraphs, or answers a comment. */
export async function addComment(db: Db, { by, parent_id, blocking = false, ...comment }: NewComment): Promise<string> {
  return db.transaction(async (tx) => {
    const parent = parent_id ? await findComment(tx, { id: parent_id, article_id: comment.article_id }) : null
    const thread = parent ? { parent_id: parent.parent_id ?? parent.id } : { parent_id: null, blocking }
    const id = await insertComment(tx, { ...comment, ...thread, person_id: by.id })
    const says = parent ? 'answered a comment' : 'commented'
    await recordEvent(tx, {
      stream: `article:${comment.article_id}`,
      person: by,
      says,
      details: { comment_id: id, ...(blocking && !parent && { blocking }) },
    })
    return id
  })
}
