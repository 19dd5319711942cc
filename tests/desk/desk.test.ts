import { decideMark } from '../../server/articles/decide-mark.ts'
import { takeStep } from '../../server/articles/take-step.ts'
import { countFigures } from '../../server/figures/count-figures.ts'
import type { Figures } from '../../server/figures/figures.ts'
import { keptWords } from '../../server/figures/figures.ts'
import { imported, inReview, live, marksOf } from '../articles/story.ts'
import { ada, amina, everyone, grace, openSite, type Site, vera } from '../cast.ts'

let site: Site
beforeEach(async () => {
  site = await openSite()
})
afterEach(() => site.close())

const deskOf = async (person = grace) => (await site.as(person).get('/desk')).text
const figures = async (now = new Date()): Promise<Figures> => {
  await countFigures(site.db, now)
  return (await site.db('figures').where({ name: 'desk' }).first('figures')).figures
}
const today = () => new Date().toISOString().slice(0, 10)

test('an empty house has a desk that says so, before and after the first count', async () => {
  for (const person of everyone) expect((await site.as(person).get('/desk')).status).toBe(200)
  expect(await deskOf()).toContain('counted by a worker for the first time in a few minutes')
  await figures()
  const text = await deskOf()
  for (const says of [
    'Nothing was submitted, approved or published in the last 30 days.',
    'Nothing is cut yet.',
    'No article with cuts was looked at yet.',
  ])
    expect(text).toContain(says)
  expect(text).not.toContain('<path class="line" data-line="submitted" d="M')
})

test('one article: it waits for whoever may review it, and a link leads to it', async () => {
  await inReview(site.db, ada)
  await figures()
  const text = await deskOf(amina)
  expect(text).toMatch(/<a href="\/review\?tab=waiting"><b>1<\/b><span>For me/)
  expect(text).toMatch(/The first in the queue was submitted <time/)
  expect(await deskOf(vera)).not.toContain('tab=waiting')
})

test('what happened is counted on its day, and an unreviewed publication is a publication', async () => {
  await live(site.db, { by: ada, approver: amina, publisher: grace })
  await inReview(site.db, ada)
  await site.db('policy').update({ force_publish: true })
  const forced = await imported(site.db)
  await takeStep(site.db, { article: forced, step: 'force-publish', by: grace, comment: 'Now.', is_known_again: true })
  const { days, forced: shares } = await figures()
  expect(days).toHaveLength(30)
  expect(days.at(-1)).toEqual({ day: today(), submitted: 2, approved: 1, published: 2 })
  expect(days.slice(0, -1).every(({ submitted, approved, published }) => submitted + approved + published === 0)).toBe(true)
  expect(shares).toEqual({ published: 2, forced: 1, waiting: 1 })
  const text = await deskOf()
  expect(text).toContain('1 of 2 texts that went live in the last ninety days went out unreviewed: 50%.')
  expect(text).toContain(`<td>${today()}</td><td class="num">2</td><td class="num">1</td><td class="num">2</td>`)
  expect(text).toMatch(/<path class="line" data-line="published" d="M40,\d/)
  const later = await figures(new Date(Date.now() + 30 * 24 * 60 * 60_000))
  expect(later.days.every(({ submitted }) => submitted === 0)).toBe(true)
})

test('the age of the queue is counted by its spans', async () => {
  const waited = [0.2, 0.9, 1.5, 4, 8, 40, 41]
  for (const days of waited) {
    const id = await inReview(site.db, ada)
    await site
      .db('articles')
      .where({ id })
      .update({ submitted_at: new Date(Date.now() - days * 24 * 60 * 60_000) })
  }
  expect((await figures()).ages.map(({ articles }) => articles)).toEqual([2, 1, 1, 1, 2])
})

test('a cut is put back by a person only: of those that nobody looked at none is counted', async () => {
  const id = await inReview(site.db, ada)
  const [first] = (await marksOf(site.db, id)).filter(({ verdict }) => verdict === 'cut')
  if (!first) throw new Error('Nothing is cut in this article.')
  const kindOf = ({ kinds }: Figures) => kinds.find(({ kind }) => kind === first.kind)
  expect(kindOf(await figures())).toMatchObject({ cuts: 1, looked_at: 0, restored: 0 })
  await decideMark(site.db, { article_id: id, mark_id: first.id, verdict: 'keep', by: amina })
  expect(kindOf(await figures())).toMatchObject({ cuts: 0, looked_at: 1, restored: 1 })
  await decideMark(site.db, { article_id: id, mark_id: first.id, verdict: 'cut', by: amina })
  expect(kindOf(await figures())).toMatchObject({ cuts: 1, looked_at: 1, restored: 0 })
  await live(site.db, { by: ada, approver: amina, publisher: grace })
  const counted = await figures()
  expect(kindOf(counted)).toMatchObject({ cuts: 2, looked_at: 2, restored: 0 })
  const all = counted.kinds.reduce((sum, { cuts }) => sum + cuts, 0)
  expect(counted.sources).toEqual([{ name: 'Coast Courier', cuts: all, articles: 2 }])
})

test('how often editors keep a kind stands at the kind and under the line, once enough was looked at', async () => {
  const ids: string[] = []
  for (let n = 0; n < 5; n++) ids.push(await live(site.db, { by: ada, approver: amina, publisher: grace }))
  const waiting = await inReview(site.db, ada)
  const galley = async () => (await site.as(vera).get(`/articles/${waiting}`)).text
  expect(await galley()).not.toContain('editors kept')
  await figures()
  expect(await galley()).toContain('· editors kept none of 5')
  const [mark] = (await marksOf(site.db, waiting)).filter(({ verdict }) => verdict === 'cut')
  await decideMark(site.db, { article_id: waiting, mark_id: String(mark?.id), verdict: 'keep', by: amina })
  await figures()
  expect((await site.as(vera).get('/rules/kinds')).text).toContain('Of what was cut and looked at, editors kept 1 of 6 (16.7%).')
})

test('little that was looked at says nothing yet', () => {
  expect([keptWords({ looked_at: 4, restored: 4 }), keptWords({ looked_at: 8, restored: 1 })]).toEqual([
    null,
    'editors kept 1 of 8 (12.5%)',
  ])
})
