import type { Response } from 'express'
import type { Knex } from 'knex'
import { cutWords } from '../articles/cut-words.ts'
import { wentStale, whyInvalid } from '../errors.ts'
import { read } from '../web/form.ts'
import { ownPath } from '../web/own-path.ts'
import { page } from '../web/page.ts'
import { room, type SignedIn } from '../web/routes.ts'
import { conflict } from './conflict.ts'
import { type Cutting, galleyKeys } from './desk.ts'
import { CutForm } from './forms.ts'
import { openDesk } from './open-desk.ts'
import { formTextOf, readArticle } from './read-article.ts'

/** Words that no rule found, cut by hand. */
export function cutRoutes(db: Knex) {
  const routes = room()

  routes.post('/articles/:id/paragraphs/:paragraph/cut', 'article.verdict', async (req, res) => {
    const { id, paragraph } = req.params
    const form = read(CutForm, req.body)
    const cutting = { paragraph_id: paragraph, words: String(form.values['words'] ?? ''), kind: String(form.values['kind'] ?? '') }
    if (!form.ok) return again(req, res, { ...cutting, error: Object.values(form.errors)[0] })
    const isStale = wentStale(cutWords(db, { article_id: id, paragraph_id: paragraph, ...form.data, by: req.person }))
    const wrong = await whyInvalid(isStale)
    if (wrong) return again(req, res, { ...cutting, error: wrong })
    if (await isStale) return stale(req, res, cutting)
    res.redirect(303, `${ownPath(form.data.back, `/articles/${id}`)}#p-${paragraph}`)
  })

  type Asked = SignedIn<{ id: string; paragraph: string }>

  async function again(req: Asked, res: Response, cutting: Cutting): Promise<void> {
    const desk = { ...(await openDesk(db, req.params.id, req.person, {})), cutting }
    page(res.status(422), 'galley/show', { title: desk.it.head.title, layout: 'wide', desk, keys: galleyKeys })
  }

  async function stale(req: Asked, res: Response, { paragraph_id, words }: Cutting): Promise<void> {
    const { id } = req.params
    const article = await readArticle(db, id, req.person)
    const theirs = formTextOf(article, paragraph_id)
    const action = `/articles/${id}/paragraphs/${paragraph_id}/cut`
    conflict(res, {
      article,
      yours: { label: 'What you wanted to cut', text: words || 'The whole paragraph.' },
      theirs: { label: 'The paragraph as it is now', text: theirs ?? 'This paragraph is no longer in the article.' },
      again:
        theirs === null || article.why_not_edit
          ? null
          : { action, fields: [{ name: 'words', label: 'Cut these words; none cut the whole paragraph', value: words, rows: 4 }] },
    })
  }

  return routes
}
