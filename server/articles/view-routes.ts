import type { Response } from 'express'
import type { Db } from '../../db/connect.ts'
import { whyInvalid } from '../errors.ts'
import { type Errors, read, type Values } from '../web/form.ts'
import { page } from '../web/page.ts'
import { type Room, room, type SignedIn } from '../web/routes.ts'
import { tell } from '../web/session.ts'
import { changeView, deleteView } from './change-view.ts'
import { saveView } from './save-view.ts'
import { ViewForm, viewQuery, whyNotChange } from './saved-view.ts'
import { listViews, type ShownView } from './view-queries.ts'

declare module '../web/page.ts' {
  interface Views {
    'articles/views': {
      views: (ShownView & { may_change: boolean })[]
      /** The filters that are to get a name, where that is what the person came for. */
      query: string | null
      values: Values
      errors: Errors
      /** The view whose form is wrong. */
      wrong: string | null
    }
  }
}

/** Named views of the list: mine, and those that colleagues share. */
export function viewRoutes(db: Db): Room {
  const routes = room()

  routes.get('/articles/views', 'article.read', (req, res) => show(req, res, { query: String(req.query['query'] ?? '') }))

  routes.post('/articles/views', 'article.read', async (req, res) => {
    const form = read(ViewForm, req.body)
    const query = String(form.values['query'] ?? '')
    const again = (errors: Errors) => show(req, res.status(422), { query, values: form.values, errors })
    if (!form.ok) return again(form.errors)
    const wrong = await whyInvalid(saveView(db, { ...form.data, query, by: req.person }))
    if (wrong) return again({ name: wrong })
    tell(req, `View “${form.data.name}” saved.`)
    res.redirect(303, `/articles${viewQuery(query) ?? ''}`)
  })

  routes.post('/articles/views/:id', 'article.read', async (req, res) => {
    const { id } = req.params
    const form = read(ViewForm, req.body)
    const again = (errors: Errors) => show(req, res.status(422), { values: form.values, errors, wrong: id })
    if (!form.ok) return again(form.errors)
    const wrong = await whyInvalid(changeView(db, { id, ...form.data, by: req.person }))
    if (wrong) return again({ name: wrong })
    tell(req, `View “${form.data.name}” saved.`)
    res.redirect(303, '/articles/views')
  })

  routes.post('/articles/views/:id/delete', 'article.read', async (req, res) => {
    await deleteView(db, { id: req.params.id, by: req.person })
    tell(req, 'View deleted. Its articles are where they were.')
    res.redirect(303, '/articles/views')
  })

  type Asked = { query?: string; values?: Values; errors?: Errors; wrong?: string }
  async function show(req: SignedIn, res: Response, { query = '', values = {}, errors = {}, wrong }: Asked): Promise<void> {
    const views = await listViews(db, req.person.id)
    page(res, 'articles/views', {
      title: 'Views',
      views: views.map((view) => ({ ...view, may_change: whyNotChange(view, req.person) === null })),
      query: viewQuery(query),
      values,
      errors,
      wrong: wrong ?? null,
    })
  }

  return routes
}
