import type { Knex } from 'knex'
import { dropDraft } from '../articles/drop-draft.ts'
import { saveDraft } from '../articles/save-draft.ts'
import { Invalid } from '../errors.ts'
import { read } from '../web/form.ts'
import { room } from '../web/routes.ts'
import { tell } from '../web/session.ts'
import { wantsJson } from '../web/wants-json.ts'
import { TextForm } from './forms.ts'

/** What a person is writing and has not saved: kept every few seconds, for them alone. */
export function draftRoutes(db: Knex) {
  const routes = room()

  routes.post('/articles/:id/draft', 'article.verdict', async (req, res) => {
    const form = read(TextForm, req.body)
    if (!form.ok) throw new Invalid(Object.values(form.errors)[0] ?? 'This draft cannot be read.')
    await saveDraft(db, { article_id: req.params.id, ...form.data, by: req.person })
    if (wantsJson(req)) return res.json({ kept: true })
    tell(req, 'Your draft is kept. Only you see it.')
    res.redirect(303, `/articles/${req.params.id}/edit`)
  })

  routes.post('/articles/:id/draft/drop', 'article.verdict', async (req, res) => {
    await dropDraft(db, { article_id: req.params.id, by: req.person })
    tell(req, 'Your draft is gone. This is the text as it stands.')
    res.redirect(303, `/articles/${req.params.id}/edit`)
  })

  return routes
}
