import type { Db } from '../../db/connect.ts'
import { handKinds } from '../articles/hand-kinds.ts'
import { openedOf } from '../articles/opened.ts'
import { may, type Person } from '../users/permissions.ts'
import { type Desk, type View, views } from './desk.ts'
import { findOpenedBy } from './queries.ts'
import { formTextOf, readArticle, readOriginal, type ShownArticle } from './read-article.ts'
import { differences } from './versions.ts'

type Asked = { view?: unknown; edit?: unknown; cut?: unknown }

/** An article as the galley shows it: in the view asked for, with the paragraph open that is edited. */
export async function openDesk(db: Db, id: string, person: Person, asked: Asked, here = `/articles/${id}`, onward = here): Promise<Desk> {
  const mayApprove = may(person, 'article.review')
  const it = await readArticle(db, id, person, mayApprove ? (db) => findOpenedBy(db, id, person.id) : undefined)
  const view = viewOf(asked.view, it)
  const paragraph_id = typeof asked.edit === 'string' && !it.why_not_edit ? asked.edit : ''
  const text = paragraph_id ? formTextOf(it, paragraph_id) : null
  const cutting = it.lines.find(({ id }) => id === asked.cut && !it.why_not_edit)
  return {
    it,
    view,
    views: (Object.entries(views) as [View, string][]).filter(([name]) => name !== 'live' || it.article.live_release_id !== null),
    here,
    and: here.includes('?') ? '&' : '?',
    onward,
    cutting: cutting ? { paragraph_id: cutting.id, words: '', kind: 'by-hand' } : null,
    kinds: handKinds,
    edit: text === null ? null : { paragraph_id, text },
    opened: openedOf(it.head, it.marks),
    original: view === 'original' ? await readOriginal(db, it.article) : null,
    live: view === 'live' ? await differences(db, it, { from: 'live', to: 'clean' }) : null,
  }
}

function viewOf(asked: unknown, { article }: ShownArticle): View {
  if (asked === 'live' && !article.live_release_id) return 'marked'
  return typeof asked === 'string' && asked in views ? (asked as View) : 'marked'
}
