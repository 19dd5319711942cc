import { decideMark } from '../../server/articles/decide-mark.ts'
import { indexDirty } from '../../server/articles/index-articles.ts'
import { findHits } from '../../server/lab/find-hits.ts'
import { searchWords } from '../../server/lab/search-words.ts'
import { imported, live, marksOf, rowOf, switchFourEyes } from '../articles/story.ts'
import { ada, amina, grace, openSite, type Site, tomas, vera } from '../cast.ts'
import { cutting } from '../rules/definitions.ts'

let site: Site

const tides = (last: string) => ['The harbour wall was mended on Monday.', 'Keep your copy of the tide table handy.', last].join('\n')
const form = {
  name: 'Tide tables',
  verdict: 'cut',
  stretch: 'paragraph',
  way: 'starts',
  text: 'Keep your copy',
  place: 'anywhere',
  kind: 'read-more',
}

beforeAll(async () => {
  site = await openSite()
  await switchFourEyes(site.db, true)
  for (const day of ['one', 'two', 'three']) await imported(site.db, { text: tides(`Day ${day}.`) })
  await imported(site.db, { text: 'Keep your copy of the deed safe, the judge told them in the yard.\nThe end.' })
  while ((await indexDirty(site.db, 500)) > 0);
})
afterAll(() => site.close())

const find = (definition = cutting('Keep your copy')) => findHits(site.db, definition, null)

describe('what a rule would find', () => {
  test('is counted by paragraphs, articles and sources, the same words as one', async () => {
    const tried = await find()
    expect(tried).toMatchObject({ paragraphs: 4, articles: 4, sources: 1, kept: 0, live: 0, fresh: 4, all: 4, read: 4, byWords: true })
    expect(tried.groups.map(({ articles }) => articles)).toEqual([3, 1])
  })

  test('is new only where the active version does not find it', async () => {
    const active = { id: 'a', version: 1, name: 'A', definition: cutting('Keep your copy of the tide') }
    expect(await findHits(site.db, cutting('Keep your copy'), active)).toMatchObject({ paragraphs: 4, fresh: 1 })
  })

  test('is found where it is cut already, though no search finds it there', async () => {
    const id = await imported(site.db, { text: 'The ferry sailed.\nAlso Read: Zebra crossing repainted\nThe crew went home.' })
    expect((await rowOf(site.db, id)).cuts).toBe(1)
    await indexDirty(site.db, 500)
    expect(await find(cutting('Also read: zebra crossing'))).toMatchObject({ paragraphs: 1, byWords: true })
    expect((await site.as(ada).get('/articles?q=zebra')).text).not.toContain(id)
  })

  test('shows first what an editor has kept', async () => {
    const id = await imported(site.db, {
      text: 'A story of lamps.\nFollow Coast Courier on WhatsApp and X for lamps as they happen.\nThe end.',
    })
    const [mark] = await marksOf(site.db, id)
    await decideMark(site.db, { article_id: id, mark_id: mark?.id ?? '', verdict: 'keep', by: ada })
    await imported(site.db, { text: 'A story of more.\nFollow Coast Courier on WhatsApp and X for lamps.\nThe end.' })
    await indexDirty(site.db, 500)
    const tried = await find(cutting('Follow Coast Courier'))
    expect(tried.kept).toBe(1)
    expect(tried.groups[0]).toMatchObject({ article_id: id, kept: { person_name: 'Ada Lovell' } })
  })

  test('is counted once, however many languages read its words in their own way', async () => {
    const texts = [
      'Also Read: Lanterns of the quays\nLanterns of the quays are lit.',
      'Lanterns of the quays burn.\nAlso Read: Lanterns of the quays',
    ]
    for (const [at, text] of texts.entries()) {
      const id = await imported(site.db, { text })
      if (at === 0) await site.db('articles').where({ id }).update({ language: 'es' })
    }
    while ((await indexDirty(site.db, 500)) > 0);
    const tried = await find(cutting('', { when: { way: 'contains', text: 'lanterns of the quays' } }))
    expect(tried).toMatchObject({ paragraphs: 4, articles: 2, count: 2, read: 2 })
  })

  test('says what is live', async () => {
    const id = await live(site.db, { by: ada, approver: amina, publisher: grace })
    await indexDirty(site.db, 500)
    expect(await find(cutting('The refit cost was met'))).toMatchObject({ paragraphs: 1, live: 1 })
    expect((await rowOf(site.db, id)).publication).toBe('live')
  })

  test('is found without words to look up too, by reading the latest', async () => {
    const tried = await find(cutting('', { when: { way: 'matches', text: '(tide|lunar) (table|chart)' } }))
    expect(tried).toMatchObject({ paragraphs: 3, byWords: false })
  })
})

