import type { Knex } from 'knex'
import { page } from '../web/page.ts'
import { room } from '../web/routes.ts'
import { type Desk, galleyKeys, type Keys } from './desk.ts'
import { openDesk } from './open-desk.ts'
import { listHistory, readArticle, type ShownArticle, type Told } from './read-article.ts'

declare module '../web/page.ts' {
  interface Views {
    'galley/show': { desk: Desk; keys: Keys }
    'galley/history': { article: ShownArticle; history: Told[] }
  }
  interface Partials {
    'galley/_bar': { desk: Desk }
    'galley/_galley': { desk: Desk }
    'galley/_line': { desk: Desk; line: ShownArticle['lines'][number] }
    'galley/_side': { desk: Desk }
    'galley/_cutting': { desk: Desk; kinds: Desk['kinds'] }
    'galley/_kinds': { id: string; kind: string; kinds: Desk['kinds'] }
  }
}

/** One article to look at: the galley in its views, and its story. */
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

  return routes
}
