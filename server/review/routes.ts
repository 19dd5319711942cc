import type { Knex } from 'knex'
import { z } from 'zod'
import { findArticle } from '../articles/queries.ts'
import { type Desk, galleyKeys, type Keys } from '../galley/desk.ts'
import { openDesk } from '../galley/open-desk.ts'
import { may } from '../users/permissions.ts'
import { page } from '../web/page.ts'
import { room } from '../web/routes.ts'
import { countQueue, findNext, listQueue, listUntitled, type Queued } from './queries.ts'

declare module '../web/page.ts' {
  interface Views {
    'review/desk': { desk: Desk | null; queue: Queue; keys: Keys }
    'review/titles': { untitled: Awaited<ReturnType<typeof listUntitled>>; more: string | null; mayConfirm: boolean }
  }
  interface Partials {
    'review/_queue': { queue: Queue; current: string | null }
  }
}

export type Queue = { articles: Queued[]; more: string | null; waiting: number; untitled: number }

const onePage = 50
const After = z.object({ at: z.iso.datetime({ precision: 3 }).refine((at) => at > '1'), id: z.uuid() })

export function reviewRoutes(db: Knex) {
  const routes = room()

  routes.get('/review', 'article.read', async (req, res) => {
    const queue = await openQueue(req.query)
    const first = queue.articles[0]
    const desk = first ? await openDesk(db, first.id, req.person, {}, `/review/${first.id}`, `/review/${first.id}/next`) : null
    page(res, 'review/desk', { title: 'Review', layout: 'wide', desk, queue, keys: galleyKeys })
  })

  routes.get('/review/titles', 'article.read', async (req, res) => {
    const rows = await listUntitled(db, { after: placeOf(req.query), limit: onePage + 1 })
    const shown = rows.slice(0, onePage)
    page(res, 'review/titles', {
      title: 'New: title to confirm',
      untitled: shown,
      more: moreOf('/review/titles', rows, shown.at(-1)?.created_at),
      mayConfirm: may(req.person, 'article.edit-any'),
    })
  })

  routes.get('/review/:id', 'article.read', async (req, res) => {
    const { id } = req.params
    const [desk, queue] = await Promise.all([
      openDesk(db, id, req.person, req.query, `/review/${id}`, `/review/${id}/next`),
      openQueue(req.query),
    ])
    page(res, 'review/desk', { title: desk.it.head.title, layout: 'wide', desk, queue, keys: galleyKeys })
  })

  routes.get('/review/:id/next', 'article.read', async (req, res) => {
    const next = await findNext(db, await findArticle(db, req.params.id))
    res.redirect(303, next ? `/review/${next}` : '/review')
  })

  async function openQueue(query: unknown): Promise<Queue> {
    const [rows, waiting, untitled] = await Promise.all([
      listQueue(db, { after: placeOf(query), limit: onePage + 1 }),
      countQueue(db, { stage: 'review' }),
      countQueue(db, { stage: 'draft', title_confirmed: false }),
    ])
    const articles = rows.slice(0, onePage)
    return { articles, more: moreOf('/review', rows, articles.at(-1)?.submitted_at), waiting, untitled }
  }

  return routes
}

function placeOf(query: unknown) {
  return After.safeParse(query).data ?? null
}

function moreOf(path: string, rows: readonly { id: string }[], at: Date | null | undefined): string | null {
  const last = rows[onePage - 1]
  return rows.length > onePage && last && at ? `${path}?${new URLSearchParams({ at: at.toISOString(), id: last.id })}` : null
}
