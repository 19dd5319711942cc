import type { Response } from 'express'
import type { Knex } from 'knex'
import { PlanForm, priorities } from '../articles/plan.ts'
import { planArticle } from '../articles/plan-article.ts'
import { listAssignable } from '../articles/plan-queries.ts'
import { type Errors, read, type Values, valuesOf } from '../web/form.ts'
import { ownPath } from '../web/own-path.ts'
import { page } from '../web/page.ts'
import { room, type SignedIn } from '../web/routes.ts'
import { tell } from '../web/session.ts'
import { localIn, zones } from '../words/zone.ts'
import { readArticle, type ShownArticle } from './read-article.ts'

type Choice = { value: string; label: string }

declare module '../web/page.ts' {
  interface Views {
    'galley/plan': {
      article: ShownArticle
      values: Values
      errors: Errors
      back: string
      people: Choice[]
      zones: Choice[]
      priorities: Choice[]
    }
  }
}

/** Who is to see to an article, by when, and how soon. */
export function planRoutes(db: Knex) {
  const routes = room()

  routes.get('/articles/:id/plan', 'article.assign', (req, res) => show(req, res, req.query['back']))

  routes.post('/articles/:id/plan', 'article.assign', async (req, res) => {
    const form = read(PlanForm, req.body)
    if (!form.ok) return show(req, res.status(422), form.values['back'], form)
    await planArticle(db, { article_id: req.params.id, plan: form.data.plan, by: req.person })
    tell(req, 'Plan saved.')
    res.redirect(303, ownPath(form.data.back, `/articles/${req.params.id}`))
  })

  routes.post('/articles/:id/plan/mine', 'article.assign', async (req, res) => {
    await planArticle(db, { article_id: req.params.id, plan: { assignee_id: req.person.id }, by: req.person })
    tell(req, 'It is yours.')
    res.redirect(303, ownPath(valuesOf(req.body)['back'], `/articles/${req.params.id}`))
  })

  type Typed = { values: Values; errors: Errors }
  async function show(req: SignedIn<{ id: string }>, res: Response, back: unknown, typed?: Typed): Promise<void> {
    const [article, people] = await Promise.all([readArticle(db, req.params.id, req.person), listAssignable(db)])
    page(res, 'galley/plan', {
      title: 'Plan',
      article,
      ...(typed ?? { values: planOf(article), errors: {} }),
      back: ownPath(back, `/articles/${req.params.id}`),
      people: [{ value: '', label: 'Nobody' }, ...people.map(({ id, name }) => ({ value: id, label: name }))],
      zones: zones.map((zone) => ({ value: zone, label: zone.replaceAll('_', ' ') })),
      priorities: priorities.map(({ value, label }) => ({ value: String(value), label })),
    })
  }

  return routes
}

function planOf({ article }: ShownArticle): Values {
  const { assignee_id, due_at, priority } = article
  return { assignee: assignee_id ?? '', due: due_at ? localIn(due_at, 'UTC') : '', zone: 'UTC', priority: String(priority) }
}
