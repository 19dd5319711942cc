import type { Response } from 'express'
import type { Knex } from 'knex'
import { type Offer, offerOf } from '../articles/offers.ts'
import { textOf } from '../articles/paragraph.ts'
import { dueAt } from '../articles/plan.ts'
import { listAssignable } from '../articles/plan-queries.ts'
import { findArticle, findOwnRevision, findRevision } from '../articles/queries.ts'
import { reasons } from '../articles/reasons.ts'
import { scheduleArticle } from '../articles/schedule-article.ts'
import { asksMore, type StepRow } from '../articles/step-row.ts'
import { approveAndPublish, type StepTaken, takeStep } from '../articles/take-step.ts'
import { type StepName, stepNames, stepOf } from '../articles/workflow.ts'
import { Invalid, wentStale } from '../errors.ts'
import type { Queue } from '../jobs/queue.ts'
import { tryPassword } from '../sign-in/try-password.ts'
import { type Errors, read, type Values } from '../web/form.ts'
import { ownPath } from '../web/own-path.ts'
import { page } from '../web/page.ts'
import { type Room, room, type SignedIn } from '../web/routes.ts'
import { tell } from '../web/session.ts'
import { localIn, momentIn, zones } from '../words/zone.ts'
import { conflict } from './conflict.ts'
import { type AskedStep, StepForm, stepFormOf } from './forms.ts'
import { readArticle, type ShownArticle } from './read-article.ts'

declare module '../web/page.ts' {
  interface Views {
    'galley/step': StepPage
  }
  interface Partials {
    'galley/_step': { article: ShownArticle; offer: Offer; onward: string }
  }
}

type Choice = { value: string; label: string }
type StepPage = {
  article: ShownArticle
  offer: Offer
  back: string
  values: Values
  errors: Errors
  reasons: Choice[]
  zones: Choice[]
  reviewers: Choice[]
}

/** A route for each step of the workflow, read from its row; a step that demands something has a page to fill it in. */
export function stepRoutes(db: Knex, queue: Queue) {
  const routes = room()
  for (const name of stepNames) {
    const step = stepOf(name)
    if (asksMore(step) || step.notes) askingRoute(routes, db, name, step)
    actingRoute(routes, { db, queue }, name, step)
  }

  routes.post('/articles/:id/steps/approve-and-publish', 'article.publish', async (req, res) => {
    const { id } = req.params
    const form = read(StepForm, req.body)
    if (!form.ok) throw new Invalid(incomplete)
    if (await wentStale(approveAndPublish(db, { article: id, by: req.person, ...form.data }))) return stale(db, req, res, form.data)
    await goOn(db, req, res, { done: 'Approved and published.', back: form.data.back })
  })

  return routes
}

const incomplete = 'This form is not complete. Open the article again and press the button there.'

function askingRoute(routes: Room, db: Knex, name: StepName, step: StepRow): void {
  routes.get(`/articles/:id/steps/${name}`, step.needs, async (req, res) => {
    await ask(db, req, res, name, { back: req.query['back'], values: {}, errors: {} })
  })
}

function actingRoute(routes: Room, { db, queue }: { db: Knex; queue: Queue }, name: StepName, step: StepRow): void {
  const Form = stepFormOf(step)
  const act = (taken: StepTaken) => (step.when ? scheduleArticle(db, queue, taken) : takeStep(db, taken))
  routes.post(`/articles/:id/steps/${name}`, step.needs, async (req, res) => {
    const form = read(Form, req.body)
    const again = ({ errors, status }: Refused) =>
      ask(db, req, res.status(status), name, { back: form.values['back'], values: form.values, errors })
    if (!form.ok) return again(incompleteOr(step, form.errors))
    const wrong = step.again ? await whyNotKnown(db, req, form.data) : null
    if (wrong) return again(wrong)
    const taken = {
      ...form.data,
      when: momentOf(form.data),
      plan: planOf(step, form.data),
      article: req.params.id,
      step: name,
      by: req.person,
    }
    const refused = await whyRefused(step, act({ ...taken, is_known_again: step.again }))
    if (refused === 'stale') return stale(db, req, res, form.data)
    if (refused) return again(refused)
    await goOn(db, req, res, { done: step.done, back: form.data.back })
  })
}

