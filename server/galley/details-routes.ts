import type { Response } from 'express'
import type { Knex } from 'knex'
import { editDetails } from '../articles/edit-details.ts'
import { wentStale } from '../errors.ts'
import { type Errors, read, type Values } from '../web/form.ts'
import { ownPath } from '../web/own-path.ts'
import { page } from '../web/page.ts'
import { room, type SignedIn } from '../web/routes.ts'
import { tell } from '../web/session.ts'
import { conflict } from './conflict.ts'
import { DetailsForm, TitleForm } from './forms.ts'
import { readArticle, type ShownArticle } from './read-article.ts'

declare module '../web/page.ts' {
  interface Views {
    'galley/details': { article: ShownArticle; values: Values; errors: Errors }
  }
}

/** Title, standfirst, byline and language of an article. */
export function detailsRoutes(db: Knex) {
  const routes = room()

  routes.get('/articles/:id/details', 'article.verdict', async (req, res) => {
    const article = await readArticle(db, req.params.id, req.person)
    page(res, 'galley/details', { title: 'Details', article, values: detailsOf(article), errors: {} })
  })

  routes.post('/articles/:id/details', 'article.verdict', async (req, res) => {
    const form = read(DetailsForm, req.body)
    const { id } = req.params
    if (!form.ok) {
      const article = await readArticle(db, id, req.person)
      return page(res.status(422), 'galley/details', { title: 'Details', article, ...form })
    }
    const { lock_version, cut, ...details } = form.data
    if (await wentStale(editDetails(db, { article_id: id, details, cut, lock_version, by: req.person })))
      return stale(req, res, id, form.values)
    tell(req, 'Details saved.')
    res.redirect(303, `/articles/${id}`)
  })

  routes.post('/articles/:id/title', 'article.verdict', async (req, res) => {
    const form = read(TitleForm, req.body)
    const { id } = req.params
    if (!form.ok) {
      const article = await readArticle(db, id, req.person)
      return page(res.status(422), 'galley/details', {
        title: 'Details',
        article,
        ...form,
        values: { ...detailsOf(article), ...form.values },
      })
    }
    const { title, cut, lock_version } = form.data
    if (await wentStale(editDetails(db, { article_id: id, details: { title }, cut, lock_version, by: req.person })))
      return stale(req, res, id, { title })
    tell(req, cut ? 'Title confirmed. The line that repeats it is cut; any cut can be put back.' : 'Title confirmed.')
    res.redirect(303, ownPath(form.values['back'], `/articles/${id}`))
  })

  async function stale(req: SignedIn, res: Response, id: string, values: Values): Promise<void> {
    const article = await readArticle(db, id, req.person)
    const theirs = detailsOf(article)
    const typed = fields.filter(({ name }) => values[name] !== undefined)
    conflict(res, {
      article,
      yours: { label: 'Your details', text: typed.map(({ name, label }) => `${label}: ${values[name]}`).join('\n') },
      theirs: { label: 'As they are now', text: typed.map(({ name, label }) => `${label}: ${theirs[name]}`).join('\n') },
      again: article.why_not_edit
        ? null
        : {
            action: `/articles/${id}/details`,
            fields: fields.map((field) => ({ ...field, value: String(values[field.name] ?? theirs[field.name]) })),
          },
    })
  }

  return routes
}

const fields = [
  { name: 'title', label: 'Title', rows: 2 },
  { name: 'standfirst', label: 'Standfirst', rows: 3 },
  { name: 'byline', label: 'Byline', rows: 1 },
  { name: 'language', label: 'Language', rows: 1 },
] as const

function detailsOf({ head, article }: ShownArticle) {
  const { title, standfirst, byline, language } = head
  return { title, standfirst, byline, language: language ?? '', lock_version: String(article.lock_version) }
}
