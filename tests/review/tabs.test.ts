import { takeStep } from '../../server/articles/take-step.ts'
import { listQueue } from '../../server/review/queries.ts'
import { countTabs } from '../../server/review/tab-queries.ts'
import { type TabName, tabNames } from '../../server/review/tabs.ts'
import type { Person } from '../../server/users/permissions.ts'
import { imported, inReview, rowOf, switchFourEyes } from '../articles/story.ts'
import { ada, amina, grace, openSite, type Site, vera } from '../cast.ts'

let site: Site
let db: Site['db']
const ids = {} as Record<'plain' | 'claimed' | 'lapsed' | 'approved' | 'scheduled' | 'late' | 'due' | 'returned' | 'forced', string>

beforeAll(async () => {
  site = await openSite()
  db = site.db
  await switchFourEyes(db, true)
  await db('policy').update({ force_publish: true })
  for (const name of ['plain', 'claimed', 'lapsed', 'approved', 'scheduled', 'late', 'due', 'returned'] as const)
    ids[name] = await inReview(db, ada)
  await takeStep(db, { article: ids.claimed, step: 'claim', by: amina })
  await takeStep(db, { article: ids.lapsed, step: 'claim', by: amina })
  await db('articles')
    .where({ id: ids.lapsed })
    .update({ claimed_until: new Date(Date.now() - 1000) })
  const when = { at: new Date(Date.now() + 3_600_000), zone: 'UTC' }
  for (const name of ['approved', 'scheduled', 'late'] as const) await takeStep(db, { article: ids[name], step: 'approve', by: amina })
  for (const name of ['scheduled', 'late'] as const) await takeStep(db, { article: ids[name], step: 'schedule', by: grace, when })
  await db('articles')
    .where({ id: ids.late })
    .update({ scheduled_at: new Date(Date.now() - 121_000) })
  await db('articles')
    .where({ id: ids.due })
    .update({ due_at: new Date(Date.now() - 60_000) })
  await takeStep(db, { article: ids.returned, step: 'request-changes', by: amina, comment: 'Who paid?' })
  ids.forced = await imported(db)
  await takeStep(db, { article: ids.forced, step: 'force-publish', by: grace, comment: 'Now.', is_known_again: true })
})
afterAll(() => site.close())

const held = async (tab: TabName, person: Person) => {
  const names = new Map(Object.entries(ids).map(([name, id]) => [id, name]))
  return (await listQueue(db, { after: null, limit: 100, person, tab })).map(({ id }) => names.get(id))
}

test('each tab holds what it says, in its order', async () => {
  expect(await held('all', vera)).toEqual(['plain', 'claimed', 'lapsed', 'approved', 'scheduled', 'late', 'due'])
  expect(await held('unclaimed', amina)).toEqual(['plain', 'lapsed', 'approved', 'scheduled', 'late', 'due'])
  expect(await held('overdue', amina)).toEqual(['late', 'due'])
  expect(await held('scheduled', amina)).toEqual(['late', 'scheduled'])
  expect(await held('returned', amina)).toEqual(['returned'])
  expect(await held('unreviewed', amina)).toEqual(['forced'])
})

test('mine is what I have in hand, and for me is what I may approve and nobody else has in hand', async () => {
  expect([await held('mine', amina), await held('mine', grace)]).toEqual([['claimed'], []])
  expect(await held('waiting', amina)).toEqual(['plain', 'claimed', 'lapsed', 'due'])
  expect(await held('waiting', grace)).toEqual(['plain', 'lapsed', 'approved', 'scheduled', 'late', 'due'])
})

test.each([amina, grace, vera])('the counts of $name are those of the lists', async (person) => {
  const counts = await countTabs(db, person)
  for (const tab of tabNames) expect([tab, counts[tab]]).toEqual([tab, (await held(tab, person)).length])
})

test('the tabs stand on the desk with their counts, an overdue one as an alarm; a viewer sees none of a reviewer', async () => {
  const { text } = await site.as(amina).get('/review')
  const [, tabs = ''] = /<div class="tabs">(.*?)<\/div>/s.exec(text) ?? []
  const shown = [...tabs.matchAll(/<a href="([^"]*)"([^>]*)>(?:<svg.*?<\/svg>)?([^<]+)<span class="n">(\d+)/gs)].map(
    ([, href, , label, n]) => [href, label, n],
  )
  expect(shown).toEqual([
    ['/review', 'Review', '7'],
    ['/review?tab=waiting', 'For me', '4'],
    ['/review?tab=mine', 'Mine', '1'],
    ['/review?tab=unclaimed', 'Unclaimed', '6'],
    ['/review?tab=overdue', 'Overdue', '2'],
    ['/review?tab=returned', 'Changes requested', '1'],
    ['/review?tab=scheduled', 'Scheduled', '2'],
    ['/review?tab=unreviewed', 'Unreviewed', '1'],
    ['/review/titles', 'Titles to confirm', '0'],
  ])
  expect(tabs).toMatch(/href="\/review\?tab=overdue" data-alarm/)
  expect((await site.as(vera).get('/review')).text).not.toMatch(/tab=mine|tab=waiting/)
})

test('the address keeps tab and place: from the list to the article, and on to the next of the same tab', async () => {
  const { text } = await site.as(amina).get('/review?tab=unclaimed')
  expect(text).toContain(`href="/review/${ids.lapsed}?tab=unclaimed"`)
  expect(text).toContain('<span>Unclaimed</span>')
  const { submitted_at } = await rowOf(db, ids.plain)
  const place = new URLSearchParams({ tab: 'unclaimed', at: submitted_at?.toISOString() ?? '', id: ids.plain })
  const further = await site.as(amina).get(`/review/${ids.due}?${place}`)
  const [, queue = ''] = /<nav class="queue"(.*?)<\/nav>/s.exec(further.text) ?? []
  expect([queue.includes(`/review/${ids.plain}?`), queue.includes(`/review/${ids.lapsed}?${place}`.replaceAll('&', '&amp;'))]).toEqual([
    false,
    true,
  ])
  const next = await site.as(amina).get(`/review/${ids.plain}/next?tab=unclaimed`)
  expect(next.headers.get('location')).toBe(`/review/${ids.lapsed}?tab=unclaimed`)
  const late = await site.as(amina).get(`/review/${ids.late}/next?tab=overdue`)
  expect(late.headers.get('location')).toBe(`/review/${ids.due}?tab=overdue`)
})

test('a step taken from a tab goes on within it', async () => {
  const { text } = await site.as(amina).get(`/review/${ids.plain}?tab=unclaimed`)
  expect(text).toContain(`name="back" value="/review/${ids.plain}/next?tab=unclaimed"`)
})

test('an empty tab says what would stand there, and a tab that is none is the whole queue', async () => {
  expect((await site.as(grace).get('/review?tab=mine')).text).toContain('You have claimed nothing.')
  expect((await site.as(grace).get('/review?tab=nonsense')).text).toContain('<span>Review</span>')
})

test('what a colleague has in hand is not where a reviewer is led', async () => {
  const { headers } = await site.as(grace).get(`/review/${ids.plain}/next`)
  expect(headers.get('location')).toBe(`/review/${ids.lapsed}`)
})