type Refused = { errors: Errors; status: number }

// A button has no field at which anything could be said.
function incompleteOr(step: StepRow, errors: Errors): Refused {
  if (!asksMore(step) && !errors['comment']) throw new Invalid(incomplete)
  return { errors, status: 422 }
}

// What a form can be told at its field, or that the person looked at an older version; every other refusal goes on.
async function whyRefused(step: StepRow, act: Promise<void>): Promise<Refused | 'stale' | null> {
  try {
    return (await wentStale(act)) ? 'stale' : null
  } catch (error) {
    if (!(error instanceof Invalid) || !asksMore(step)) throw error
    return { errors: { [step.slug ? 'slug' : step.when ? 'at' : 'comment']: error.message }, status: 422 }
  }
}

async function whyNotKnown(db: Knex, req: Asked, { password = '' }: AskedStep): Promise<Refused | null> {
  const answer = await tryPassword(db, { email: req.person.email, password, address: req.ip ?? '' })
  if (!('refused' in answer)) return null
  const { status, refused } = answer
  return status === 429 ? { errors: { password: refused }, status } : { errors: { password: 'This is not your password.' }, status: 422 }
}

function momentOf({ at, zone }: AskedStep): { at: Date; zone: string } | undefined {
  const moment = at && zone ? momentIn(at, zone) : null
  return moment && zone ? { at: moment, zone } : undefined
}

// Only what was filled in: a button leaves the plan as it is.
function planOf(step: StepRow, { assignee, due, zone }: AskedStep): StepTaken['plan'] {
  if (!step.plans) return undefined
  return { ...(assignee && { assignee_id: assignee }), ...(due && { due_at: dueAt(due, zone) }) }
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
  const offer = article.offers.find((one) => one.name === name) ?? offerOf(name, step, `“${step.label}” is not possible now.`)
  page(res, 'galley/step', {
    title: step.label,
    article,
    offer,
    back: ownPath(back, `/articles/${req.params.id}`),
    values: step.when ? { at: localIn(tomorrow(), 'UTC'), zone: 'UTC', ...values } : values,
    errors,
    reasons: [{ value: '', label: 'Choose one' }, ...Object.entries(reasons).map(([value, { label }]) => ({ value, label }))],
    reviewers: step.plans ? await reviewersFor(db) : [],
    zones: zones.map((zone) => ({ value: zone, label: zone.replaceAll('_', ' ') })),
  })
}

async function reviewersFor(db: Knex): Promise<Choice[]> {
  const reviewers = await listAssignable(db, 'article.review')
  return [{ value: '', label: 'Whoever comes first' }, ...reviewers.map(({ id, name }) => ({ value: id, label: name }))]
}

function tomorrow(): Date {
  const hour = 60 * 60_000
  return new Date(Math.ceil(Date.now() / hour) * hour + 23 * hour)
}

type Written = Pick<AskedStep, 'revision' | 'comment'> & Partial<Pick<AskedStep, 'at' | 'zone'>>

async function stale(db: Knex, req: Asked, res: Response, { revision, comment, at, zone }: Written): Promise<void> {
  const article = await readArticle(db, req.params.id, req.person)
  const seen = (await findOwnRevision(db, { id: revision ?? '', article_id: article.article.id })) ?? article.head
  const written = [comment, at && `${at} ${zone ?? ''}`].filter(Boolean).join('\n')
  const label = written ? 'What you wrote, and the text you looked at' : 'The text you looked at'
  conflict(res, {
    article,
    yours: { label, text: (written ? `${written}\n\n` : '') + textOf(seen.paragraphs) },
    theirs: { label: 'The text as it is now, cut words included', text: textOf(article.head.paragraphs) },
    again: null,
  })
}
