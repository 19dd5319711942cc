import type { Knex } from 'knex'
import { decideMark } from '../../server/articles/decide-mark.ts'
import { indexDirty } from '../../server/articles/index-articles.ts'
import { keepIndexing } from '../../server/articles/keep-indexing.ts'
import type { ListFilter } from '../../server/articles/list-queries.ts'
import { markForSearch } from '../../server/articles/queries.ts'
import { searchArticles } from '../../server/articles/search-queries.ts'
import { type Query, readWords, type Scope } from '../../server/search/queries.ts'
import { tagArticle } from '../../server/tags/tag-article.ts'
import { marksOf } from '../articles/story.ts'
import { ada, openSite, type Site, vera } from '../cast.ts'
import { drafted, published, type Source, sourceNamed, withdraw } from '../exports/live.ts'

let site: Site
let db: Knex
let courier: Source
let ridge: Source

beforeAll(async () => {
  site = await openSite()
  db = site.db
  courier = await sourceNamed(db, 'Coast Courier')
  ridge = await sourceNamed(db, 'Ridge Post')
}, 60_000)
afterAll(() => site.close())

const limit = 50

async function indexAll(): Promise<void> {
  while ((await indexDirty(db, 100)) > 0);
}

async function found(words: string, scope: Scope = 'head'): Promise<string[]> {
  const { articles } = await searchArticles(db, { filter: {}, limit }, await readWords(db, { words, scope }))
  return articles.map(({ title }) => title)
}

describe('words are found in the language they are written in', () => {
  beforeAll(async () => {
    for (const [language, title, text] of texts) await drafted(db, courier, { language, title, text })
    await indexAll()
  })

  test.each([
    ['English', 'harbours', 'English ferry'],
    ['English', 'crossed', 'English ferry'],
    ['French', 'pêcheur', 'Bac français'],
    ['French', 'traversée', 'Bac français'],
    ['German', 'Brücke', 'Deutsche Fähre'],
    ['German', 'brucken', 'Deutsche Fähre'],
    ['Spanish', 'puentes', 'Barco español'],
    ['Arabic', 'السفن', 'عبارة'],
    ['Swahili', 'kivuko', 'Habari'],
    ['Swahili', 'wavuvi', 'Habari'],
    ['Chinese', '渡轮', '中文新闻'],
    ['Chinese', '恢复运营', '中文新闻'],
    ['Chinese, one character', '港', '中文新闻'],
    ['Japanese', 'フェリー', '日本のニュース'],
    ['Japanese', '東京湾', '日本のニュース'],
    ['Japanese in half-width letters', 'ﾌｪﾘｰ', '日本のニュース'],
    ['Thai', 'เรือข้ามฟาก', 'ข่าวไทย'],
    ['a language PostgreSQL does not know, without its accents', 'promluveni', 'Česká zpráva'],
    ['a language nobody has named', 'mystery', 'Nameless'],
  ])('%s: %s', async (_, words, title) => {
    expect(await found(words)).toContain(title)
  })

  test.each([
    ['accents fold both ways', 'pecheur', 'Bac français'],
    ['an accent too many', 'hárbour', 'English ferry'],
    ['a decomposed accent', 'pe\u0302cheur', 'Bac français'],
    ['an umlaut', 'faehre OR fahre', 'Deutsche Fähre'],
  ])('%s', async (_, words, title) => {
    expect(await found(words)).toContain(title)
  })

  test('pairs that do not stand side by side are no hit', async () => {
    expect(await found('渡港')).toEqual([])
    expect(await found('京東')).toEqual([])
  })

  test('all words, one of two, not this, and a phrase', async () => {
    expect(await found('ferry harbour')).toEqual(['English ferry'])
    expect(await found('ferry glacier')).toEqual([])
    expect((await found('glacier OR kivuko OR harbour')).toSorted()).toEqual(['English ferry', 'Habari'])
    expect(await found('harbour -ferry')).toEqual([])
    expect(await found('harbour -glacier')).toEqual(['English ferry'])
    expect(await found('"oldest ferry"')).toEqual(['English ferry'])
    expect(await found('“oldest harbour”'.replaceAll(/[“”]/g, '"'))).toEqual([])
    expect(await found('東京湾 -渡轮')).toEqual(['日本のニュース'])
    expect(await found('東京湾 -フェリー')).toEqual([])
  })

  test.each([
    ['two words', '"harbour crosses"', ['English ferry']],
    ['three words', '"oldest ferry of"', ['English ferry']],
    ['three words that stand side by side by twos', '"ferry oldest ferry"', []],
    ['without its accents', '"pecheurs ont"', ['Bac français']],
    ['not this phrase', 'harbour -"oldest ferry"', []],
    ['not that phrase', 'harbour -"ferry oldest"', ['English ferry']],
    ['one of two', '"ferry oldest" OR "pêcheurs ont"', ['Bac français']],
    ['in Chinese', '"渡轮周四"', ['中文新闻']],
    ['in Chinese, otherwise', '"周四渡轮"', []],
    ['not this in Chinese', '渡轮 -渡轮周四', []],
    ['not that in Chinese', '渡轮 -周四渡轮', ['中文新闻']],
    ['one of two in Chinese', '周四渡轮 OR 年的记录', ['年鉴']],
    ['words beside characters', '"2026 年"', ['年鉴']],
    ['words beside characters, otherwise', '"2025 年的记录"', []],
  ])('a phrase: %s', async (_, words, titles) => {
    expect(await found(words)).toEqual(titles)
  })
})

