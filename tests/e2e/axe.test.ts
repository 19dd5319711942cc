import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { Browser, Page } from 'playwright-core'
import { seed } from '../../seeds/seed.ts'
import { cutWords } from '../../server/articles/cut-words.ts'
import { decideMark } from '../../server/articles/decide-mark.ts'
import { editArticle } from '../../server/articles/edit-article.ts'
import { indexDirty } from '../../server/articles/index-articles.ts'
import { saveDraft } from '../../server/articles/save-draft.ts'
import { saveView } from '../../server/articles/save-view.ts'
import { takeStep } from '../../server/articles/take-step.ts'
import { addComment } from '../../server/comments/add-comment.ts'
import { proposeRule } from '../../server/rules/propose-rule.ts'
import { routeTable } from '../../server/web/routes.ts'
import { imported, inReview, live, marksOf, switchFourEyes } from '../articles/story.ts'
import { launch } from '../browser.ts'
import { ada, amina, everyone, grace, openSite, password, type Site, solo, tomas } from '../cast.ts'
import { cutting } from '../rules/definitions.ts'

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
const looks = [
  { theme: 'light', width: 1440 },
  { theme: 'dark', width: 1440 },
  { theme: 'light', width: 390 },
  { theme: 'dark', width: 390 },
] as const

let site: Site
let browser: Browser
let pages: string[]

beforeAll(async () => {
  site = await openSite({ people: [...everyone, solo] })
  await switchFourEyes(site.db, true)
  await seed(site.db)
  pages = await addresses()
  browser = await launch()
}, 180_000)
afterAll(async () => {
  await browser?.close()
  await site?.close()
})

/** Every GET page of the house with real ids in its address; a new route without one fails here. */
async function addresses(): Promise<string[]> {
  const { db } = site
  const id = await inReview(db, ada)
  const [mark] = await marksOf(db, id)
  await decideMark(db, { article_id: id, mark_id: String(mark?.id), verdict: 'check', by: ada })
  await addComment(db, { article_id: id, text: 'Is the figure right?', by: amina })
  const published = await live(db, { by: ada, approver: amina, publisher: grace })
  const { slug } = await db('articles').where({ id: published }).first('slug')
  const withdrawn = await live(db, { by: ada, approver: amina, publisher: grace })
  await takeStep(db, { article: withdrawn, step: 'withdraw', by: grace, comment: 'The yard disputes the figure.' })
  const gone = await db('articles').where({ id: withdrawn }).first('slug')
  const claimed = await inReview(db, ada)
  await takeStep(db, { article: claimed, step: 'claim', by: solo })
  const late = await inReview(db, ada)
  await takeStep(db, { article: late, step: 'approve', by: amina })
  await takeStep(db, { article: late, step: 'schedule', by: grace, when: { at: new Date(Date.now() + 3_600_000), zone: 'Africa/Lagos' } })
  await db('articles')
    .where({ id: late })
    .update({ scheduled_at: new Date(Date.now() - 3_600_000) })
  const forced = await imported(db)
  await db('policy').update({ force_publish: true })
  await takeStep(db, { article: forced, step: 'force-publish', by: grace, comment: 'Now.', is_known_again: true })
  const fixed = await live(db, { by: ada, approver: amina, publisher: grace })
  await takeStep(db, { article: fixed, step: 'correct', by: ada, comment: 'An earlier version gave the wrong year.' })
  await takeStep(db, { article: fixed, step: 'submit', by: ada })
  await takeStep(db, { article: fixed, step: 'approve', by: amina })
  await takeStep(db, { article: fixed, step: 'publish', by: grace })
  const corrected = await db('articles').where({ id: fixed }).first('slug')
  const arabic = await db('articles').where({ direction: 'rtl' }).first('id', 'slug')
  const { id: made } = await db('imports').first('id')
  const drafted = await inReview(db, ada)
  await saveDraft(db, { article_id: drafted, text: 'Half a sentence.', lock_version: 1, by: solo })
  const { lock_version } = await db('articles').where({ id: drafted }).first('lock_version')
  await editArticle(db, { article_id: drafted, text: 'Other words.', lock_version, by: ada })
  const unbroken = await unbrokenWords(db)
  const repeating = await imported(db, { title: 'The ferry is back', text: 'The ferry is back\nA line of a story.' })
  await db('articles').where({ id: repeating }).update({ title_confirmed: false })
  const rule = await proposeRule(db, { name: 'Tide tables', definition: cutting('The refit cost'), by: ada })
  while ((await indexDirty(db, 500)) > 0);
  const { headers } = await site.as(solo).post('/bulk', { act: 'tag', article: [id, repeating] })
  const planned = String(headers.get('location'))
  await saveView(db, { name: 'Ferries', query: '?q=ferry', shared: true, by: solo })
  const drafts = [`/articles/${drafted}/edit`, `/articles/${drafted}/edit?go=on`]
  const known: Record<string, string[]> = {
    '/articles/:id': [
      `/articles/${id}`,
      `/articles/${id}?view=clean`,
      `/articles/${id}?view=original`,
      `/articles/${id}?edit=1-1`,
      `/articles/${id}?cut=1-1`,
      `/articles/${unbroken}`,
      `/articles/${repeating}`,
      `/articles/${arabic.id}`,
      `/articles/${published}`,
      `/articles/${late}`,
      `/articles/${forced}`,
    ],
    '/articles/:id/edit': [`/articles/${id}/edit`, `/articles/${arabic.id}/edit`, ...drafts],
    '/articles/:id/compare': [
      `/articles/${id}/compare`,
      `/articles/${published}/compare`,
      `/articles/${drafted}/compare?from=1&to=2`,
      `/articles/${arabic.id}/compare`,
    ],
    '/articles/:id/details': [`/articles/${id}/details`, `/articles/${repeating}/details`],
    '/articles/:id/plan': [`/articles/${id}/plan`],
    '/articles/views': ['/articles/views', '/articles/views?query=%3Fstate%3Ddraft'],
    '/bulk/:id': [planned],
    '/articles/:id/history': [`/articles/${id}/history`, `/articles/${unbroken}/history`],
    '/articles/:id/steps/submit': [`/articles/${repeating}/steps/submit`],
    '/articles/:id/steps/recall': [`/articles/${id}/steps/recall`],
    '/articles/:id/steps/request-changes': [`/articles/${id}/steps/request-changes`],
    '/articles/:id/steps/correct': [`/articles/${published}/steps/correct`],
    '/articles/:id/steps/kill': [`/articles/${published}/steps/kill`],
    '/articles/:id/steps/force-publish': [`/articles/${id}/steps/force-publish`],
    '/articles/:id/steps/schedule': [`/articles/${id}/steps/schedule`],
    '/articles/:id/steps/withdraw': [`/articles/${published}/steps/withdraw`],
    '/articles/:id/steps/reinstate': [`/articles/${withdrawn}/steps/reinstate`],
    '/review': ['/review', '/review?tab=overdue', '/review?tab=unreviewed', '/review?tab=mine'],
    '/review/:id': [`/review/${id}`, `/review/${claimed}?tab=mine`, `/review/${unbroken}`, `/review/${published}`],
    '/review/:id/next': [],
    '/rules/:id': [`/rules/${rule}`],
    '/people/:id': [`/people/${tomas.id}`],
    '/imports/:id': [`/imports/${made}`],
    '/read/:slug': [`/read/${slug}`, `/read/${gone.slug}`, `/read/${corrected.slug}`],
    '/articles': ['/articles', '/articles?q=ferry', '/articles?q=-ferry', '/articles?state=spiked', '/articles?state=nonsense'],
    '/health/live': [],
    '/metrics': [],
    '/health/ready': [],
    // No page, but what its page hears of it.
    '/imports/:id/progress': [],
    '/bulk/:id/progress': [],
    '/jump': [],
    '/sign-in': [],
    '/join/:token': [],
    '/reset/:token': [],
    '/welcome/:token': [],
  }
  const patterns = routeTable(site.app).filter(({ method }) => method === 'GET')
  return [...patterns.flatMap(({ path }) => known[path] ?? [path]), '/nothing-here']
}

