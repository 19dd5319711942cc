import type { Browser, Page } from 'playwright-core'
import { indexDirty } from '../../server/articles/index-articles.ts'
import type { Person } from '../../server/users/permissions.ts'
import { imported, rowOf, switchFourEyes } from '../articles/story.ts'
import { launch } from '../browser.ts'
import { ada, amina, openSite, password, type Site } from '../cast.ts'

let site: Site
let browser: Browser

const tides = (last: string) => ['The harbour wall was mended on Monday.', 'Keep your copy of the tide table handy.', last].join('\n')
const deed = 'Keep your copy of the deed safe, the judge told them in the yard.'

beforeAll(async () => {
  site = await openSite()
  await switchFourEyes(site.db, true)
  for (const day of ['one', 'two', 'three']) await imported(site.db, { text: tides(`Day ${day}.`) })
  await imported(site.db, { text: `${deed}\nThe end.` })
  while ((await indexDirty(site.db, 500)) > 0);
  browser = await launch()
}, 120_000)
afterAll(async () => {
  await browser?.close()
  await site?.close()
})

async function signIn({ email }: Person, javaScriptEnabled = true): Promise<Page> {
  const page = await (await browser.newContext({ javaScriptEnabled })).newPage()
  await page.goto(`${site.url}/sign-in`)
  await page.getByLabel('E-mail').fill(email)
  await page.getByLabel('Password').fill(password)
  await page.getByRole('button', { name: 'Sign in' }).click()
  await page.waitForURL((at) => !at.pathname.startsWith('/sign-in'))
  return page
}

test('a rule is written, seen at work while it is typed, narrowed by a click on a hit, and switched on by a second person', async () => {
  const writing = await signIn(ada)
  await writing.goto(`${site.url}/rules`)
  await writing.getByRole('link', { name: 'New rule' }).click()
  await writing.waitForFunction("customElements.get('try-rule') !== undefined")
  await writing.getByLabel('Name').fill('Tide tables')
  await writing.getByLabel('Text', { exact: true }).fill('Keep your copy')
  // Nothing is clicked: what it finds comes by itself.
  await writing.locator('.hit', { hasText: '3 articles, same words' }).waitFor()
  const judge = writing.locator('.hit', { hasText: 'the judge told them' })
  await judge.getByRole('button', { name: 'Must be left alone' }).click()
  await writing.getByText('It must leave “Keep your copy of the deed safe').waitFor()
  expect(await writing.getByLabel('Name').inputValue()).toBe('Tide tables')
  await writing.getByLabel('Unless it contains').fill('judge')
  await judge.waitFor({ state: 'detached' })
  await writing.getByRole('button', { name: 'Ask a colleague to switch it on' }).click()
  await writing.waitForURL(/\/rules\/[0-9a-f-]{36}$/)
  expect(await writing.getByRole('button', { name: /^Switch/ }).count()).toBe(0)

  const looking = await signIn(amina)
  await looking.goto(writing.url())
  // In so small an archive the rule cuts much of it.
  await looking.getByLabel('I have seen how much it cuts.').check()
  await looking.getByRole('button', { name: 'Switch version 1 on' }).click()
  await looking.getByText('it cleans what comes in from now on').waitFor()
  const id = await imported(site.db, { text: `${tides('Day four.')}\n${deed}` })
  expect((await rowOf(site.db, id)).cuts).toBe(1)
}, 60_000)

test('without JavaScript a rule is tried by its button', async () => {
  const page = await signIn(ada, false)
  await page.goto(`${site.url}/rules/new`)
  await page.getByLabel('Text', { exact: true }).fill('Keep your copy')
  await page.getByRole('button', { name: 'Try' }).click()
  await page
    .locator('.hit', { hasText: '3 articles, same words' })
    .or(page.locator('.hit', { hasText: '4 articles, same words' }))
    .waitFor()
}, 60_000)
