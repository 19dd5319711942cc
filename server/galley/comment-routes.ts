import type { Knex } from 'knex'
import { findArticle } from '../articles/queries.ts'
import { addComment } from '../comments/add-comment.ts'
import { resolveComment } from '../comments/resolve-comment.ts'
import { read } from '../web/form.ts'
import { ownPath } from '../web/own-path.ts'
import { room } from '../web/routes.ts'
import { tell } from '../web/session.ts'
import { CommentForm } from './forms.ts'

export function commentRoutes(db: Knex) {
  const routes = room()

  routes.post('/articles/:id/comments', 'article.comment', async (req, res) => {
    const article = await findArticle(db, req.params.id)
    const form = read(CommentForm, req.body)
    const back = `${ownPath(req.body.back, `/articles/${article.id}`)}#comments`
    if (form.ok) {
      const { text, parent, paragraph } = form.data
      const place = { ...(parent ? { parent_id: parent } : {}), ...(paragraph ? { paragraph_id: paragraph } : {}) }
      await addComment(db, { article_id: article.id, text, by: req.person, revision_id: article.head_revision_id, ...place })
    } else tell(req, form.errors['text'] ?? 'The comment was not understood.')
    res.redirect(303, back)
  })

  routes.post('/articles/:id/comments/:comment/resolve', 'article.comment', async (req, res) => {
    const article = await findArticle(db, req.params.id)
    await resolveComment(db, { article_id: article.id, id: req.params.comment, by: req.person })
    res.redirect(303, `${ownPath(req.body.back, `/articles/${article.id}`)}#comments`)
  })

  return routes
}
