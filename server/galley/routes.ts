import type { Knex } from 'knex'
import { z } from 'zod'
import type { Markup } from '../web/markup.ts'
import { page } from '../web/page.ts'
import { room } from '../web/routes.ts'
import { type Desk, galleyKeys, type Keys } from './desk.ts'
import { listStory, type ToldEvent } from './list-story.ts'
import { openDesk } from './open-desk.ts'
import { readArticle, type ShownArticle } from './read-article.ts'

declare module '../web/page.ts' {
  interface Views {
    'galley/show': { desk: Desk; keys: Keys }
    'galley/history': { article: ShownArticle; history: ToldEvent[]; newer: string | null; older: string | null }
  }
  interface Partials {
    'galley/_bar': { desk: Desk }
    'galley/_galley': { desk: Desk }
    'galley/_line': { desk: Desk; line: ShownArticle['lines'][number] }
    'galley/_side': { desk: Desk }
    'galley/_told': { told: ToldEvent; when: string | Markup }
    'galley/_cutting': { desk: Desk; kinds: Desk['kinds'] }
    'galley/_kinds': { id: string; kind: string; kinds: Desk['kinds'] }
  }
}

const onePage = 200
const Before = z.object({
  before: z.coerce
    .number()
    .int()
    .positive()
    .max(2 ** 31 - 1)
    .optional(),
})

/** One article to look at: the galley in its views, and its story. */
export function galleyRoutes(db: Knex) {
  const routes = room()

  routes.get('/articles/:id', 'article.read', async (req, res) => {
    const desk = await openDesk(db, req.params.id, req.person, req.query)
    page(res, 'galley/show', { title: desk.it.head.title, layout: 'wide', desk, keys: galleyKeys })
  })

  routes.get('/articles/:id/history', 'article.read', async (req, res) => {
    const article = await readArticle(db, req.params.id, req.person)
    const { before } = Before.parse(req.query)
    const { told, older } = await listStory(db, { article_id: article.article.id, limit: onePage, before }, article)
    const here = `/articles/${article.article.id}/history`
    page(res, 'galley/history', {
      title: `History of ${article.head.title}`,
      article,
      history: told,
      newer: before === undefined ? null : here,
      older: older === null ? null : `${here}?before=${older}`,
    })
  })

  return routes
}
