import type { Knex } from 'knex'
import { z } from 'zod'
import { textOf } from '../articles/paragraph.ts'
import { findRevisionNumbered } from '../articles/queries.ts'
import { restoreRevision } from '../articles/restore-revision.ts'
import { wentStale } from '../errors.ts'
import { valuesOf } from '../web/form.ts'
import { page } from '../web/page.ts'
import { room } from '../web/routes.ts'
import { tell } from '../web/session.ts'
import { conflict } from './conflict.ts'
import { RestoreForm } from './forms.ts'
import { readArticle, type ShownArticle } from './read-article.ts'
import { type Difference, differences, listVersions, usualPair, type Version, type VersionName } from './versions.ts'

declare module '../web/page.ts' {
  interface Views {
    'galley/compare': {
      article: ShownArticle
      versions: Version[]
      from: VersionName
      to: VersionName
      differences: Difference[]
      restorable: { number: number; note: string }[]
    }
  }
}

const Name = z.custom<VersionName>((name) => typeof name === 'string' && /^(live|clean|[1-9]\d{0,8})$/.test(name)).optional()
const Pair = z.object({ from: Name, to: Name })

/** Two versions of an article by words, and an older one made the head again. */
export function compareRoutes(db: Knex) {
  const routes = room()

  routes.get('/articles/:id/compare', 'article.read', async (req, res) => {
    const article = await readArticle(db, req.params.id, req.person)
    const asked = Pair.parse(req.query)
    const usual = usualPair(article)
    const pair = { from: asked.from ?? usual.from, to: asked.to ?? usual.to }
    const versions = await listVersions(db, article)
    const others = versions.flatMap(({ name, number, note }) =>
      number !== null && number !== article.head.number && (name === pair.from || name === pair.to) ? [{ number, note }] : [],
    )
    page(res, 'galley/compare', {
      title: `Compare ${article.head.title}`,
      article,
      versions,
      ...pair,
      differences: await differences(db, article, pair),
      restorable: article.why_not_edit ? [] : others,
    })
  })

  routes.post('/articles/:id/revisions/:number/restore', 'article.verdict', async (req, res) => {
    const { id } = req.params
    const { number, lock_version } = RestoreForm.parse({ ...valuesOf(req.body), number: req.params.number })
    if (!(await wentStale(restoreRevision(db, { article_id: id, number, lock_version, by: req.person })))) {
      tell(req, `Revision ${number} is the text of now again, as a new revision.`)
      return res.redirect(303, `/articles/${id}`)
    }
    const article = await readArticle(db, id, req.person)
    conflict(res, {
      article,
      yours: { label: `Revision ${number}`, text: textOf((await findRevisionNumbered(db, { article_id: id, number })).paragraphs) },
      theirs: { label: 'The text as it is now', text: textOf(article.head.paragraphs) },
      again: article.why_not_edit ? null : { action: `/articles/${id}/revisions/${number}/restore`, fields: [] },
    })
  })

  return routes
}
