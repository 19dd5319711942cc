import type { Db } from '../../db/connect.ts'
import { type Room, room } from '../web/routes.ts'

export function healthRoutes(db: Db): Room {
  const routes = room()

  routes.get('/health/live', 'public', (_req, res) => {
    res.json({ live: true })
  })

  routes.get('/health/ready', 'public', async (_req, res) => {
    await db.raw('SELECT 1')
    res.json({ ready: true })
  })

  return routes
}
