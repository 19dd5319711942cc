import type { Knex } from 'knex'
import { addressOf, cursorOf, ListAddress } from '../../server/articles/article-list.ts'
import { findTagBySlug, type ListFilter, listArticles, listChoices } from '../../server/articles/list-queries.ts'
import { tagArticle } from '../../server/tags/tag-article.ts'
import { ada, grace, openSite, root, type Site, tomas, vera } from '../cast.ts'
import { drafted, manyPublished, published, type Source, sourceNamed, withdraw } from '../exports/live.ts'

let site: Site
let db: Knex

describe('the list of all articles', () => {
  let courier: Source
  let ridge: Source

  beforeAll(async () => {
    site = await openSite()
    db = site.db
    courier = await sourceNamed(db, 'Coast Courier')
    ridge = await sourceNamed(db, 'Ridge Post')
  })
  afterAll(() => site.close())

  test('before there is one, it says what to do, to those who may', async () => {
    const empty = async (person: typeof ada) => (await site.as(person).get('/articles')).text
    expect(await empty(ada)).toMatch(/There are no articles yet\.[\s\S]*href="\/imports\/new"/)
    expect(await empty(tomas)).toMatch(/There are no articles yet\.[\s\S]*href="\/articles\/new"/)
    expect(await empty(vera)).toContain('An editor imports or writes them.')
  })

  test('each row says what an article is, where it stands, and how it was cleaned', async () => {
    const text = 'The ferry came back.\nAlso Read: Island Traders Welcome New Cold Store\nIt is quieter.\n'
    const id = await drafted(db, courier, { title: 'Une passerelle', byline: 'C. Diallo', language: 'en', text })
    await tagArticle(db, { article_id: id, name: 'Ferries', by: ada })
    const { status, text: page } = await site.as(vera).get('/articles')
    expect(status).toBe(200)
    const row = /<tr>\s*<td class="ti"[\s\S]*?<\/tr>/.exec(page)?.[0] ?? ''
    for (const part of [
      `href="/articles/${id}"`,
      'Une passerelle',
      'Coast Courier',
      'C. Diallo',
      'data-state="draft"',
      '/articles?tag=ferries',
      'now</time>',
    ])
      expect(row).toContain(part)
    const { cuts } = await db('articles').where({ id }).first('cuts')
    expect(cuts).toBe(1)
    expect(row).toMatch(/data-label="cut">1</)
  })

  test('the filters narrow alone and together, stay in the address, and offer what there is', async () => {
    await published(db, courier, { title: 'Live English', language: 'en' })
    await withdraw(db, await published(db, ridge, { title: 'Withdrawn French', language: 'fr' }))
    await drafted(db, ridge, { title: 'Draft unknown', language: null })
    await db('articles').where({ slug: 'draft-unknown' }).update({ language: null })
    const found = async (query: string) => shownTitles((await site.as(vera).get(`/articles?${query}`)).text)
    expect(await found('state=live')).toEqual(['Live English'])
    expect(await found('state=withdrawn')).toEqual(['Withdrawn French'])
    expect(await found('state=draft&source=ridge-post')).toEqual(['Draft unknown'])
    expect(await found('language=fr')).toEqual(['Withdrawn French'])
    expect(await found('language=und')).toEqual(['Draft unknown'])
    expect(await found('tag=ferries&source=coast-courier&language=en&state=')).toEqual(['Une passerelle'])
    expect(await found('tag=ferries&state=live')).toEqual([])
    expect((await listChoices(db)).languages).toEqual(['en', 'fr'])
    const page = (await site.as(vera).get('/articles?source=ridge-post&language=fr')).text
    expect(page).toMatch(/<option value="ridge-post" selected>/)
    expect(page).toMatch(/<option value="fr" selected>French/)
  })

  test('where nothing matches, one link clears the filters', async () => {
    const { status, text } = await site.as(vera).get('/articles?tag=ferries&state=live')
    expect(status).toBe(200)
    expect(text).toContain('No article matches these filters.')
    expect(text).toContain('href="/articles">Clear filters')
  })

  test.each([
    ['state=lively', 'Choose one of these states: draft, review, published, spiked, live, withdrawn, killed.'],
    ['source=nowhere', 'There is no source “nowhere”. Choose one of the list.'],
    ['tag=nothing', 'There is no tag “nothing”. Choose one of the list.'],
    ['language=%3Cb%3E', 'A language is a tag such as en, fr or pt-BR.'],
    ['before=yesterday', 'This address of a page in the list is damaged.'],
    ['after=99999999999999999_x', 'This address of a page in the list is damaged.'],
    ['before=8640000000000001_01900000-0000-7000-8000-000000000000', 'This address of a page in the list is damaged.'],
    ['tag=a%00b', 'This contains a NUL character'],
    ['source=a&source=b', 'Choose one of these.'],
  ])('the wrong filter %s is explained', async (query, sentence) => {
    const { status, text } = await site.as(vera).get(`/articles?${query}`)
    expect(status).toBe(422)
    expect(text).toContain(sentence)
  })

  test('a page behind the last one leads to the first', async () => {
    const { status, headers } = await site.as(vera).get('/articles?state=draft&before=1_01900000-0000-7000-8000-000000000000')
    expect([status, headers.get('location')]).toEqual([303, '/articles?state=draft'])
  })

  test('the buttons are those that a person may press, and exporting takes the filters along', async () => {
    const buttons = async (person: typeof ada, state = 'live') => {
      const { text } = await site.as(person).get(`/articles?source=coast-courier&state=${state}`)
      const from = text.indexOf('<div class="ph">')
      const head = text.slice(from, text.indexOf('role="search"', from))
      return [...head.matchAll(/href="([^"]+)"/g)].map(([, href]) => href?.replaceAll('&amp;', '&'))
    }
    const all = '/exports?source=coast-courier'
    expect(await buttons(ada)).toEqual(['/tags', all, '/articles/new', '/imports/new'])
    expect(await buttons(tomas)).toEqual(['/tags', '/articles/new'])
    expect(await buttons(grace)).toEqual(['/tags', all])
    expect(await buttons(vera)).toEqual(['/tags'])
    expect(await buttons(root)).toEqual(['/tags'])
    // Of drafts there is nothing to export.
    for (const state of ['draft', 'review', 'withdrawn']) expect(await buttons(grace, state)).toEqual(['/tags'])
  })

  test('a hostile title is only a title', async () => {
    await drafted(db, ridge, { title: '"><script>alert(1)</script>', byline: '<img src=x>' })
    const { text } = await site.as(vera).get('/articles')
    expect(text).toContain('&lt;script&gt;alert(1)&lt;/script&gt;')
    expect(text).not.toMatch(/<script>alert|<img src=x>/)
  })
})

