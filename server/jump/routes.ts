import type { Knex } from 'knex'
import { searchArticles } from '../articles/search-queries.ts'
import { AskedWords } from '../search/asked-words.ts'
import { readWords } from '../search/queries.ts'
import { tagSlug } from '../tags/tag.ts'
import { room } from '../web/routes.ts'
import { listSourcesNamed, listTagsNamed } from './queries.ts'

type Place = { kind: 'Article' | 'Source' | 'Tag'; label: string; detail: string; href: string }

const [most, few] = [6, 4]
const shortest = 2

/** Where what is being typed may lead, for the palette of the page; without it the words go to the list of articles. */
export function jumpRoutes(db: Knex) {
  const routes = room()

  routes.get('/jump', 'article.read', async (req, res) => {
    const asked = AskedWords.safeParse(req.query['q'])
    const words = asked.success && asked.data.length >= shortest ? asked.data : null
    res.json(words === null ? [] : await placesFor(db, words))
  })

  return routes
}

async function placesFor(db: Knex, words: string): Promise<Place[]> {
  const [articles, sources, tags] = await Promise.all([
    articlesFor(db, words),
    listSourcesNamed(db, words, few),
    listTagsNamed(db, tagSlug(words), few),
  ])
  return [
    ...articles,
    ...sources.map(
      ({ name, slug }): Place => ({ kind: 'Source', label: name, detail: '', href: `/articles?source=${encodeURIComponent(slug)}` }),
    ),
    ...tags.map(({ name, slug }): Place => ({ kind: 'Tag', label: name, detail: '', href: `/articles?tag=${encodeURIComponent(slug)}` })),
  ]
}

async function articlesFor(db: Knex, words: string): Promise<Place[]> {
  const query = await readWords(db, { words, scope: 'head', isTyped: true })
  if (query.readings.length === 0) return []
  const { articles } = await searchArticles(db, { filter: {}, limit: most }, query)
  return articles.map(({ id, title, source, stage }) => ({
    kind: 'Article',
    label: title,
    detail: source,
    href: `/${stage === 'review' ? 'review' : 'articles'}/${id}`,
  }))
}
