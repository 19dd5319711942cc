import { z } from 'zod'
import type { Db } from '../../db/connect.ts'
import { findArticle } from '../articles/queries.ts'
import { read } from '../web/form.ts'
import { ownPath } from '../web/own-path.ts'
import { page } from '../web/page.ts'
import { type Room, room } from '../web/routes.ts'
import { tell } from '../web/session.ts'
import { type CountedTag, listTags } from './queries.ts'
import { TagForm } from './tag.ts'
import { tagArticle } from './tag-article.ts'
import { untagArticle } from './untag-article.ts'

declare module '../web/page.ts' {
  interface Views {
    'tags/list': { tags: readonly CountedTag[]; previous: string | null; next: string | null }
  }
  interface Partials {
    'tags/_editor': TagEditor
  }
}

/** The tags of an article with the means to change them; `names` are what the field offers, `back` is the page it stands on. */
type TagEditor = {
  article_id: string
  tags: readonly { id: string; name: string; slug: string }[]
  names: readonly string[]
  mayTag: boolean
  back: string
}

const limit = 100
const Slug = z.string().regex(/^[\p{L}\p{M}\p{N}-]{1,1200}$/u)
const Address = z.object({ after: Slug.optional(), before: Slug.optional() })

export function tagRoutes(db: Db): Room {
  const routes = room()

  routes.get('/tags', 'article.read', async (req, res) => {
    const { after, before } = Address.parse(req.query)
    const { tags, previous, next } = await listTags(db, { after, before, limit })
    const behind = next ? `/tags?${new URLSearchParams({ after: tags.at(-1)?.slug ?? '' })}` : null
    const ahead = previous ? `/tags?${new URLSearchParams({ before: tags[0]?.slug ?? '' })}` : null
    page(res, 'tags/list', { title: 'Tags', tags, previous: ahead, next: behind })
  })

  routes.post('/articles/:id/tags', 'article.tag', async (req, res) => {
    const { id } = await findArticle(db, req.params.id)
    const form = read(TagForm, req.body)
    if (form.ok) await tagArticle(db, { article_id: id, name: form.data.name, by: req.person })
    else tell(req, form.errors['name'] ?? 'The tag was not understood.')
    res.redirect(303, backTo(id, req.body))
  })

  routes.post('/articles/:id/tags/:tag/remove', 'article.tag', async (req, res) => {
    const { id } = await findArticle(db, req.params.id)
    await untagArticle(db, { article_id: id, tag_id: z.uuid().parse(req.params.tag), by: req.person })
    res.redirect(303, backTo(id, req.body))
  })

  return routes
}

function backTo(id: string, body: { back?: unknown } | undefined): string {
  return `${ownPath(body?.back, `/articles/${id}`)}#tags`
}
