import type { Knex } from 'knex'
import { cutWords } from '../../server/articles/cut-words.ts'
import { decideKind, decideMark } from '../../server/articles/decide-mark.ts'
import { undoDecision } from '../../server/articles/undo-decision.ts'
import { Conflict } from '../../server/errors.ts'
import { ada, amina, openSite, type Site, vera } from '../cast.ts'
import { ferryText, imported, inReview, marksOf, rowOf, saysOf } from './story.ts'

let site: Site
let db: Knex
beforeAll(async () => {
  site = await openSite()
  db = site.db
})
afterAll(() => site.close())

const verdicts = async (id: string) => (await marksOf(db, id)).map(({ verdict }) => verdict)
const first = async (id: string) => String((await marksOf(db, id))[0]?.id)
const twoOfAKind = `${ferryText}\nAlso Read: The Quay Gets a Second Crane`

describe('every mark of a kind', () => {
  test('is kept in one act, and one key takes it back', async () => {
    const id = await imported(db, { text: twoOfAKind })
    const before = await rowOf(db, id)
    await decideKind(db, { article_id: id, mark_id: await first(id), verdict: 'keep', by: ada })
    expect((await verdicts(id)).toSorted()).toEqual(['cut', 'keep', 'keep'])
    expect(await undoDecision(db, ada)).toMatchObject({ article_id: id, title: 'Harbour ferry returns' })
    expect(await verdicts(id)).toEqual(['cut', 'cut', 'cut'])
    expect((await rowOf(db, id)).head_sha256).toEqual(before.head_sha256)
    expect(await saysOf(db, id)).toEqual(['imported', 'decided a mark', 'took back a decision'])
    const { text } = await site.as(vera).get(`/articles/${id}/history`)
    expect(text).toContain('kept 2 marks (related link)')
    expect(text).toContain('took back a decision on 2 marks (related link)')
  })

  test('only those that have the same verdict now', async () => {
    const id = await imported(db, { text: twoOfAKind })
    const [one, , other] = await marksOf(db, id)
    await decideMark(db, { article_id: id, mark_id: String(one?.id), verdict: 'check', by: ada })
    await decideKind(db, { article_id: id, mark_id: String(one?.id), verdict: 'keep', by: ada })
    expect((await marksOf(db, id)).find((mark) => mark.id === other?.id)?.verdict).toBe('cut')
  })
})

test('on the page: all of a kind, back again, and a sentence where nothing is left', async () => {
  const id = await inReview(db, ada, twoOfAKind)
  const me = site.as(amina)
  const { text } = await me.get(`/review/${id}`)
  expect(text).toContain('Keep all 2')
  const fields = { verdict: 'keep', back: `/review/${id}` }
  await me.post(`/articles/${id}/marks/${await first(id)}/verdict?all=of-this-kind`, fields)
  expect((await verdicts(id)).filter((verdict) => verdict === 'keep')).toHaveLength(2)
  const back = await me.post('/undo', { back: '/articles' })
  expect(back.headers.get('location')).toContain(`/review/${id}#p-`)
  expect((await me.get(`/review/${id}`)).text).toContain('Taken back in “Harbour ferry returns”.')
  expect((await me.post('/undo', { back: '/articles' })).headers.get('location')).toBe('/articles')
  expect((await me.get('/articles')).text).toContain('There is nothing to take back')
})

describe('taking back', () => {
  test('walks back through what one did, in whichever article, and no further', async () => {
    const [one, other] = [await imported(db, {}), await imported(db, {})]
    await decideMark(db, { article_id: one, mark_id: await first(one), verdict: 'keep', by: amina }).catch(() => {})
    await cutWords(db, { article_id: other, paragraph_id: '1-2', words: 'a third less fuel', kind: 'share', lock_version: 1, by: ada })
    await decideMark(db, { article_id: one, mark_id: await first(one), verdict: 'keep', by: ada })
    expect((await undoDecision(db, ada)).article_id).toBe(one)
    expect((await undoDecision(db, ada)).article_id).toBe(other)
    expect((await marksOf(db, other)).find(({ made_by }) => made_by === ada.id)?.verdict).toBe('keep')
    await expect(undoDecision(db, ada, new Date(Date.now() + 2 * 60 * 60 * 1000))).rejects.toThrow('There is nothing to take back')
  })

  test('leaves what somebody else decided since', async () => {
    const id = await inReview(db, ada)
    await decideMark(db, { article_id: id, mark_id: await first(id), verdict: 'keep', by: ada })
    await decideMark(db, { article_id: id, mark_id: await first(id), verdict: 'cut', by: amina })
    await expect(undoDecision(db, ada)).rejects.toThrow(Conflict)
    expect((await verdicts(id))[0]).toBe('cut')
  })
})

test('columns stand side by side, and the live copy beside what would change', async () => {
  const id = await inReview(db, ada)
  const me = site.as(vera)
  const { text } = await me.get(`/articles/${id}?view=columns`)
  expect(text).toContain('<del>Also Read: Island Traders Welcome New Cold Store</del>')
  expect(text).toContain('<span class="soft" lang="en" dir="ltr">cut</span>')
  expect((await me.get(`/articles/${id}?view=live`)).text).not.toContain('What would change for readers')
})
