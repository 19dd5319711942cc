import type { Request } from 'express'
import type { Knex } from 'knex'
import { z } from 'zod'
import { isBlank } from '../articles/paragraph.ts'
import { findArticle } from '../articles/queries.ts'
import { titleLine } from '../articles/title-line.ts'
import { type Desk, galleyKeys, type Keys } from '../galley/desk.ts'
import { openDesk } from '../galley/open-desk.ts'
import { may, type Person } from '../users/permissions.ts'
import { page, type Waiting } from '../web/page.ts'
import { room } from '../web/routes.ts'
import { findNext, listQueue, listUntitled, type Queued, type Untitled } from './queries.ts'

declare module '../web/page.ts' {
  interface Views {
    'review/desk': { desk: Desk | null; queue: Queue; keys: Keys }
    'review/titles': {
      untitled: (Untitled & { title_line: { id: string; number: number } | null })[]
      more: string | null
      mayConfirm: boolean
      back: string
    }
  }
  interface Partials {
    'review/_queue': { queue: Queue; current: string | null }
  }
}

export type Queue = {
  articles: Queued[]
  more: string | null
  waiting: Waiting
  /** The import whose articles alone are shown, and what keeps it in an address. */
  import_id: string | null
  query: string
}

const onePage = 50
const After = z.object({ at: z.iso.datetime({ precision: 3 }).refine((at) => at > '1'), id: z.uuid() })
const Import = z.object({ import: z.uuid() })

export function reviewRoutes(db: Knex) {
  const routes = room()

  routes.get('/review', 'article.read', async (req, res) => {
    const [queue, first] = await Promise.all([
      openQueue(db, req.query, req.person, res.locals.waiting),
      findNext(db, { after: null, person: req.person, import_id: importOf(req.query) }),
    ])
    page(res, 'review/desk', {
      title: 'Review',
      layout: 'wide',
      desk: first ? await deskOf(db, first, req.person, req.query) : null,
      queue,
      keys: galleyKeys,
    })
  })

  routes.get('/review/titles', 'article.read', async (req, res) => {
    const import_id = importOf(req.query)
    const rows = await listUntitled(db, { after: placeOf(req.query), limit: onePage + 1, import_id })
    const shown = rows.slice(0, onePage)
    page(res, 'review/titles', {
      title: 'Titles to confirm',
      untitled: shown.map((row) => ({ ...row, title_line: titleLineOf(row) })),
      more: moreOf('/review/titles', rows, shown.at(-1)?.created_at, import_id),
      mayConfirm: may(req.person, 'article.edit-any'),
      back: `/review/titles${queryOf(import_id)}`,
    })
  })

  routes.get('/review/:id', 'article.read', async (req, res) => {
    const [desk, queue] = await Promise.all([
      deskOf(db, req.params.id, req.person, req.query),
      openQueue(db, req.query, req.person, res.locals.waiting),
    ])
    page(res, 'review/desk', { title: desk.it.head.title, layout: 'wide', desk, queue, keys: galleyKeys })
  })

  routes.get('/review/:id/next', 'article.read', async (req, res) => {
    const import_id = importOf(req.query)
    const next = await findNext(db, { after: await findArticle(db, req.params.id), person: req.person, import_id })
    res.redirect(303, `/review${next ? `/${next}` : ''}${queryOf(import_id)}`)
  })

  return routes
}

function deskOf(db: Knex, id: string, person: Person, asked: Request['query']): Promise<Desk> {
  const query = queryOf(importOf(asked))
  return openDesk(db, id, person, asked, `/review/${id}${query}`, `/review/${id}/next${query}`)
}

async function openQueue(db: Knex, query: unknown, person: Person, waiting: Waiting = { review: 0, titles: 0 }): Promise<Queue> {
  const import_id = importOf(query)
  const rows = await listQueue(db, { after: placeOf(query), limit: onePage + 1, person, import_id })
  const articles = rows.slice(0, onePage)
  return {
    articles,
    more: moreOf('/review', rows, articles.at(-1)?.submitted_at, import_id),
    waiting,
    import_id: import_id ?? null,
    query: queryOf(import_id),
  }
}

function titleLineOf({ title, opening, marked }: Untitled): { id: string; number: number } | null {
  const id = titleLine(title, opening, new Set(marked))
  const shown = opening.filter(({ text }) => !isBlank(text))
  return id === null ? null : { id, number: shown.findIndex((line) => line.id === id) + 1 }
}

function placeOf(query: unknown) {
  return After.safeParse(query).data ?? null
}

function importOf(query: unknown): string | undefined {
  return Import.safeParse(query).data?.import
}

function queryOf(import_id: string | undefined): string {
  return import_id ? `?import=${import_id}` : ''
}

function moreOf(path: string, rows: readonly { id: string }[], at: Date | null | undefined, import_id: string | undefined): string | null {
  const last = rows[onePage - 1]
  if (rows.length <= onePage || !last || !at) return null
  return `${path}?${new URLSearchParams({ at: at.toISOString(), id: last.id, ...(import_id && { import: import_id }) })}`
}
