import type { Knex } from 'knex'
import { findArticle, findRevision } from '../articles/queries.ts'
import { addComment } from '../comments/add-comment.ts'
import { resolveComment } from '../comments/resolve-comment.ts'
import { Invalid } from '../errors.ts'
import { read, valuesOf } from '../web/form.ts'
import { ownPath } from '../web/own-path.ts'
import { page } from '../web/page.ts'
import { room } from '../web/routes.ts'
import { galleyKeys } from './desk.ts'
import { CommentForm } from './forms.ts'
import { openDesk } from './open-desk.ts'

/** What colleagues say to each other about an article. */
export function commentRoutes(db: Knex) {
  const routes = room()

  routes.post('/articles/:id/comments', 'article.comment', async (req, res) => {
    const article = await findArticle(db, req.params.id)
    const form = read(CommentForm, req.body)
    if (!form.ok) {
      const comment = {
        text: String(form.values['text'] ?? ''),
        blocking: form.values['blocking'] === 'yes',
        error: Object.values(form.errors)[0],
      }
      const desk = { ...(await openDesk(db, article.id, req.person, {})), comment }
      return page(res.status(422), 'galley/show', { title: desk.it.head.title, layout: 'wide', desk, keys: galleyKeys })
    }
    const { text, blocking, parent, paragraph, back } = form.data
    if (paragraph) await refuseUnknown(article.head_revision_id, paragraph)
    const place = { ...(parent ? { parent_id: parent } : {}), ...(paragraph ? { paragraph_id: paragraph } : {}) }
    await addComment(db, { article_id: article.id, text, blocking, by: req.person, revision_id: article.head_revision_id, ...place })
    res.redirect(303, `${ownPath(back, `/articles/${article.id}`)}#comments`)
  })

  routes.post('/articles/:id/comments/:comment/resolve', 'article.comment', async (req, res) => {
    const article = await findArticle(db, req.params.id)
    await resolveComment(db, { article_id: article.id, id: req.params.comment, by: req.person })
    res.redirect(303, `${ownPath(valuesOf(req.body)['back'], `/articles/${article.id}`)}#comments`)
  })

  async function refuseUnknown(revision: string, paragraph: string): Promise<void> {
    const { paragraphs } = await findRevision(db, revision)
    if (!paragraphs.some(({ id }) => id === paragraph))
      throw new Invalid('This paragraph is no longer in the article. Comment on the article instead.')
  }

  return routes
}