async function signIn(page: Page): Promise<void> {
  await page.goto(`${site.url}/sign-in`)
  await page.getByLabel('E-mail').fill(solo.email)
  await page.getByLabel('Password').fill(password)
  await page.getByRole('button', { name: 'Sign in' }).click()
  await page.waitForURL((url) => !url.pathname.startsWith('/sign-in'))
}

/** An article whose every word is longer than a phone is wide, with a note, a comment and a cut by hand of such words. */
async function unbrokenWords(db: Site['db']): Promise<string> {
  const word = 'Unbroken'.repeat(22)
  const text = `${word}\nAlso Read: ${word}\n${word} ${word}\nA line of a story.`
  const id = await imported(db, { title: word, text })
  await addComment(db, { article_id: id, text: word, blocking: true, by: amina })
  await cutWords(db, { article_id: id, paragraph_id: '1-3', kind: 'share', lock_version: 1, by: ada })
  await takeStep(db, { article: id, step: 'submit', by: ada, comment: word })
  return id
}

type Violation = { id: string; nodes: { target: string[]; failureSummary: string }[] }

async function violations(page: Page): Promise<string[]> {
  await page.evaluate(axe)
  const found = await page.evaluate(async () => {
    const tool = (globalThis as unknown as { axe: { run(on: unknown, how: unknown): Promise<{ violations: Violation[] }> } }).axe
    const how = { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] }
    return (await tool.run((globalThis as unknown as { document: unknown }).document, how)).violations
  })
  return found.flatMap(({ id, nodes }) => nodes.map(({ target, failureSummary }) => `${id}: ${target.join(' ')}: ${failureSummary}`))
}

/** What is wrong with a page in each of its looks; nothing, when all is well. */
async function wrongs(page: Page, address: string): Promise<string[]> {
  await page.goto(site.url + address)
  const wrong: string[] = []
  for (const { theme, width } of looks) {
    await page.emulateMedia({ colorScheme: theme })
    await page.setViewportSize({ width, height: 900 })
    const beyond = await page.evaluate(() => {
      const { scrollWidth, clientWidth } = (globalThis as unknown as { document: { documentElement: Record<string, number> } }).document
        .documentElement
      return Number(scrollWidth) - Number(clientWidth)
    })
    const found = [...(await violations(page)), ...(beyond > 0 ? [`wider than the window by ${beyond} px`] : [])]
    wrong.push(...found.map((says) => `${theme} ${width}: ${says}`))
  }
  return wrong
}

test('axe finds nothing on any page, light and dark, at 1440 and 390 px, and no page is wider than its window', async () => {
  const page = await (await browser.newContext({ bypassCSP: true, reducedMotion: 'reduce' })).newPage()
  await signIn(page)
  const found: Record<string, string[]> = {}
  for (const address of pages) {
    expect(address).not.toContain(':')
    const wrong = await wrongs(page, address)
    if (wrong.length > 0) found[address] = wrong
  }
  expect(found).toEqual({})
}, 400_000)

test('nor on the pages before signing in', async () => {
  const page = await (await browser.newContext({ bypassCSP: true, reducedMotion: 'reduce' })).newPage()
  for (const address of ['/sign-in', '/articles', '/join/x', '/reset/x', '/welcome/x'])
    expect([address, await wrongs(page, address)]).toEqual([address, []])
}, 120_000)
