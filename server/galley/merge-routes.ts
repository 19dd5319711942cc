import type { Response } from 'express'
import type { Knex } from 'knex'
import { editArticle } from '../articles/edit-article.ts'
import { formTextOf } from '../articles/edited-text.ts'
import { type Answer, mergedText } from '../articles/merge-texts.ts'
import { openedOf } from '../articles/opened.ts'
import { saveDraft } from '../articles/save-draft.ts'
import { Invalid, wentStale } from '../errors.ts'
import { read } from '../web/form.ts'
import { room, type SignedIn } from '../web/routes.ts'
import { tell } from '../web/session.ts'
import { conflict, mergeOf } from './conflict.ts'
import { type Answered, answersIn, MergeForm } from './forms.ts'
import { openMerge, questionsOf } from './open-merge.ts'
import { readArticle } from './read-article.ts'

type Sent = { yours: string; seen: string; now: string; lock_version: number; from: string }

/** Saves what two people wrote at once as one text, with the answers of the one who came second. */
export function mergeRoutes(db: Knex) {
  const routes = room()

  routes.post('/articles/:id/text/merged', 'article.verdict', async (req, res) => {
    const form = read(MergeForm, req.body)
    if (!form.ok) throw new Invalid('This merge cannot be read. Go back, and send it once more.')
    const article_id = req.params.id
    const sent = form.data
    const pieces = await openMerge(db, { article_id, ...sent, text: sent.yours })
    if (!pieces) throw new Invalid('What you had opened is no longer known here. Go back: your text still stands in the page.')
    const answers = answersIn(form.values, questionsOf(pieces).length)
    const given = answers.filter((answer): answer is Answer => answer.choice !== null)
    if (given.length < answers.length) return show(req, res.status(422), sent, answers)
    const text = mergedText(pieces, given)
    const edit = { article_id, text, lock_version: sent.lock_version, draft: sent.from ? 'stays' : 'goes', by: req.person } as const
    if (await wentStale(editArticle(db, edit))) return again(req, res, { ...sent, yours: text, seen: sent.now })
    tell(req, 'Saved: what you wrote and what they wrote are both in it.')
    res.redirect(303, `/articles/${article_id}${sent.from ? `#p-${sent.from}` : ''}`)
  })

  // Someone was faster once more: what was put together is merged with that.
  async function again(req: SignedIn<{ id: string }>, res: Response, sent: Sent): Promise<void> {
    const kept = { article_id: req.params.id, text: sent.yours, lock_version: sent.lock_version, by: req.person }
    if (!sent.from) await saveDraft(db, kept)
    const { head, marks, article } = await readArticle(db, req.params.id, req.person)
    await show(req, res.status(409), { ...sent, now: openedOf(head, marks), lock_version: article.lock_version }, [])
  }

  // Every answer that was given stands there again, and a sentence where one is missing.
  async function show(req: SignedIn<{ id: string }>, res: Response, sent: Sent, answers: Answered[]): Promise<void> {
    const article = await readArticle(db, req.params.id, req.person)
    const pieces = article.why_not_edit ? null : await openMerge(db, { article_id: req.params.id, ...sent, text: sent.yours })
    conflict(res, {
      article,
      yours: { label: 'Your text', text: sent.yours },
      theirs: { label: 'The text as it is now', text: formTextOf(article.head.paragraphs, article.marks) },
      merge: pieces && mergeOf(pieces, sent, answers),
      again: null,
    })
  }

  return routes
}
