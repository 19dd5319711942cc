import type { Browser, Page } from 'playwright-core'
import { imported } from '../articles/story.ts'
import { launch } from '../browser.ts'
import { ada, openSite, password, type Site } from '../cast.ts'

let site: Site
let browser: Browser
beforeAll(async () => {
  site = await openSite()
  browser = await launch()
}, 180_000)
afterAll(async () => {
  await browser?.close()
  await site?.close()
})

async function signedIn({ javaScriptEnabled = true } = {}): Promise<Page> {
  const page = await (await browser.newContext({ javaScriptEnabled, reducedMotion: 'reduce' })).newPage()
  await page.goto(`${site.url}/sign-in`)
  await page.getByLabel('E-mail').fill(ada.email)
  await page.getByLabel('Password').fill(password)
  await page.getByRole('button', { name: 'Sign in' }).click()
  await page.waitForURL((url) => !url.pathname.startsWith('/sign-in'))
  return page
}

test('what was typed in a tab that closed is offered again, goes on, and is gone once it is saved', async () => {
  const id = await imported(site.db)
  const page = await signedIn()
  await page.goto(`${site.url}/articles/${id}`)
  await page.keyboard.press('e')
  await page.getByLabel('Text', { exact: true }).fill('Half a sentence.')
  await page.getByText('Your draft is kept.').waitFor()
  await page.close({ runBeforeUnload: false })
  const again = await signedIn()
  await again.goto(`${site.url}/articles/${id}/edit`)
  expect(await again.getByRole('heading', { level: 1 }).textContent()).toMatch(/^You were writing here/)
  await again.getByRole('link', { name: 'Go on' }).click()
  await again.getByLabel('Text', { exact: true }).fill('A whole sentence.')
  await again.getByRole('button', { name: 'Save text' }).click()
  await again.getByText('Text saved.').waitFor()
  await again.waitForTimeout(500)
  expect(await site.db('drafts').where({ article_id: id })).toEqual([])
  expect(await again.locator('.galley').textContent()).toContain('A whole sentence.')
}, 60_000)

test('an ended session is told while typing, and nothing typed goes', async () => {
  const id = await imported(site.db)
  const page = await signedIn()
  await page.goto(`${site.url}/articles/${id}/edit`)
  await site.db('sessions').delete()
  await page.getByLabel('Text', { exact: true }).fill('Half a sentence.')
  await page.getByText('Not kept yet: Your session has ended.').waitFor()
  expect(await page.getByLabel('Text', { exact: true }).inputValue()).toBe('Half a sentence.')
}, 60_000)

test('without JavaScript a button keeps the draft, another lets it go, and the text is saved', async () => {
  const id = await imported(site.db)
  const page = await signedIn({ javaScriptEnabled: false })
  await page.goto(`${site.url}/articles/${id}/edit`)
  await page.getByLabel('Text', { exact: true }).fill('Half a sentence.')
  await page.getByRole('button', { name: 'Keep as my draft' }).click()
  await page.getByRole('button', { name: 'Let it go' }).click()
  expect(await page.getByLabel('Text', { exact: true }).inputValue()).toContain('oldest ferry')
  await page.getByLabel('Text', { exact: true }).fill('A whole sentence.')
  await page.getByRole('button', { name: 'Save text' }).click()
  expect(await page.locator('.galley').textContent()).toContain('A whole sentence.')
}, 60_000)
