import type { Db } from '../../db/connect.ts'
import { findIndexState, readWords } from '../search/queries.ts'
import { may, type Permission, type Person } from '../users/permissions.ts'
import { type Errors, read } from '../web/form.ts'
import { page } from '../web/page.ts'
import { type Room, room } from '../web/routes.ts'
import { languageName } from '../words/language.ts'
import { addressOf, type Cursor, cursorOf, type Filters, ListAddress, stateNames, stateOf, unknownLanguage } from './article-list.ts'
import { type Choices, type ListedArticle, type ListPage, listArticles, listChoices } from './list-queries.ts'
import { resolveFilter } from './resolve-filter.ts'
import { countText, partText, type SearchPage, searchArticles } from './search-queries.ts'
import { listViews, type ShownView } from './view-queries.ts'

declare module '../web/page.ts' {
  interface Views {
    'articles/list': ArticleListPage
  }
  interface Partials {
    'articles/_row': { article: ListedArticle; mayTick: boolean }
  }
}

type Choice = { value: string; label: string }
type Select = { name: string; label: string; value: string; options: Choice[] }

type ArticleListPage = {
  articles: readonly ListedArticle[]
  q: string
  found: string | null
  notes: readonly string[]
  /** Where only some articles were read for a phrase: that, and where all are. */
  part: { says: string; href: string } | null
  selects: readonly Select[]
  views: readonly { name: string; href: string; isCurrent: boolean }[]
  /** Where these filters get a name, where they have none yet. */
  saveView: string | null
  errors: Errors
  isFiltered: boolean
  /** The import whose articles alone are listed. */
  import: string
  isWrong: boolean
  newer: string | null
  older: string | null
  /** What may be done to many at once, and the filter that says to which. */
  acts: readonly { name: string; label: string }[]
  here: string
  mayImport: boolean
  mayWrite: boolean
  export: string | null
}

const limit = 50

/** The list of all articles, narrowed by the filters in its address. */
export function articleListRoutes(db: Db): Room {
  const routes = room()
  routes.get('/articles', 'article.read', async (req, res) => {
    const asked = read(ListAddress, req.query)
    const { before, after, ...filters } = asked.ok ? asked.data : { ...nowhere, q: String(asked.values['q'] ?? '') }
    const { filter, errors } = await resolveFilter(db, filters, req.person)
    const wrong = { ...asked.errors, ...errors }
    const found = await foundOn(db, { filter, before, after, limit, readsAll: filters.whole === 'yes' }, { q: filters.q, wrong })
    const isWrong = Object.keys(wrong).length > 0
    if ((before || after) && !isWrong && found.articles.length === 0) return res.redirect(303, addressOf('/articles', filters))
    const shown = { ...found, filters, errors: wrong, ...(await around(db, req.person)), person: req.person }
    page(res.status(isWrong ? 422 : 200), 'articles/list', { title: 'Articles', ...pageOf(shown) })
  })
  return routes
}

// What stands above the list beside what it holds.
async function around(db: Db, { id }: Person): Promise<{ choices: Choices; views: ShownView[] }> {
  const [choices, views] = await Promise.all([listChoices(db), listViews(db, id)])
  return { choices, views }
}

const nowhere: { before?: Cursor; after?: Cursor } = {}
const nothing = { articles: [], newer: false, older: false }

type Found = Omit<SearchPage, 'count' | 'isLeast' | 'readOf'> &
  Partial<Pick<SearchPage, 'count' | 'isLeast' | 'readOf'>> & { notes?: string[] }

async function foundOn(
  db: Db,
  page: ListPage & { readsAll: boolean },
  { q, wrong }: { q: string | undefined; wrong: Errors },
): Promise<Found> {
  if (Object.keys(wrong).length > 0) return nothing
  if (!q) return await listArticles(db, page)
  const [query, index] = await Promise.all([readWords(db, { words: q, scope: 'head' }), findIndexState(db, new Date())])
  if (query.readings.length > 0) return { ...(await searchArticles(db, page, query)), notes: notesOf(index) }
  wrong['q'] = 'These words are in nearly every text, so search does not look for them. Add a rarer one.'
  return nothing
}

