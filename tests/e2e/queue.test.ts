import type { Browser, Page } from 'playwright-core'
import { decideMark } from '../../server/articles/decide-mark.ts'
import type { Person } from '../../server/users/permissions.ts'
import { ferryText, inReview, marksOf, switchFourEyes } from '../articles/story.ts'
import { launch } from '../browser.ts'
import { ada, amina, grace, openSite, password, type Site } from '../cast.ts'

let site: Site
let browser: Browser

beforeAll(async () => {
  site = await openSite()
  await switchFourEyes(site.db, true)
  browser = await launch()
}, 120_000)
afterAll(async () => {
  await browser?.close()
  await site?.close()
})

/** Types as a person without a mouse: from the first page to the last nothing is clicked. */
async function signIn({ email }: Person): Promise<Page> {
  const page = await (await browser.newContext()).newPage()
  await page.goto(`${site.url}/sign-in`)
  await page.keyboard.type(email)
  await page.keyboard.press('Tab')
  await page.keyboard.type(password)
  await page.keyboard.press('Enter')
  await page.waitForURL(`${site.url}/review`)
  return page
}

// A key that is pressed before the page listens is pressed for nothing: people press once more, a test would wait for ever.
async function opened(page: Page, id: string): Promise<void> {
  await page.locator(`.q[aria-current][href="/review/${id}"]`).waitFor()
  await page.waitForFunction("customElements.get('galley-keys') !== undefined")
}

const stages = (stage: string) => site.db('articles').where({ stage }).pluck('id')

test('a reviewer and a publisher clear a queue of twenty with keys alone, and nobody meets an article twice', async () => {
  const waiting: string[] = []
  for (let n = 1; n <= 20; n++) waiting.push(await inReview(site.db, ada, `${ferryText}\nStory number ${n}.`))
  const doubtful = String(waiting[2])
  const [mark] = await marksOf(site.db, doubtful)
  await decideMark(site.db, { article_id: doubtful, mark_id: String(mark?.id), verdict: 'check', by: ada })

  const reviewer = await signIn(amina)
  for (const id of waiting) {
    await opened(reviewer, id)
    if (id === doubtful) {
      await reviewer.keyboard.press('a')
      await reviewer.keyboard.press('j')
      await reviewer.keyboard.press('x')
      await reviewer.locator('.p:target .why[data-verdict="cut"]').waitFor()
    }
    await reviewer.keyboard.press('a')
  }
  await reviewer.getByText('Nothing here waits for you.').waitFor()
  expect(await site.db('approvals').where({ person_id: amina.id }).orderBy('id').pluck('article_id')).toEqual(waiting)

  const publisher = await signIn(grace)
  for (const id of waiting) {
    await opened(publisher, id)
    await publisher.keyboard.press('p')
  }
  await publisher.getByText('Nothing waits for review.').waitFor()
  expect([await stages('review'), (await stages('published')).length]).toEqual([[], 20])
}, 180_000)
