import type { Response } from 'express'
import type { Db } from '../../db/connect.ts'
import { listAssignable } from '../articles/plan-queries.ts'
import { whyInvalid } from '../errors.ts'
import type { Queue } from '../jobs/queue.ts'
import { may, type Person } from '../users/permissions.ts'
import { tellOn } from '../web/event-stream.ts'
import { type Errors, read, type Values, valuesOf } from '../web/form.ts'
import { page } from '../web/page.ts'
import { type Room, room, type SignedIn } from '../web/routes.ts'
import { tell } from '../web/session.ts'
import { type Act, actOf, undoOf } from './acts.ts'
import { type Batch, BatchForm, type Counts, OptionsForm, outcomes, workInWords } from './batch.ts'
import { beginBatch } from './begin-batch.ts'
import { cancelBatch, retryBatch, undoBatch } from './change-batch.ts'
import { chosenArticles } from './chosen-articles.ts'
import { planBatch } from './plan-batch.ts'
import { countItems, countReasons, findBatch, findUndoing, listBatches, listItems, type NamedItem, type Shown } from './queries.ts'

type Choice = { value: string; label: string }
type Filter = { name: Shown; label: string; count: number; href: string; isCurrent: boolean }

declare module '../web/page.ts' {
  interface Views {
    'bulk/list': { batches: { id: string; label: string; items: number; state: string; created_at: Date }[] }
    'bulk/show': BatchPage
  }
}

type BatchPage = {
  batch: Batch
  act: Act
  counts: Counts
  work: string
  reasons: { reason: string; n: number }[]
  filters: Filter[]
  items: NamedItem[]
  later: string | null
  people: Choice[]
  values: Values
  errors: Errors
  /** Whether it is this person’s to begin, stop, try again or take back. */
  isMine: boolean
  mayUndo: boolean
  /** The batch that took this one back. */
  undone: string | null
}

const onePage = 50

/** Acts on many articles at once: planned, looked at, begun, watched, tried again and taken back. A worker does the work. */
export function bulkRoutes(db: Db, doors: Doors): Room {
  const routes = room()

  routes.get('/bulk', 'article.bulk', async (req, res) => {
    const batches = await listBatches(db, req.person.id, onePage)
    page(res, 'bulk/list', { title: 'Many at once', batches: batches.map((batch) => ({ ...batch, label: actOf(batch.act).label })) })
  })

  routes.post('/bulk', 'article.bulk', async (req, res) => {
    const { act, which, article, filter } = BatchForm.parse(valuesOf(req.body))
    const ids = which === 'all' ? await chosenArticles(db, filter, req.person) : article
    const id = await planBatch(db, { act, ids, filter: which === 'all' ? filter : null, by: req.person })
    res.redirect(303, `/bulk/${id}`)
  })

  routes.get('/bulk/:id', 'article.bulk', (req, res) => show(db, req, res))

  workRoutes(routes, db, doors)
  return routes
}

type Doors = { queue: Queue; leaving: AbortSignal }