test('words at the edge of a rule are looked up only where those between do not do', () => {
  expect(searchWords(cutting('Follow the harbour pilots on x'))).toBe('the harbour pilots on')
  expect(searchWords(cutting('Advertisement'))).toBe('advertisement')
  expect(searchWords(cutting('', { when: { way: 'matches', text: 'ferry timetable changes' } }))).toBe('timetable')
  expect(searchWords(cutting('', { when: { way: 'matches', text: '\\d+' } }))).toBeNull()
})

describe('the lab', () => {
  test('shows hits, and stores nothing, when a rule is tried', async () => {
    const { status, text } = await site.as(ada).post('/rules/try', form)
    expect(status).toBe(200)
    expect(text).toContain('<mark>Keep your copy of the tide table handy.</mark>')
    expect(text).toContain('3 articles, same words')
    expect(await site.db('rules')).toEqual([])
  })

  test('makes a hit an example by a click, and says which examples fail', async () => {
    const { text } = await site
      .as(ada)
      .post('/rules/try', { ...form, add_keep: 'Keep your copy of the deed safe, the judge told them in the yard.' })
    expect(text).toMatch(/<textarea[^>]*name="must_keep"[^>]*>\s*Keep your copy of the deed safe/)
    expect(text).toContain('It must leave “Keep your copy of the deed safe')
  })

  test('says at its field what is wrong, with what was typed', async () => {
    const wrong = await site.as(ada).post('/rules', { ...form, way: 'matches', text: 'ab(cd' })
    expect(wrong.status).toBe(422)
    expect(wrong.text).toContain('a parenthesis ( is never closed')
    expect(wrong.text).toContain('value="ab(cd"')
  })

  test('a rule is proposed, switched on by another, edited and switched off', async () => {
    const made = await site
      .as(ada)
      .post('/rules', { ...form, must_keep: 'Keep a copy of the deed, the judge said.', unless: 'judge\nends with: in the yard' })
    expect(made.status).toBe(303)
    const at = made.headers.get('location') ?? ''
    expect((await site.as(ada).get(at)).text).toContain('unless it contains “judge”, unless it ends with “in the yard”')
    expect((await site.as(ada).post(`${at}/versions/1/on`)).status).toBe(403)
    expect((await site.as(amina).get(at)).text).toContain('Switch version 1 on')
    await site.as(amina).post(`${at}/versions/1/on`, { confirmed: 'yes' })
    const id = await imported(site.db, { text: tides('Day four.') })
    expect((await rowOf(site.db, id)).cuts).toBe(1)
    expect((await site.as(vera).get('/rules')).text).toMatch(/Tide tables[\s\S]*On, version 1[\s\S]*<td class="num">1<\/td>/)
    expect((await site.as(ada).post(`${at}/versions`, { ...form, version: '1', text: 'Keep your copy of the tide' })).status).toBe(303)
    expect((await site.as(ada).get(at)).text).toContain('Version 1 is on until then.')
    await site.as(amina).post(`${at}/off`)
    await site.as(ada).post(`${at}/drop`)
    expect(await site.db('rule_versions').orderBy('version').pluck('state')).toEqual(['retired', 'retired'])
  })

  test('a rule that would empty articles is switched on only by who says that they have seen it', async () => {
    for (const day of ['one', 'two']) await imported(site.db, { text: `Lighthouse bulletin, day ${day}` })
    while ((await indexDirty(site.db, 500)) > 0);
    const made = await site.as(ada).post('/rules', { ...form, name: 'Bulletins', text: 'Lighthouse bulletin' })
    const at = made.headers.get('location') ?? ''
    await site.as(amina).post(`${at}/versions/1/on`)
    const { text } = await site.as(amina).get(at)
    expect(text).toContain('It is not switched on yet. It would leave nothing of 2 articles.')
    expect(await site.db('rule_versions').where({ state: 'active' })).toEqual([])
    await site.as(amina).post(`${at}/versions/1/on`, { confirmed: 'yes' })
    expect(await site.db('rule_versions').where({ state: 'active' })).toHaveLength(1)
    await site.as(amina).post(`${at}/off`)
  })

  test('whoever may not propose reads a rule and has no form to send', async () => {
    const { id } = await site.db('rules').first('id')
    const { status, text } = await site.as(vera).get(`/rules/${id}`)
    expect(status).toBe(200)
    expect(text).not.toContain('>Try</button>')
    for (const person of [vera, tomas]) expect((await site.as(person).post('/rules/try', form)).status).toBe(403)
  })
})
