import type { Knex } from 'knex'
import { room } from '../web/routes.ts'
import { tell } from '../web/session.ts'

/** Brings in the seed articles: offered where there is no article yet. Asked again, it changes nothing. */
export function seedRoutes(db: Knex, seed: (db: Knex) => Promise<{ articles: number }>) {
  const routes = room()

  routes.post('/imports/seeds', 'article.import', async (req, res) => {
    const { articles } = await seed(db)
    tell(req, `${articles} seed articles are here, marked and waiting as drafts.`)
    res.redirect(303, '/articles')
  })

  return routes
}