const texts = [
  ['en', 'English ferry', 'The oldest ferry of the harbour crosses again.'],
  ['fr', 'Bac français', 'Les pêcheurs ont repris les traversées du port.'],
  ['de', 'Deutsche Fähre', 'Die Brücken sind gesperrt, also fährt sie wieder.'],
  ['es', 'Barco español', 'El puente está cerrado y el barco navega.'],
  ['ar', 'عبارة', 'عادت السفن إلى الميناء يوم الخميس.'],
  ['sw', 'Habari', 'Kivuko kimerudi na wavuvi wamefurahi.'],
  ['zh', '中文新闻', '港口最古老的渡轮周四恢复运营。'],
  ['ja', '日本のニュース', '東京湾のフェリーが再開した。'],
  ['th', 'ข่าวไทย', 'เรือข้ามฟากกลับมาให้บริการแล้ว'],
  ['cs', 'Česká zpráva', 'Promluvení starosty o přívozu.'],
  [null, 'Nameless', 'A mystery of the quay.'],
  ['zh', '年鉴', '港口 2026 年的记录。'],
] as const

describe('what changes is found again', () => {
  test('cut words are not found; kept, they are; a tag is found by its name', async () => {
    const id = await drafted(db, courier, {
      title: 'Promoted',
      text: 'The quay is open.\nAlso Read: Zeppelin Lands on the Meadow Road\nIt rains.\n',
    })
    await indexAll()
    expect(await found('zeppelin')).toEqual([])
    const [mark] = await marksOf(db, id)
    await decideMark(db, { article_id: id, mark_id: String(mark?.id), verdict: 'keep', by: ada })
    expect(await found('zeppelin')).toEqual([])
    await indexAll()
    expect(await found('zeppelin')).toEqual(['Promoted'])
    await tagArticle(db, { article_id: id, name: 'Aeronautics', by: ada })
    await indexAll()
    expect(await found('aeronautics')).toEqual(['Promoted'])
  })

  test('the live copy is found while it is live', async () => {
    const id = await published(db, ridge, { title: 'Quicksilver prices', text: 'Quicksilver is dear.\n' })
    await drafted(db, ridge, { title: 'Quicksilver draft', text: 'Quicksilver again.\n' })
    await indexAll()
    expect(await found('quicksilver', 'live')).toEqual(['Quicksilver prices'])
    expect((await found('quicksilver')).toSorted()).toEqual(['Quicksilver draft', 'Quicksilver prices'])
    await withdraw(db, id)
    await indexAll()
    expect(await found('quicksilver', 'live')).toEqual([])
  })

  test('a change that is not yet committed when its article is indexed is indexed afterwards', async () => {
    const id = await drafted(db, courier, { title: 'Before', text: 'Xylophone.\n' })
    const slow = await db.transaction()
    await markForSearch(slow, id)
    await slow.raw(`UPDATE revisions SET title = title WHERE false`)
    await slow('articles').where({ id }).update({ language: 'sw' })
    await indexAll()
    await slow.commit()
    expect(await db('article_search_dirty').pluck('article_id')).toEqual([id])
    await indexAll()
    expect(await db('article_search').where({ article_id: id }).first('configuration')).toEqual({ configuration: 'cleancopy_simple' })
  })

  test('several may index at once, and each article is indexed once', async () => {
    for (let n = 0; n < 12; n++) await drafted(db, courier, { title: `Together ${n}`, text: 'Togetherness.\n' })
    const done = await Promise.all([1, 2, 3, 4].map(() => indexDirty(db, 5)))
    await indexAll()
    expect(done.reduce((sum, n) => sum + n, 0)).toBeLessThanOrEqual(12)
    expect(await found('togetherness')).toHaveLength(12)
  })

  test('the house indexes by itself within five seconds, and stops when it is told to', async () => {
    const stop = keepIndexing(db, () => {})
    await drafted(db, courier, { title: 'Soon', text: 'Presently.\n' })
    const until = Date.now() + 5_000
    while (Date.now() < until && (await found('presently')).length === 0) await new Promise((done) => setTimeout(done, 100))
    await stop()
    expect(await found('presently')).toEqual(['Soon'])
  })

  test.each([
    ['letters', 'wort '.repeat(60_000)],
    ['Chinese', Array.from({ length: 210_000 }, (_, n) => String.fromCodePoint(0x4e00 + ((n * 7919) % 20_000))).join('')],
    ['different words', Array.from({ length: 60_000 }, (_, n) => n.toString(36)).join(' ')],
  ])('a very long text in %s is indexed at its beginning, and the page says so', async (_, text) => {
    const id = await drafted(db, ridge, { title: 'Endless', language: 'und', text: `Overture ${text}` })
    await indexAll()
    expect(await db('article_search').where({ article_id: id }).first('shortened')).toEqual({ shortened: true })
    expect((await site.as(vera).get('/articles?q=overture')).text).toContain('only their first 200,000 characters are searched')
  })
})

