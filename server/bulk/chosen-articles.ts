import type { Db } from '../../db/connect.ts'
import { ListAddress } from '../articles/article-list.ts'
import { narrowed } from '../articles/list-queries.ts'
import { resolveFilter } from '../articles/resolve-filter.ts'
import { listFound } from '../articles/search-queries.ts'
import { Invalid } from '../errors.ts'
import { readWords } from '../search/queries.ts'
import type { Person } from '../users/permissions.ts'
import { mostItems } from './batch.ts'

/** All articles that the list shows under this query of its address, newest first; one more than a batch may hold says that it is too many. */
export async function chosenArticles(db: Db, query: string, person: Person): Promise<string[]> {
  const asked = ListAddress.safeParse(Object.fromEntries(new URLSearchParams(query)))
  if (!asked.success) throw new Invalid('This filter cannot be read. Go back to the list, and choose it again.')
  const { filter, errors } = await resolveFilter(db, asked.data, person)
  const [wrong] = Object.values(errors)
  if (wrong) throw new Invalid(wrong)
  const found = asked.data.q ? await foundBy(db, asked.data.q, filter) : null
  const articles = narrowed(db('articles'), filter)
  if (found) articles.whereRaw('articles.id = ANY (?::uuid[])', [found])
  return articles
    .orderBy([
      { column: 'updated_at', order: 'desc' },
      { column: 'id', order: 'desc' },
    ])
    .limit(mostItems + 1)
    .pluck('id')
}

async function foundBy(db: Db, words: string, filter: Parameters<typeof narrowed>[1]): Promise<string[]> {
  const query = await readWords(db, { words, scope: 'head' })
  if (query.readings.length === 0) throw new Invalid('These words are in nearly every text, so search does not look for them.')
  const found = await listFound(db, query, filter)
  if (!found) throw new Invalid('These words are in more than 10,000 articles. Narrow the search first.')
  return found
}