describe('with twenty thousand articles', () => {
  beforeAll(async () => {
    site = await openSite()
    db = site.db
    for (const [name, n] of [
      ['Coast Courier', 12_000],
      ['Ridge Post', 8_000],
    ] as const)
      await manyPublished(db, await sourceNamed(db, name), n)
    await db.raw(
      `INSERT INTO tags (id, name, slug, created_at) VALUES (gen_random_uuid(), 'Rare', 'rare', now()), (gen_random_uuid(), 'Common', 'common', now())`,
    )
    await db.raw(
      `INSERT INTO article_tags SELECT articles.id, tags.id FROM articles, tags WHERE tags.slug = 'common' OR articles.slug LIKE '%-1000'`,
    )
    await db.raw('ANALYZE')
  }, 60_000)
  afterAll(() => site.close())

  test('pages walk from the newest to the oldest and back, none skipped and none twice, though three share each moment', async () => {
    const filter = { source_id: await idOf('ridge-post') }
    const expected: string[] = await db('articles')
      .where(filter)
      .orderBy([
        { column: 'updated_at', order: 'desc' },
        { column: 'id', order: 'desc' },
      ])
      .pluck('id')
    const down: string[] = []
    let page = await listArticles(db, { filter, limit: 400 })
    expect([page.newer, page.older]).toEqual([false, true])
    for (;;) {
      down.push(...page.articles.map(({ id }) => id))
      const last = page.articles.at(-1)
      if (!page.older || !last) break
      page = await listArticles(db, { filter, before: last, limit: 400 })
    }
    expect(down).toEqual(expected)
    const up = page.articles.map(({ id }) => id)
    while (page.newer) {
      page = await listArticles(db, { filter, after: page.articles[0], limit: 400 })
      up.unshift(...page.articles.map(({ id }) => id))
    }
    expect(up).toEqual(expected)
  })

  test.each<[string, () => Promise<ListFilter>]>([
    ['none', async () => ({})],
    ['a stage', async () => ({ state: 'published' })],
    ['a rare stage', async () => ({ state: 'review' })],
    ['live', async () => ({ state: 'live' })],
    ['a source', async () => ({ source_id: await idOf('ridge-post') })],
    ['a language', async () => ({ language: 'fr' })],
    ['a rare tag', async () => ({ tag_id: await tagId('rare') })],
    ['a common tag', async () => ({ tag_id: await tagId('common') })],
    ['all together', async () => ({ state: 'live', language: 'fr', source_id: await idOf('ridge-post'), tag_id: await tagId('common') })],
  ])('a page in the middle is found by index: %s', async (_, filterOf) => {
    const filter = await filterOf()
    const middle = await db('articles').orderBy('updated_at').offset(10_000).first('id', 'updated_at')
    for (const place of [{}, { before: middle }, { after: middle }]) {
      const plans = await plansOf(() => listArticles(db, { filter, ...place, limit: 50 }))
      expect(plans).toHaveLength(1)
      expect(plans[0]).not.toMatch(/Seq Scan on (articles|revisions|article_tags)/)
    }
  })

  test('what the filters offer is found without reading every article', async () => {
    const plans = await plansOf(() => listChoices(db))
    expect(plans).toHaveLength(2)
    expect(plans.join('\n')).not.toContain('Seq Scan on articles')
  })
})