describe('on the page', () => {
  const page = async (query: string) => (await site.as(vera).get(`/articles?${query}`)).text
  const titles = (text: string) => [...text.matchAll(/<td class="ti"[^>]*>\s*<a [^>]*>([^<]*)<\/a>/g)].map(([, title]) => title ?? '')

  test('words combine with every filter, the count is said, and the words stay in the field', async () => {
    await drafted(db, courier, { title: 'Marmalade one', language: 'en', text: 'Marmalade.\n' })
    await drafted(db, ridge, { title: 'Marmalade two', language: 'fr', text: 'Marmalade.\n' })
    await indexAll()
    expect(titles(await page('q=marmalade'))).toEqual(['Marmalade two', 'Marmalade one'])
    const narrow = await page('q=marmalade&source=ridge-post&language=fr&state=draft')
    expect(titles(narrow)).toEqual(['Marmalade two'])
    expect(narrow).toContain('1 article found')
    expect(narrow).toContain('value="marmalade"')
    expect(titles(await page('q=marmalade&state=live'))).toEqual([])
  })

  test.each([
    ['q=-ferry', 'Say at least one word that is to be found'],
    ['q=harbour+OR+-ferry', 'Say at least one word that is to be found'],
    ['q=%22the+ferry', 'A phrase begins with'],
    ['q=OR+ferry', 'OR stands between two words'],
    [`q=${'a'.repeat(301)}`, 'Search for at most 300 characters.'],
    ['q=%21%21', 'Say at least one word that is to be found'],
  ])('wrong use is explained: %s', async (query, sentence) => {
    const { status, text } = await site.as(vera).get(`/articles?${query}`)
    expect(status).toBe(422)
    expect(text).toContain(sentence)
  })

  test.each(["q='", 'q=a%3A*%26%7C%21()', "q=ferry'+%26+!(", 'q=%5C', 'q=<b>x</b>'])(
    'what looks like a query language is only words: %s',
    async (query) => {
      expect([200, 422]).toContain((await site.as(vera).get(`/articles?${query}`)).status)
    },
  )

  test('the page says when the index is behind', async () => {
    const id = await drafted(db, courier, { title: 'Late' })
    await db('article_search_dirty')
      .where({ article_id: id })
      .update({ since: new Date(Date.now() - 60_000) })
    expect(await page('q=marmalade')).toMatch(/Search is 6\d seconds behind/)
    await indexAll()
    expect(await page('q=marmalade')).not.toContain('seconds behind')
  })
})