function workRoutes(routes: Room, db: Db, { queue, leaving }: Doors): void {
  routes.get('/bulk/:id/progress', 'article.bulk', async (req, res) => {
    const { id } = await findBatch(db, req.params.id)
    await tellOn(res, () => progressOf(db, id), leaving)
  })

  routes.post('/bulk/:id/begin', 'article.bulk', async (req, res) => {
    const { id } = req.params
    const form = read(OptionsForm, req.body)
    if (!form.ok) return show(db, req, res.status(422), form)
    const { tag, assignee, comment } = form.data
    const options = { ...(tag && { tag }), ...(assignee && { assignee_id: assignee }), ...(comment && { comment }) }
    const wrong = await whyInvalid(beginBatch(db, { id, options, by: req.person, queue }))
    const { asks } = actOf((await findBatch(db, id)).act)
    if (wrong) return show(db, req, res.status(422), { values: form.values, errors: { [asks ?? 'form']: wrong } })
    res.redirect(303, `/bulk/${id}`)
  })

  routes.post('/bulk/:id/cancel', 'article.bulk', async (req, res) => {
    const { state } = await findBatch(db, req.params.id)
    await cancelBatch(db, { id: req.params.id, by: req.person })
    tell(req, state === 'planned' ? 'Let go. Nothing was done.' : 'Cancelled. What is done stays.')
    res.redirect(303, state === 'planned' ? '/articles' : `/bulk/${req.params.id}`)
  })

  routes.post('/bulk/:id/retry', 'article.bulk', async (req, res) => {
    await retryBatch(db, { id: req.params.id, by: req.person, queue })
    res.redirect(303, `/bulk/${req.params.id}`)
  })

  routes.post('/bulk/:id/undo', 'article.bulk', async (req, res) => {
    res.redirect(303, `/bulk/${await undoBatch(db, { id: req.params.id, by: req.person, queue })}`)
  })
}

async function progressOf(db: Db, id: string) {
  const [{ state }, counts] = await Promise.all([findBatch(db, id), countItems(db, id)])
  if (state !== 'working') return { event: 'over', data: state, isLast: true }
  return { event: 'progress', data: { says: workInWords(counts), share: shareOf(counts) }, isLast: false }
}

type Typed = { values: Values; errors: Errors }
async function show(db: Db, req: SignedIn<{ id: string }>, res: Response, typed: Typed = { values: {}, errors: {} }): Promise<void> {
  const batch = await findBatch(db, req.params.id)
  const shown = shownIn(req.query['shown'])
  const after = Number.parseInt(String(req.query['after'] ?? '0'), 10) || 0
  const [counts, reasons, items, undone, people] = await Promise.all([
    countItems(db, batch.id),
    countReasons(db, batch.id),
    listItems(db, { batch_id: batch.id, shown, after, limit: onePage + 1 }),
    findUndoing(db, batch.id),
    actOf(batch.act).asks === 'assignee' ? listAssignable(db) : [],
  ])
  page(res, 'bulk/show', {
    title: actOf(batch.act).label,
    batch,
    act: actOf(batch.act),
    counts,
    work: workInWords(counts),
    reasons,
    filters: filtersOf(batch, counts, shown),
    items: items.slice(0, onePage),
    later: laterOf(batch.id, { shown, items }),
    people: [{ value: '', label: 'Nobody' }, ...people.map(({ id, name }) => ({ value: id, label: name }))],
    ...typed,
    ...rightsOf(batch, counts, req.person),
    undone,
  })
}

function rightsOf(batch: Batch, counts: Counts, person: Person): Pick<BatchPage, 'isMine' | 'mayUndo'> {
  const isMine = batch.made_by === person.id
  const undo = undoOf(batch.act)
  return { isMine, mayUndo: isMine && undo !== null && may(person, actOf(undo).needs) && counts.undoable > 0 }
}

function shareOf({ all, waiting }: Counts): number {
  return all === 0 ? 1 : (all - waiting) / all
}

function shownIn(asked: unknown): Shown {
  const names: Shown[] = ['done', 'refused', 'failed', 'waiting']
  return names.find((name) => name === asked) ?? 'all'
}

function filtersOf({ id }: Batch, counts: Counts, shown: Shown): Filter[] {
  const labels: [Shown, string][] = [['all', 'All'], ...(Object.entries(outcomes) as [Shown, string][]), ['waiting', 'Not begun']]
  return labels
    .map(([name, label]) => ({ name, label, count: counts[name], href: `/bulk/${id}?shown=${name}`, isCurrent: name === shown }))
    .filter(({ name, count }) => name === 'all' || count > 0)
}

function laterOf(id: string, { shown, items }: { shown: Shown; items: readonly NamedItem[] }): string | null {
  const last = items[onePage - 1]
  return items.length > onePage && last ? `/bulk/${id}?shown=${shown}&after=${last.ordinal}` : null
}