const patience = 5_000

function notesOf({ lag, shortened }: { lag: number; shortened: boolean }): string[] {
  const behind = `Search is ${Math.round(lag / 1000)} seconds behind: what was written since then is found soon.`
  const long = 'Some articles are very long: only their first 200,000 characters are searched.'
  return [...(lag > patience ? [behind] : []), ...(shortened ? [long] : [])]
}

type Shown = Found & { filters: Filters; errors: Errors; choices: Choices; views: ShownView[]; person: Person }

function pageOf({
  articles,
  newer,
  older,
  count,
  isLeast = false,
  readOf = null,
  notes = [],
  filters,
  errors,
  choices,
  views,
  person,
}: Shown): ArticleListPage {
  const { source, tag, language } = filters
  const first = articles[0]
  const last = articles.at(-1)
  const isWrong = Object.keys(errors).length > 0
  const here = addressOf('', filters)
  return {
    articles,
    q: filters.q ?? '',
    found: count === undefined ? null : `${countText({ count, isLeast })} ${count === 1 ? 'article' : 'articles'} found`,
    notes,
    part: readOf === null ? null : { says: partText(readOf), href: addressOf('/articles', { ...filters, whole: 'yes' }) },
    selects: selectsOf(filters, choices),
    views: views.map(({ name, query }) => ({ name, href: `/articles${query}`, isCurrent: query === here })),
    saveView: here && !isWrong && !views.some(({ query }) => query === here) ? addressOf('/articles/views', { query: here }) : null,
    errors,
    import: filters.import ?? '',
    isFiltered: Object.values(filters).some(Boolean),
    isWrong,
    here,
    acts: bulkActs.filter(({ needs }) => may(person, needs)),
    newer: newer && first ? addressOf('/articles', { ...filters, after: cursorOf(first) }) : null,
    older: older && last ? addressOf('/articles', { ...filters, before: cursorOf(last) }) : null,
    mayImport: may(person, 'article.import'),
    mayWrite: may(person, 'article.write'),
    // An export is narrowed by filters and not by words, and holds only what is live.
    export: !filters.q && holdsLive(filters) && may(person, 'export.make') ? addressOf('/exports', { source, tag, language }) : null,
  }
}

// What the room of bulk acts does, by name; it stands above this one.
const bulkActs: readonly { name: string; label: string; needs: Permission }[] = [
  { name: 'tag', label: 'Tag', needs: 'article.tag' },
  { name: 'assign', label: 'Assign', needs: 'article.assign' },
  { name: 'submit', label: 'Submit', needs: 'article.submit' },
  { name: 'approve', label: 'Approve', needs: 'article.review' },
  { name: 'request-changes', label: 'Request changes', needs: 'article.review' },
  { name: 'publish', label: 'Publish', needs: 'article.publish' },
  { name: 'spike', label: 'Spike', needs: 'article.edit-any' },
]

const assignees = [
  { value: 'me', label: 'Me' },
  { value: 'nobody', label: 'Nobody' },
]

function holdsLive({ state }: Filters): boolean {
  return !state || state === 'published' || state === 'live'
}

function selectsOf(
  { state = '', source = '', tag = '', language = '', assignee = '' }: Filters,
  { sources, tags, languages }: Choices,
): Select[] {
  const bySlug = ({ slug, name }: { slug: string; name: string }) => ({ value: slug, label: name })
  const spoken = [...languages, unknownLanguage].map((value) => ({
    value,
    label: value === unknownLanguage ? 'Not known' : languageName(value),
  }))
  return [
    { name: 'state', label: 'State', value: state, options: stateNames.map((value) => ({ value, label: stateOf(value).label })) },
    { name: 'source', label: 'Source', value: source, options: sources.map(bySlug) },
    { name: 'tag', label: 'Tag', value: tag, options: tags.map(bySlug) },
    { name: 'language', label: 'Language', value: language, options: spoken },
    { name: 'assignee', label: 'Assignee', value: assignee, options: assignees },
  ]
}