describe('with twelve thousand articles', () => {
  beforeAll(async () => {
    await db.raw(
      `WITH many AS MATERIALIZED (SELECT n, gen_random_uuid() AS id, gen_random_uuid() AS revision, timestamptz '2026-01-01' + n / 3 * interval '1 second' AS at
         FROM generate_series(1, 12000) AS n),
       revised AS (INSERT INTO revisions (id, article_id, number, title, paragraphs, saved_at) SELECT revision, id, 1, 'Number ' || n, '[]', at FROM many),
       listed AS (INSERT INTO articles (id, source_id, slug, title_confirmed, stage, publication, head_revision_id, head_sha256, language, direction, created_at, updated_at)
         SELECT id, :source, 'many-' || n, true, 'draft', 'none', revision, sha256(n::text::bytea), 'en', 'ltr', at, at FROM many)
       INSERT INTO article_search (article_id, scope, configuration, tsv)
         SELECT id, 'head', 'cleancopy_english', to_tsvector('cleancopy_english', CASE WHEN n % 3 = 0 THEN 'abroad ' ELSE '' END || 'everywhere '
           || CASE WHEN n % 7 = 0 THEN 'seventh ' ELSE '' END || CASE WHEN n % 3 = 0 THEN '' ELSE 'farther abroad' END) FROM many`,
      { source: ridge.id },
    )
    await db.raw('ANALYZE')
  }, 60_000)

  test.each([
    ['few hits', 'seventh', 1714],
    ['quite some hits', 'everywhere -abroad OR "abroad everywhere" seventh', 571],
    ['more than are sorted', 'everywhere -"abroad everywhere"', 8_000],
    ['many hits', 'everywhere', 12_000],
  ])('pages of %s walk from the newest to the oldest, none skipped and none twice', async (_, words, n) => {
    const query = await readWords(db, { words, scope: 'head' })
    const seen: string[] = []
    let page = await searchArticles(db, { filter: {}, limit: 700 }, query)
    expect(page.count).toBe(Math.min(n, 10_001))
    for (;;) {
      seen.push(...page.articles.map(({ id }) => id))
      const before = page.articles.at(-1)
      if (!page.older || !before) break
      page = await searchArticles(db, { filter: {}, before, limit: 700 }, query)
    }
    expect(seen).toHaveLength(n)
    expect(new Set(seen).size).toBe(n)
  })

  test('a phrase of words that stand in very many articles is found in each, and counted as far as they are read', async () => {
    const query = await readWords(db, { words: '"abroad everywhere"', scope: 'head' })
    const seen = new Set<string>()
    let page = await searchArticles(db, { filter: {}, limit: 700 }, query)
    expect(page.isLeast).toBe(true)
    expect(page.count).toBeLessThanOrEqual(4_000)
    for (;;) {
      for (const { id } of page.articles) seen.add(id)
      const before = page.articles.at(-1)
      if (!page.older || !before) break
      page = await searchArticles(db, { filter: {}, before, limit: 700 }, query)
    }
    expect(seen.size).toBe(4_000)
    const { text } = await site.as(vera).get('/articles?q=%22abroad+everywhere%22&language=en')
    expect(text).toMatch(/[\d,]+\+ articles found/)
    const nowhere = await readWords(db, { words: '"everywhere abroad"', scope: 'head' })
    expect(await searchArticles(db, { filter: {}, limit }, nowhere)).toMatchObject({
      articles: [],
      count: 0,
      isLeast: true,
      readOf: 10_001,
    })
    expect(await searchArticles(db, { filter: {}, limit, readsAll: true }, nowhere)).toMatchObject({
      articles: [],
      count: 0,
      isLeast: false,
      readOf: null,
    })
    const part = await site.as(vera).get('/articles?q=%22everywhere+abroad%22&language=en')
    expect(part.text).toContain('More than 10,000 articles have these words; 2,000 of them were read for the phrase.')
    const [, whole = ''] = /<a href="([^"]+)">Read all of them/.exec(part.text) ?? []
    const all = await site.as(vera).get(whole.replaceAll('&amp;', '&'))
    expect(all.text).toContain('0 articles found')
    expect(all.text).not.toContain('Read all of them')
  })

  test('filters leave the same of many hits and of few', async () => {
    const found = async (words: string, filter: ListFilter) => {
      const { count, articles } = await searchArticles(db, { filter, limit }, await readWords(db, { words, scope: 'head' }))
      return [count, articles.length]
    }
    expect(await found('everywhere', { source_id: ridge.id })).toEqual([10_001, limit])
    expect(await found('everywhere', { source_id: courier.id })).toEqual([0, 0])
    expect(await found('seventh', { source_id: ridge.id, language: 'en', state: 'draft' })).toEqual([1_714, limit])
    expect(await found('seventh', { state: 'live' })).toEqual([0, 0])
  })

  test('more than ten thousand are said as 10,000+', async () => {
    expect((await site.as(vera).get('/articles?q=everywhere')).text).toContain('10,000+ articles found')
  })

  test.each(['seventh', 'everywhere', '"everywhere seventh"', '"abroad everywhere"', 'marmalade -ferry', 'glacier'])(
    '%s is found by index',
    async (words) => {
      const plans = await plansOf(await readWords(db, { words, scope: 'head' }))
      expect(plans).toContain('article_search_tsv')
      expect(plans).not.toMatch(/Seq Scan on (articles|revisions|article_search)|article_search_configuration/)
    },
  )

  test('what is written is found at once, though very many wait to be indexed, and those that wait come on too', async () => {
    await indexAll()
    await db.raw(
      `INSERT INTO article_search_dirty SELECT id, updated_at FROM articles WHERE slug LIKE 'many-%' AND updated_at < '2026-01-01 00:30'`,
    )
    const [{ article_id: longest }] = await db('article_search_dirty').orderBy('since').limit(1)
    await drafted(db, courier, { title: 'Ahead', text: 'Foremost.\n' })
    expect(await indexDirty(db, 100)).toBe(100)
    expect(await found('foremost')).toEqual(['Ahead'])
    expect(await db('article_search_dirty').where({ article_id: longest })).toEqual([])
    await db('article_search_dirty').delete()
  })
})

async function plansOf(query: Query): Promise<string> {
  const plans: string[] = []
  const asked: { sql: string; bindings: Knex.RawBinding[] }[] = []
  const listen = ({ sql, bindings }: { sql: string; bindings: Knex.RawBinding[] }) => asked.push({ sql, bindings })
  db.on('query', listen)
  await searchArticles(db, { filter: { state: 'draft' }, limit }, query)
  db.removeListener('query', listen)
  await db.transaction(async (tx) => {
    for (const { sql, bindings } of asked.filter(({ sql }) => /^(select|SET)/i.test(sql))) {
      const { rows } = await tx.raw(`${sql.startsWith('SET') ? '' : 'EXPLAIN '}${sql.replace(/\$\d+/g, '?')}`, bindings ?? [])
      plans.push(...rows.map((row: Record<string, string>) => row['QUERY PLAN']))
    }
  })
  return plans.join('\n')
}
