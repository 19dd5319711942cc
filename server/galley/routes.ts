import type { Request, Response } from 'express'
import type { Knex } from 'knex'
import { z } from 'zod'
import { decideMark } from '../articles/decide-mark.ts'
import { editDetails } from '../articles/edit-details.ts'
import { editParagraph } from '../articles/edit-paragraph.ts'
import { textOf } from '../articles/paragraph.ts'
import { findRevision } from '../articles/queries.ts'
import { approveAndPublish, takeStep } from '../articles/take-step.ts'
import { type Offer, type StepName, stepNames, stepOf } from '../articles/workflow.ts'
import { wentStale } from '../errors.ts'
import type { Permission } from '../users/permissions.ts'
import { type Errors, read, type Values } from '../web/form.ts'
import { ownPath } from '../web/own-path.ts'
import { page } from '../web/page.ts'
import { room } from '../web/routes.ts'
import { tell } from '../web/session.ts'
import { type Desk, galleyKeys, type Keys } from './desk.ts'
import { DetailsForm, ParagraphForm, StepForm, TitleForm, VerdictForm } from './forms.ts'
import { openDesk } from './open-desk.ts'
import { cleanText, listHistory, readArticle, type ShownArticle, type Told } from './read-article.ts'

declare module '../web/page.ts' {
  interface Views {
    'galley/show': { desk: Desk; keys: Keys }
    'galley/details': { article: ShownArticle; values: Values; errors: Errors }
    'galley/history': { article: ShownArticle; history: Told[] }
    'galley/step': { article: ShownArticle; offer: Offer; values: Values; errors: Errors }
    'galley/conflict': Conflicting
  }
  interface Partials {
    'galley/_bar': { desk: Desk }
    'galley/_galley': { desk: Desk }
    'galley/_line': { desk: Desk; line: ShownArticle['lines'][number] }
    'galley/_side': { desk: Desk }
    'galley/_step': { article: ShownArticle; offer: Offer; onward: string }
  }
}

/** Two versions side by side: what this person had, and what stands there now. */
type Conflicting = {
  article: ShownArticle
  yours: { label: string; text: string }
  theirs: { label: string; text: string }
  again: { action: string; name: string; value: string; label: string } | null
}

