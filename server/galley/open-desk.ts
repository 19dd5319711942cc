import type { Db } from '../../db/connect.ts'
import { handKinds } from '../articles/hand-kinds.ts'
import type { Person } from '../users/permissions.ts'
import type { Desk } from './desk.ts'
import { formTextOf, readArticle, readOriginal } from './read-article.ts'

type Asked = { view?: unknown; edit?: unknown; cut?: unknown }

/** An article as the galley shows it: in the view asked for, with the paragraph open that is edited. */
export async function openDesk(db: Db, id: string, person: Person, asked: Asked, here = `/articles/${id}`, onward = here): Promise<Desk> {
  const it = await readArticle(db, id, person)
  const view = asked.view === 'clean' || asked.view === 'original' ? asked.view : 'marked'
  const paragraph_id = typeof asked.edit === 'string' && !it.why_not_edit ? asked.edit : ''
  const text = paragraph_id ? formTextOf(it, paragraph_id) : null
  const cutting = it.lines.find(({ id }) => id === asked.cut && !it.why_not_edit)
  return {
    it,
    view,
    here,
    and: here.includes('?') ? '&' : '?',
    onward,
    cutting: cutting ? { paragraph_id: cutting.id, words: '', kind: 'by-hand' } : null,
    kinds: handKinds,
    edit: text === null ? null : { paragraph_id, text },
    original: view === 'original' ? await readOriginal(db, it.article) : null,
  }
}
