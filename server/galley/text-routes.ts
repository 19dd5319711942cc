import type { Response } from 'express'
import type { Knex } from 'knex'
import type { DraftRow } from '../../db/tables.ts'
import { findDraft } from '../articles/draft-queries.ts'
import { editArticle } from '../articles/edit-article.ts'
import { formTextOf } from '../articles/edited-text.ts'
import { openedOf } from '../articles/opened.ts'
import { saveDraft } from '../articles/save-draft.ts'
import { wentStale } from '../errors.ts'
import { read } from '../web/form.ts'
import { ownPath } from '../web/own-path.ts'
import { page } from '../web/page.ts'
import { room, type SignedIn } from '../web/routes.ts'
import { tell } from '../web/session.ts'
import { conflict, mergeOf } from './conflict.ts'
import { TextForm } from './forms.ts'
import { openMerge } from './open-merge.ts'
import { readArticle, type ShownArticle } from './read-article.ts'

declare module '../web/page.ts' {
  interface Views {
    'galley/edit': Editing
    'galley/draft': { article: ShownArticle; draft: DraftRow; now: string; isBehind: boolean; back: string }
  }
}

type Editing = {
  article: ShownArticle
  text: string
  error?: string | undefined
  /** The text as it stands now, where someone changed it while this one was being written. */
  theirs: string | null
  lock_version: string
  /** What stands before the person now, for a merge. */
  opened: string
  back: string
}

type Asked = SignedIn<{ id: string }>
type Typed = { text: string; lock_version: number; opened: string }

/** The whole text of an article in one form. */
export function textRoutes(db: Knex) {
  const routes = room()

  routes.get('/articles/:id/edit', 'article.verdict', async (req, res) => {
    const { id } = req.params
    const article = await readArticle(db, id, req.person)
    const back = ownPath(req.query['back'], `/articles/${id}`)
    const draft = await findDraft(db, { article_id: id, person_id: req.person.id })
    const now = formTextOf(article.head.paragraphs, article.marks)
    const isBehind = draft !== undefined && draft.base_lock_version !== article.article.lock_version
    const lock_version = String(article.article.lock_version)
    const goesOn = req.query['go'] === 'on' && !article.why_not_edit
    if (draft && !goesOn) return page(res, 'galley/draft', { title: 'You were writing here', article, draft, now, isBehind, back })
    const edit = {
      article,
      text: draft?.words.text ?? now,
      theirs: isBehind ? now : null,
      lock_version,
      opened: openedOf(article.head, article.marks),
      back,
    }
    page(res, 'galley/edit', { title: `Edit ${article.head.title}`, ...edit })
  })

  routes.post('/articles/:id/text', 'article.verdict', async (req, res) => {
    const form = read(TextForm, req.body)
    const { id } = req.params
    const back = ownPath(form.values['back'], `/articles/${id}`)
    if (!form.ok) {
      const article = await readArticle(db, id, req.person)
      const lock_version = String(form.values['lock_version'] ?? '')
      const opened = String(form.values['opened'] ?? '')
      const edit = {
        text: String(form.values['text'] ?? ''),
        error: Object.values(form.errors)[0],
        theirs: null,
        lock_version,
        opened,
        back,
      }
      return page(res.status(422), 'galley/edit', { title: `Edit ${article.head.title}`, article, ...edit })
    }
    if (await wentStale(editArticle(db, { article_id: id, ...form.data, by: req.person }))) return stale(db, req, res, form.data)
    tell(req, 'Text saved.')
    res.redirect(303, back)
  })

  return routes
}

// Kept as a draft, too: whoever closes the page of both texts finds the own one again.
async function stale(db: Knex, req: Asked, res: Response, { text, lock_version, opened }: Typed): Promise<void> {
  const { id } = req.params
  await saveDraft(db, { article_id: id, text, lock_version, by: req.person })
  const article = await readArticle(db, id, req.person)
  const now = openedOf(article.head, article.marks)
  const pieces = article.why_not_edit ? null : await openMerge(db, { article_id: id, seen: opened, now, text })
  const action = `/articles/${id}/text`
  conflict(res, {
    article,
    yours: { label: 'Your text', text },
    theirs: { label: 'The text as it is now', text: formTextOf(article.head.paragraphs, article.marks) },
    merge: pieces && mergeOf(pieces, { yours: text, seen: opened, now, from: '' }),
    again: article.why_not_edit ? null : { action, fields: [{ name: 'text', label: 'Text', value: text, rows: 24 }] },
  })
}