export function galleyRoutes(db: Knex) {
  const routes = room()

  routes.get('/articles/:id', 'article.read', async (req, res) => {
    const desk = await openDesk(db, req.params.id, req.person, req.query)
    page(res, 'galley/show', { title: desk.it.head.title, layout: 'wide', desk, keys: galleyKeys })
  })

  routes.get('/articles/:id/history', 'article.read', async (req, res) => {
    const article = await readArticle(db, req.params.id, req.person)
    page(res, 'galley/history', { title: `History of ${article.head.title}`, article, history: await listHistory(db, req.params.id, 500) })
  })

  routes.get('/articles/:id/details', 'article.verdict', async (req, res) => {
    const article = await readArticle(db, req.params.id, req.person)
    const { title, standfirst, byline, language } = article.head
    const values = { title, standfirst, byline, language: language ?? '', lock_version: String(article.article.lock_version) }
    page(res, 'galley/details', { title: 'Details', article, values, errors: {} })
  })

  routes.post('/articles/:id/details', 'article.verdict', async (req, res) => {
    const form = read(DetailsForm, req.body)
    const { id } = req.params
    if (!form.ok) {
      const article = await readArticle(db, id, req.person)
      return page(res.status(422), 'galley/details', { title: 'Details', article, values: form.values, errors: form.errors })
    }
    const { lock_version, ...details } = form.data
    if (await wentStale(editDetails(db, { article_id: id, details, lock_version, by: req.person })))
      return staleDetails(req, res, id, form.values)
    tell(req, 'Details saved.')
    res.redirect(303, `/articles/${id}`)
  })

  routes.post('/articles/:id/title', 'article.verdict', async (req, res) => {
    const form = read(TitleForm, req.body)
    const { id } = req.params
    if (!form.ok) return res.redirect(303, `/articles/${id}/details`)
    const { title, lock_version } = form.data
    if (await wentStale(editDetails(db, { article_id: id, details: { title }, lock_version, by: req.person })))
      return staleDetails(req, res, id, form.values)
    tell(req, 'Title confirmed.')
    res.redirect(303, ownPath(req.body.back, `/articles/${id}`))
  })

  routes.post('/articles/:id/paragraphs/:paragraph', 'article.verdict', async (req, res) => {
    const { id, paragraph } = req.params
    const form = read(ParagraphForm, req.body)
    const back = ownPath(req.body.back, `/articles/${id}`)
    if (!form.ok) {
      const desk = await openDesk(db, id, req.person, {})
      const edit = { paragraph_id: paragraph, text: String(form.values['text'] ?? ''), error: Object.values(form.errors)[0] }
      return page(res.status(422), 'galley/show', { title: desk.it.head.title, layout: 'wide', desk: { ...desk, edit }, keys: galleyKeys })
    }
    const edit = { article_id: id, paragraph_id: paragraph, ...form.data, by: req.person }
    if (await wentStale(editParagraph(db, edit))) return staleParagraph(req, res, edit)
    res.redirect(303, `${back}#p-${paragraph}`)
  })

  routes.post('/articles/:id/marks/:mark/verdict', 'article.verdict', async (req, res) => {
    const { verdict, back } = VerdictForm.parse(req.body)
    const { id, mark } = req.params
    const paragraph = await decideMark(db, { article_id: id, mark_id: mark, verdict, by: req.person })
    res.redirect(303, `${ownPath(back, `/articles/${id}`)}#p-${paragraph}`)
  })

  for (const name of stepNames) stepRoutes(name)
  routes.post('/articles/:id/steps/approve-and-publish', 'article.publish', async (req, res) => {
    const form = StepForm.parse(req.body)
    const taken = { article: req.params.id, by: req.person, ...form }
    if (await wentStale(approveAndPublish(db, taken))) return staleStep(req, res, req.params.id, form)
    tell(req, 'Approved and published.')
    res.redirect(303, ownPath(form.back, `/articles/${req.params.id}`))
  })

  function stepRoutes(name: StepName): void {
    const step = stepOf(name)
    const needs: Permission = step.needs
    const address = `/articles/:id/steps/${name}` as const
    if (step.asks) {
      routes.get(address, needs, async (req, res) => {
        const article = await readArticle(db, req.params.id, req.person)
        const offer = article.offers.find((one) => one.name === name) ?? { name, step, why_not: `“${step.label}” is not possible now.` }
        const values = { back: ownPath(req.query['back'], `/articles/${req.params.id}`) }
        page(res, 'galley/step', { title: step.label, article, offer, values, errors: {} })
      })
    }
    routes.post(address, needs, async (req, res) => {
      const { id } = req.params
      const form = StepForm.parse(req.body)
      if (step.asks && !form.comment) return askAgain(req, res, id, name)
      if (await wentStale(takeStep(db, { article: id, step: name, by: req.person, ...form }))) return staleStep(req, res, id, form)
      tell(req, step.done)
      res.redirect(303, ownPath(form.back, `/articles/${id}`))
    })
  }

  type Asked = Request & { person: Parameters<typeof readArticle>[2] }

  async function askAgain(req: Asked, res: Response, id: string, name: StepName): Promise<void> {
    const article = await readArticle(db, id, req.person)
    const step = stepOf(name)
    const errors = { comment: `${step.asks} Say it in a few words.` }
    page(res.status(422), 'galley/step', {
      title: step.label,
      article,
      offer: { name, step, why_not: null },
      values: { back: ownPath(req.body.back, `/articles/${id}`) },
      errors,
    })
  }

  async function staleDetails(req: Asked, res: Response, id: string, values: Values): Promise<void> {
    const article = await readArticle(db, id, req.person)
    const told = (words: Record<string, unknown>) =>
      ['title', 'standfirst', 'byline', 'language']
        .filter((name) => words[name] !== undefined)
        .map((name) => `${name}: ${words[name] ?? ''}`)
        .join('\n')
    conflict(res, article, { label: 'Your details', text: told(values) }, { label: 'As they are now', text: told(article.head) }, null)
  }

  async function staleParagraph(
    req: Asked,
    res: Response,
    edit: { article_id: string; paragraph_id: string; text: string },
  ): Promise<void> {
    const desk = await openDesk(db, edit.article_id, req.person, { edit: edit.paragraph_id })
    const action = `/articles/${edit.article_id}/paragraphs/${edit.paragraph_id}`
    const again = desk.edit ? { action, name: 'text', value: edit.text, label: 'Your paragraph' } : null
    const theirs = desk.edit?.text ?? 'This paragraph is no longer in the article.'
    conflict(res, desk.it, { label: 'Your paragraph', text: edit.text }, { label: 'The paragraph as it is now', text: theirs }, again)
  }

  async function staleStep(req: Asked, res: Response, id: string, { revision, comment }: z.output<typeof StepForm>): Promise<void> {
    const article = await readArticle(db, id, req.person)
    const seen = revision ? await findRevision(db, z.uuid().parse(revision)) : article.head
    const words = comment ? `${comment}\n\n` : ''
    const yours = {
      label: comment ? 'What you wrote, and the text you looked at' : 'The text you looked at',
      text: words + textOf(seen.paragraphs),
    }
    conflict(res, article, yours, { label: 'The clean copy as it is now', text: cleanText(article) }, null)
  }

  function conflict(
    res: Response,
    article: ShownArticle,
    yours: Conflicting['yours'],
    theirs: Conflicting['theirs'],
    again: Conflicting['again'],
  ): void {
    page(res.status(409), 'galley/conflict', { title: 'Someone was faster', article, yours, theirs, again })
  }

  return routes
}
