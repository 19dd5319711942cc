import { z } from 'zod'
import type { Db } from '../../db/connect.ts'
import type { Queue } from '../jobs/queue.ts'
import { tellOn } from '../web/event-stream.ts'
import { type Room, room } from '../web/routes.ts'
import { tell } from '../web/session.ts'
import { isAtWork, whileAtWork, workInWords } from './at-work.ts'
import { cancelImport } from './cancel-import.ts'
import { discardImport } from './discard-import.ts'
import { findImport } from './queries.ts'
import { startImport } from './start-import.ts'

const Id = z.uuid()

/** What is done with an import: run, watched, cancelled, discarded. A worker does the work. */
export function importWorkRoutes(db: Db, { queue, leaving }: { queue: Queue; leaving: AbortSignal }): Room {
  const routes = room()

  routes.get('/imports/:id/progress', 'article.read', async (req, res) => {
    const { id } = await findImport(db, req.params.id)
    await tellOn(res, () => progressOf(id), leaving)
  })

  routes.post('/imports/:id/run', 'article.import', async (req, res) => {
    const import_id = Id.parse(req.params.id)
    await startImport(db, { queue, import_id, by: req.person })
    await whileAtWork(db, import_id, 'running')
    res.redirect(303, `/imports/${import_id}`)
  })

  routes.post('/imports/:id/cancel', 'article.import', async (req, res) => {
    const import_id = Id.parse(req.params.id)
    await cancelImport(db, { import_id, by: req.person })
    res.redirect(303, `/imports/${import_id}`)
  })

  routes.post('/imports/:id/discard', 'article.import', async (req, res) => {
    await discardImport(db, { import_id: Id.parse(req.params.id), by: req.person })
    tell(req, 'Discarded. Nothing of it was stored.')
    res.redirect(303, '/imports')
  })

  async function progressOf(id: string) {
    const made = await findImport(db, id)
    if (!isAtWork(made)) return { event: 'over', data: made.state, isLast: true }
    return { event: 'progress', data: workInWords(made, new Date()), isLast: false }
  }

  return routes
}
