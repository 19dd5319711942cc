import type { Response } from 'express'
import type { Knex } from 'knex'
import { decideKind, decideMark } from '../articles/decide-mark.ts'
import { editParagraph } from '../articles/edit-paragraph.ts'
import { openedOf } from '../articles/opened.ts'
import { undoDecision } from '../articles/undo-decision.ts'
import { wentStale, whyConflict } from '../errors.ts'
import { read, valuesOf } from '../web/form.ts'
import { ownPath } from '../web/own-path.ts'
import { page } from '../web/page.ts'
import { room, type SignedIn } from '../web/routes.ts'
import { tell } from '../web/session.ts'
import { conflict, mergeOf } from './conflict.ts'
import { galleyKeys } from './desk.ts'
import { ParagraphForm, VerdictForm } from './forms.ts'
import { openDesk } from './open-desk.ts'
import { openMerge, wholeText } from './open-merge.ts'
import { formTextOf, readArticle } from './read-article.ts'

type Edit = { article_id: string; paragraph_id: string; text: string; opened: string }

/** What changes the words of an article, or the verdict on them. */
export function editRoutes(db: Knex) {
  const routes = room()

  routes.post('/articles/:id/paragraphs/:paragraph', 'article.verdict', async (req, res) => {
    const { id, paragraph } = req.params
    const form = read(ParagraphForm, req.body)
    if (!form.ok) {
      const edit = { paragraph_id: paragraph, text: String(form.values['text'] ?? ''), error: Object.values(form.errors)[0] }
      const desk = { ...(await openDesk(db, id, req.person, {})), edit }
      return page(res.status(422), 'galley/show', { title: desk.it.head.title, layout: 'wide', desk, keys: galleyKeys })
    }
    const edit = { article_id: id, paragraph_id: paragraph, ...form.data, by: req.person }
    if (await wentStale(editParagraph(db, edit))) return stale(req, res, edit)
    res.redirect(303, `${ownPath(form.values['back'], `/articles/${id}`)}#p-${paragraph}`)
  })

  routes.post('/articles/:id/marks/:mark/verdict', 'article.verdict', async (req, res) => {
    const { verdict, all, back } = VerdictForm.parse({ ...valuesOf(req.body), all: req.query['all'] })
    const { id, mark } = req.params
    const decide = all ? decideKind : decideMark
    const paragraph = await decide(db, { article_id: id, mark_id: mark, verdict, by: req.person })
    res.redirect(303, `${ownPath(back, `/articles/${id}`)}#p-${paragraph}`)
  })

  routes.post('/undo', 'article.verdict', async (req, res) => {
    const undone = undoDecision(db, req.person)
    const nothing = await whyConflict(undone)
    if (nothing) {
      tell(req, nothing)
      return res.redirect(303, ownPath(valuesOf(req.body)['back'], '/review'))
    }
    const { article_id, paragraph_id, title, stage } = await undone
    tell(req, `Taken back in “${title}”.`)
    res.redirect(303, `/${stage === 'review' ? 'review' : 'articles'}/${article_id}#p-${paragraph_id}`)
  })

  async function stale(req: SignedIn, res: Response, edit: Edit): Promise<void> {
    const { article_id, paragraph_id, text, opened } = edit
    const article = await readArticle(db, article_id, req.person)
    const action = `/articles/${article_id}/paragraphs/${paragraph_id}`
    const theirs = formTextOf(article, paragraph_id)
    const mayTry = theirs !== null && !article.why_not_edit
    const whole = article.why_not_edit ? null : await wholeText(db, { ...edit, seen: opened })
    const now = openedOf(article.head, article.marks)
    const pieces = whole === null ? null : await openMerge(db, { article_id, seen: opened, now, text: whole })
    conflict(res, {
      article,
      yours: { label: 'Your paragraph', text },
      theirs: { label: 'The paragraph as it is now', text: theirs ?? 'This paragraph is no longer in the article.' },
      merge: pieces && mergeOf(pieces, { yours: whole ?? '', seen: opened, now, from: paragraph_id }),
      again: mayTry ? { action, fields: [{ name: 'text', label: 'Paragraph', value: text, rows: 10 }] } : null,
    })
  }

  return routes
}
