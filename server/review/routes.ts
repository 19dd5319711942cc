import type { Request } from 'express'
import type { Knex } from 'knex'
import { z } from 'zod'
import { addressOf } from '../articles/article-list.ts'
import { isBlank } from '../articles/paragraph.ts'
import { findArticle } from '../articles/queries.ts'
import { titleLine } from '../articles/title-line.ts'
import { type Desk, galleyKeys, type Keys } from '../galley/desk.ts'
import { openDesk } from '../galley/open-desk.ts'
import { may, type Person } from '../users/permissions.ts'
import { page, type Waiting } from '../web/page.ts'
import { room } from '../web/routes.ts'
import { findNext, listQueue, listUntitled, type Queued, type Untitled } from './queries.ts'
import { countTabs, mostCounted, mostLookedAt } from './tab-queries.ts'
import { graceMinutes, shownTabs, type TabName, tabNames, tabOf } from './tabs.ts'

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
  articles: (Queued & { isLate: boolean; isDue: boolean })[]
  more: string | null
  waiting: Waiting
  tabs: { name: TabName; label: string; count: string; isAlarm: boolean }[]
  tab: TabName
  order: string
  empty: string
  /** The import whose articles alone are shown. */
  import_id: string | null
  /** What keeps tab, import and place in an address. */
  query: string
}

const onePage = 50
const After = z.object({ at: z.iso.datetime({ precision: 3 }).refine((at) => at > '1'), id: z.uuid() })
const Import = z.object({ import: z.uuid() })
const Tab = z.object({ tab: z.enum(tabNames) })

export function reviewRoutes(db: Knex) {
  const routes = room()

  routes.get('/review', 'article.read', async (req, res) => {
    const [queue, first] = await Promise.all([
      openQueue(db, req.query, req.person, res.locals.waiting),
      findNext(db, { after: null, person: req.person, tab: tabIn(req.query), import_id: importOf(req.query) }),
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
      more: moreOf('/review/titles', rows, shown.at(-1)?.created_at, { import: import_id }),
      mayConfirm: may(req.person, 'article.edit-any'),
      back: addressOf('/review/titles', { import: import_id }),
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
    const asked = { person: req.person, tab: tabIn(req.query), import_id: importOf(req.query) }
    const next = await findNext(db, { after: await findArticle(db, req.params.id), ...asked })
    res.redirect(303, `/review${next ? `/${next}` : ''}${queryOf(req.query)}`)
  })

  return routes
}

function deskOf(db: Knex, id: string, person: Person, asked: Request['query']): Promise<Desk> {
  const query = queryOf(asked)
  return openDesk(db, id, person, asked, `/review/${id}${query}`, `/review/${id}/next${query}`)
}

async function openQueue(db: Knex, query: unknown, person: Person, waiting: Waiting = { review: 0, titles: 0 }): Promise<Queue> {
  const [import_id, tab] = [importOf(query), tabIn(query)]
  const [rows, counts] = await Promise.all([
    listQueue(db, { after: placeOf(query), limit: onePage + 1, person, tab, import_id }),
    countTabs(db, person),
  ])
  const articles = rows.slice(0, onePage)
  const late = Date.now() - graceMinutes * 60_000
  return {
    articles: articles.map((row) => ({
      ...row,
      isDue: row.due_at !== null && row.due_at.getTime() < Date.now(),
      isLate: row.scheduled_at !== null && row.scheduled_at.getTime() < late,
    })),
    more: moreOf('/review', rows, articles.at(-1)?.at, { tab: tabWord(tab), import: import_id }),
    waiting,
    tabs: shownTabs(person, counts, tab).map((name) => shownTab(name, counts[name], waiting)),
    tab,
    order: tabOf(tab).order,
    empty: tabOf(tab).empty,
    import_id: import_id ?? null,
    query: queryOf(query),
  }
}

function shownTab(name: TabName, count: number, { review }: Waiting): Queue['tabs'][number] {
  const { label, isAlarm = false } = tabOf(name)
  if (name === 'all') return { name, label, isAlarm, count: review >= 1000 ? '1,000+' : String(review) }
  const isMore = count >= mostCounted || (name === 'waiting' && review >= mostLookedAt)
  return { name, label, isAlarm: isAlarm && count > 0, count: `${Math.min(count, mostCounted - 1)}${isMore ? '+' : ''}` }
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

function tabIn(query: unknown): TabName {
  return Tab.safeParse(query).data?.tab ?? 'all'
}

function tabWord(tab: TabName): string | undefined {
  return tab === 'all' ? undefined : tab
}

// What an article is opened with, and gone on from: the tab, the import and the place in the list.
function queryOf(query: unknown): string {
  return addressOf('', { tab: tabWord(tabIn(query)), import: importOf(query), ...placeOf(query) })
}

function moreOf(
  path: string,
  rows: readonly { id: string }[],
  at: Date | null | undefined,
  kept: { tab?: string | undefined; import: string | undefined },
): string | null {
  const last = rows[onePage - 1]
  return rows.length <= onePage || !last || !at ? null : addressOf(path, { ...kept, at: at.toISOString(), id: last.id })
}
