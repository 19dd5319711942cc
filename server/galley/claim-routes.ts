import type { Knex } from 'knex'
import { renewClaim } from '../articles/renew-claim.ts'
import { room } from '../web/routes.ts'

/** Where the open page of an article says that its reviewer is still there. */
export function claimRoutes(db: Knex) {
  const routes = room()

  routes.post('/articles/:id/claim', 'article.review', async (req, res) => {
    await renewClaim(db, { article_id: req.params.id, by: req.person })
    res.status(204).end()
  })

  return routes
}
