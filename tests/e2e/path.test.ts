import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import type { Person } from '../../server/users/permissions.ts'
import { cleanFerryText, ferryText, switchFourEyes } from '../articles/story.ts'
import { launch } from '../browser.ts'
import { ada, grace, openSite, password, type Site } from '../cast.ts'

let site: Site
let browser: Browser
const folder = mkdtempSync(join(tmpdir(), 'cleancopy-path-'))

beforeAll(async () => {
  site = await openSite({ isWorking: true })
  await switchFourEyes(site.db, true)
  browser = await launch()
}, 120_000)
afterAll(async () => {
  await browser?.close()
  await site?.close()
  rmSync(folder, { recursive: true, force: true })
})

async function signIn(person: Person, options: { javaScriptEnabled?: boolean } = {}): Promise<Page> {
  const page = await (await browser.newContext({ ...options, acceptDownloads: true })).newPage()
  await page.goto(`${site.url}/sign-in`)
  await page.getByLabel('E-mail').fill(person.email)
  await page.getByLabel('Password').fill(password)
  await page.getByRole('button', { name: 'Sign in' }).click()
  await page.waitForURL((url) => !url.pathname.startsWith('/sign-in'))
  return page
}

async function importFerry(page: Page, name: string): Promise<void> {
  const file = join(folder, `${name}.txt`)
  writeFileSync(file, `${ferryText}\n${name}.`)
  const before = await known()
  await page.goto(`${site.url}/imports/new`)
  await page.locator('input[type=file]').setInputFiles(file)
  await page.getByLabel('Source', { exact: true }).fill('Coast Courier')
  await page.getByRole('radio', { name: /Draft/ }).check()
  await page.getByRole('button', { name: 'Show what would happen' }).click()
  expect(await page.locator('tbody').textContent()).toContain('Also Read: Island Traders Welcome New Cold Store')
  expect(await known()).toBe(before)
  await page.getByRole('button', { name: 'Run the import' }).click()
  await page.getByText('Finished:').waitFor()
}

const known = async () => (await site.db('articles').select('id')).length

test('two people take an article from a file to readers and out of the house', async () => {
  const editor = await signIn(ada)
  await importFerry(editor, 'Harbour ferry returns')
  await editor.locator('tbody a').first().click()

  await editor.getByRole('heading', { level: 1 }).waitFor()
  expect(await editor.locator('del').allInnerTexts()).toEqual([
    'Also Read: Island Traders Welcome New Cold Store',
    'Follow Coast Courier on WhatsApp and X for breaking stories as they happen.',
  ])
  await editor.keyboard.press('j')
  await editor.keyboard.press('x')
  await editor.getByText('decided by a person').waitFor()
  expect(await editor.locator('del').count()).toBe(1)
  await editor.keyboard.press('x')
  await editor.locator('del').nth(1).waitFor()

  const confirm = editor.getByRole('button', { name: /^Confirm/ })
  if (await confirm.count()) await confirm.click()
  await editor.getByLabel('Add a tag').fill('transport')
  await editor.getByRole('button', { name: 'Add', exact: true }).click()
  await editor.locator('.side .tag').filter({ hasText: 'transport' }).waitFor()
  await editor.getByRole('button', { name: 'Submit for review' }).click()
  await editor.getByText('Submitted for review.').waitFor()

  const reviewer = await signIn(grace)
  await reviewer.goto(`${site.url}/review`)
  await reviewer.keyboard.press('r')
  await reviewer.getByLabel('What should change?').fill('Say who paid for the refit.')
  await reviewer.getByRole('button', { name: 'Request changes' }).click()
  await reviewer.getByText('Changes requested.').waitFor()

  await editor.reload()
  await editor.getByText('Say who paid for the refit.').waitFor()
  await editor.getByRole('link', { name: 'Edit paragraph 6' }).click()
  await editor.getByLabel('Paragraph 6').fill('The county paid for the refit, and the yard kept on all forty of its apprentices.')
  await editor.getByRole('button', { name: 'Save paragraph' }).click()
  await editor.getByText('The county paid for the refit').waitFor()
  await editor.getByRole('button', { name: 'Submit for review' }).click()
  await editor.getByText('Submitted for review.').waitFor()

  await reviewer.goto(`${site.url}/review`)
  await reviewer.getByRole('link', { name: 'Clean', exact: true }).click()
  expect(await reviewer.locator('.galley').textContent()).not.toContain('Island Traders')
  await reviewer.getByRole('button', { name: 'Approve & publish' }).click()
  await reviewer.getByText('Approved and published.').waitFor()
  expect(new URL(reviewer.url()).pathname).toBe('/review')

  await reviewer.goto(`${site.url}/read`)
  await reviewer.getByRole('link', { name: /Harbour ferry returns/ }).click()
  const read = await reviewer.locator('main').textContent()
  expect(read).toContain('The county paid for the refit')
  expect(read).not.toContain('Also Read')

  await reviewer.goto(`${site.url}/articles?state=published`)
  await reviewer.getByRole('link', { name: /Harbour ferry returns/ }).click()
  const [download] = await Promise.all([
    reviewer.waitForEvent('download'),
    reviewer.getByRole('button', { name: 'Export', exact: true }).click(),
  ])
  const out = readFileSync(await download.path(), 'utf8')
  const expected = cleanFerryText.replace('The refit cost was met by the county, and', 'The county paid for the refit, and')
  expect(out).toBe(`${expected}\nHarbour ferry returns.`)
}, 120_000)

test('the same path without JavaScript', async () => {
  const editor = await signIn(ada, { javaScriptEnabled: false })
  await importFerry(editor, 'Second ferry returns')
  await editor.locator('tbody a').first().click()
  await editor.getByRole('button', { name: 'Keep' }).first().click()
  await editor.getByText('decided by a person').waitFor()
  const confirm = editor.getByRole('button', { name: /^Confirm/ })
  if (await confirm.count()) await confirm.click()
  await editor.getByRole('button', { name: 'Submit for review' }).click()
  const reviewer = await signIn(grace, { javaScriptEnabled: false })
  await reviewer.goto(`${site.url}/review`)
  await reviewer.getByRole('button', { name: 'Approve & publish' }).click()
  await reviewer.getByText('Approved and published.').waitFor()
  await reviewer.goto(`${site.url}/read`)
  await reviewer.getByRole('link', { name: /Second ferry returns/ }).click()
  expect(await reviewer.locator('main').textContent()).toContain('Also Read: Island Traders')
}, 120_000)