test('a cursor survives its way through an address', () => {
  const row = { updated_at: new Date('2026-11-12T07:40:00.123Z'), id: '01900000-0000-7000-8000-000000000001' }
  expect(ListAddress.parse({ before: cursorOf(row) }).before).toEqual(row)
})

test('an address names only what is filled in', () => {
  expect(addressOf('/articles', { state: 'draft', source: '', tag: undefined, language: 'pt-BR' })).toBe(
    '/articles?state=draft&language=pt-BR',
  )
  expect(addressOf('/articles', {})).toBe('/articles')
})

function shownTitles(page: string): string[] {
  return [...page.matchAll(/<td class="ti"[^>]*>\s*<a [^>]*>([^<]*)<\/a>/g)].map(([, title]) => title ?? '')
}

async function idOf(slug: string): Promise<string> {
  return (await db('sources').where({ slug }).first('id')).id
}

async function tagId(slug: string): Promise<string> {
  return (await findTagBySlug(db, slug))?.id ?? ''
}

/** The plans of the queries that a story makes. */
async function plansOf(story: () => Promise<unknown>): Promise<string[]> {
  const asked: { sql: string; bindings: Knex.RawBinding[] }[] = []
  const listen = ({ sql, bindings }: { sql: string; bindings: Knex.RawBinding[] }) => asked.push({ sql, bindings })
  db.on('query', listen)
  await story()
  db.removeListener('query', listen)
  return Promise.all(asked.map(({ sql, bindings }) => planOf(sql, bindings)))
}

async function planOf(sql: string, bindings: Knex.RawBinding[]): Promise<string> {
  const { rows } = await db.raw(`EXPLAIN ${sql.replace(/\$\d+/g, '?')}`, bindings)
  return rows.map((row: Record<string, string>) => row['QUERY PLAN']).join('\n')
}
