import type { Response } from 'express'
import type { Knex } from 'knex'
import type { z } from 'zod'
import { textOf } from '../articles/paragraph.ts'
import { findArticle, findOwnRevision, findRevision } from '../articles/queries.ts'
import { approveAndPublish, takeStep } from '../articles/take-step.ts'
import { type Offer, type StepName, type StepRow, stepNames, stepOf } from '../articles/workflow.ts'
import { Invalid, wentStale } from '../errors.ts'
import { type Errors, read, type Values } from '../web/form.ts'
import { ownPath } from '../web/own-path.ts'
import { page } from '../web/page.ts'
import { type Room, room, type SignedIn } from '../web/routes.ts'
import { tell } from '../web/session.ts'
import { conflict } from './conflict.ts'
import { AskingStepForm, StepForm } from './forms.ts'
import { readArticle, type ShownArticle } from './read-article.ts'

declare module '../web/page.ts' {
  interface Views {
    'galley/step': { article: ShownArticle; offer: Offer; back: string; values: Values; errors: Errors }
  }
  interface Partials {
    'galley/_step': { article: ShownArticle; offer: Offer; onward: string }
  }
}

/** A route for each step of the workflow, read from its row; a step that demands words has a page to type them. */
export function stepRoutes(db: Knex) {
  const routes = room()
  for (const name of stepNames) {
    const step = stepOf(name)
    if (step.asks || step.notes) askingRoute(routes, db, name, step)
    actingRoute(routes, db, name, step)
  }

  routes.post('/articles/:id/steps/approve-and-publish', 'article.publish', async (req, res) => {
    const { id } = req.params
    const form = read(StepForm, req.body)
    if (!form.ok) throw new Invalid('This form is not complete. Open the article again and press the button there.')
    if (await wentStale(approveAndPublish(db, { article: id, by: req.person, ...form.data }))) return stale(db, req, res, form.data)
    await goOn(db, req, res, { done: 'Approved and published.', back: form.data.back })
  })

  return routes
}

function askingRoute(routes: Room, db: Knex, name: StepName, step: StepRow): void {
  routes.get(`/articles/:id/steps/${name}`, step.needs, async (req, res) => {
    await ask(db, req, res, name, { back: req.query['back'], values: {}, errors: {} })
  })
}

function actingRoute(routes: Room, db: Knex, name: StepName, step: StepRow): void {
  routes.post(`/articles/:id/steps/${name}`, step.needs, async (req, res) => {
    const form = read(step.asks ? AskingStepForm : StepForm, req.body)
    const { id } = req.params
    if (!form.ok && (step.asks || form.errors['comment']))
      return ask(db, req, res.status(422), name, { back: form.values['back'], ...form })
    if (!form.ok) throw new Invalid('This form is not complete. Open the article again and press the button there.')
    if (await wentStale(takeStep(db, { article: id, step: name, by: req.person, ...form.data }))) return stale(db, req, res, form.data)
    await goOn(db, req, res, { done: step.done, back: form.data.back })
  })
}

type Asked = SignedIn<{ id: string }>

// Whoever is led to another article is told which one this was about.
async function goOn(db: Knex, req: Asked, res: Response, { done, back }: { done: string; back: string | undefined }): Promise<void> {
  const { id } = req.params
  const to = ownPath(back, `/articles/${id}`)
  const { head_revision_id } = await findArticle(db, id)
  tell(req, /\/next(\?|$)/.test(to) ? `“${(await findRevision(db, head_revision_id)).title}”: ${done}` : done)
  res.redirect(303, to)
}

async function ask(
  db: Knex,
  req: Asked,
  res: Response,
  name: StepName,
  { back, values, errors }: { back: unknown; values: Values; errors: Errors },
): Promise<void> {
  const article = await readArticle(db, req.params.id, req.person)
  const step = stepOf(name)
  const offer = article.offers.find((one) => one.name === name) ?? { name, step, why_not: `“${step.label}” is not possible now.` }
  page(res, 'galley/step', { title: step.label, article, offer, back: ownPath(back, `/articles/${req.params.id}`), values, errors })
}

async function stale(db: Knex, req: Asked, res: Response, { revision, comment }: z.output<typeof StepForm>): Promise<void> {
  const article = await readArticle(db, req.params.id, req.person)
  const seen = (await findOwnRevision(db, { id: revision ?? '', article_id: article.article.id })) ?? article.head
  const label = comment ? 'What you wrote, and the text you looked at' : 'The text you looked at'
  conflict(res, {
    article,
    yours: { label, text: (comment ? `${comment}\n\n` : '') + textOf(seen.paragraphs) },
    theirs: { label: 'The text as it is now, cut words included', text: textOf(article.head.paragraphs) },
    again: null,
  })
}
