import type { Response } from 'express'
import { z } from 'zod'
import type { Db } from '../../db/connect.ts'
import { findSource } from '../sources/queries.ts'
import { may } from '../users/permissions.ts'
import { findPerson } from '../users/queries.ts'
import { page } from '../web/page.ts'
import { type Room, room, type SignedIn } from '../web/routes.ts'
import { type AtWork, isAtWork, workInWords } from './at-work.ts'
import type { ImportRow } from './import.ts'
import { countLanded } from './landed-queries.ts'
import { type NextStep, nextSteps } from './next-steps.ts'
import { outcomes } from './outcome.ts'
import { countItems, findImport, itemsOnPage, listImports, listItems } from './queries.ts'
import { countsInWords, type Filter, filtersOf, type ImportLine, type ItemLine, importPage, itemLine, pagesOf } from './report.ts'

declare module '../web/page.ts' {
  interface Views {
    'imports/list': { imports: readonly ImportLine[]; newer: string | null; older: string | null; mayImport: boolean }
    'imports/show': ShownImport
  }
  interface Partials {
    'imports/_item': { item: ItemLine }
  }
}

type ShownImport = {
  made: ImportRow
  source: string
  person: string
  says: string
  next: readonly NextStep[]
  filters: readonly Filter[]
  items: readonly ItemLine[]
  /** How far a worker is; null where there is nothing to be done. */
  work: AtWork | null
  /** How many items a stopped import did not come to. */
  notStarted: number
  earlier: string | null
  later: string | null
  mayImport: boolean
}

const Id = z.uuid()
const Pages = z.object({ before: Id.optional().catch(undefined), after: Id.optional().catch(undefined) })
const Items = z.object({ outcome: z.enum(outcomes).optional().catch(undefined), from: z.coerce.number().int().min(1).max(1e6).catch(1) })

/** The imports: what is planned, what ran, and what became of each item. */
export function importRoutes(db: Db): Room {
  const routes = room()

  routes.get('/imports', 'article.read', async (req, res) => {
    const cursor = Pages.parse(req.query)
    const { imports, newer, older } = importPage(await listImports(db, cursor), cursor)
    page(res, 'imports/list', { title: 'Imports', imports, newer, older, mayImport: may(req.person, 'article.import') })
  })

  routes.get('/imports/:id', 'article.read', async (req, res) => {
    await show(req, res)
  })

  async function show(req: SignedIn<{ id: string }>, res: Response): Promise<void> {
    const made = await findImport(db, req.params.id)
    const asked = Items.parse(req.query)
    const isStopped = made.state === 'cancelled' || made.state === 'failed'
    const [items, { counts, done, waiting }, source, person] = await Promise.all([
      listItems(db, { import_id: made.id, ...asked, isStopped }),
      countItems(db, made.id),
      findSource(db, made.source_id),
      made.made_by ? findPerson(db, made.made_by) : undefined,
    ])
    page(res, 'imports/show', {
      title: `Import into ${source?.name ?? 'a source'}`,
      made,
      source: source?.name ?? '',
      person: person?.name ?? 'Cleancopy',
      says: countsInWords(counts, made.state),
      next: made.state === 'finished' ? nextSteps(made.id, await countLanded(db, made.id)) : [],
      filters: filtersOf(made, isStopped ? done : counts, asked.outcome),
      items: items.slice(0, itemsOnPage).map((item) => itemLine(item, isStopped)),
      work: isAtWork(made) ? workInWords(made, new Date()) : null,
      notStarted: isStopped ? waiting : 0,
      ...pagesOf(made.id, asked, items),
      mayImport: may(req.person, 'article.import'),
    })
  }

  return routes
}
