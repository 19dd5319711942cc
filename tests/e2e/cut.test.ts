import type { Browser, Page } from 'playwright-core'
import { ferryText, imported, marksOf, rowOf, switchFourEyes } from '../articles/story.ts'
import { launch } from '../browser.ts'
import { ada, openSite, password, type Site } from '../cast.ts'

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

async function open(path: string, options: { javaScriptEnabled?: boolean } = {}): Promise<Page> {
  const page = await (await browser.newContext(options)).newPage()
  await page.goto(`${site.url}/sign-in?next=${encodeURIComponent(path)}`)
  await page.getByLabel('E-mail').fill(ada.email)
  await page.getByLabel('Password').fill(password)
  await page.getByRole('button', { name: 'Sign in' }).click()
  await page.waitForURL(`**${path}`)
  return page
}

const cutsOf = async (id: string) => (await marksOf(site.db, id)).filter(({ made_by }) => made_by)

async function select(page: Page, paragraph: string, words: string): Promise<void> {
  await page.evaluate(
    `{ const text = document.getElementById(${JSON.stringify(paragraph)}).querySelector('.t').firstChild
      const at = text.data.indexOf(${JSON.stringify(words)})
      getSelection().setBaseAndExtent(text, at, text, at + ${words.length}) }`,
  )
}

test('selected words and X, then Enter, cut them by hand with a kind', async () => {
  const id = await imported(site.db)
  const page = await open(`/articles/${id}`)
  await select(page, 'p-1-5', ' who has worked the route for nineteen years')
  await page.keyboard.press('x')
  await page.locator('dialog[open] blockquote').getByText('who has worked the route').waitFor()
  await page.getByLabel('What they are').focus()
  await page.keyboard.type('newsl')
  await page.keyboard.press('Tab')
  await page.keyboard.press('Enter')
  await page.locator('#p-1-5 del').waitFor()
  expect(await page.locator('#p-1-5 del').textContent()).toBe('who has worked the route for nineteen years')
  expect(await cutsOf(id)).toMatchObject([{ kind: 'newsletter', made_by: ada.id, paragraph_id: '1-5' }])
  await page.keyboard.press('x')
  await page.locator('#p-1-5 .why[data-verdict="keep"]').waitFor()
  await page.context().close()
})

test('a paragraph without a mark is reached by Shift-J and cut by X; with Escape nothing happens', async () => {
  const id = await imported(site.db)
  const page = await open(`/articles/${id}`)
  await page.waitForFunction('customElements.get("cut-words")')
  await page.keyboard.press('Shift+J')
  await page.keyboard.press('Shift+J')
  expect(await page.evaluate('document.activeElement.id')).toBe('p-1-2')
  await page.keyboard.press('x')
  await page.locator('dialog[open]').waitFor()
  await page.keyboard.press('Escape')
  expect(await cutsOf(id)).toEqual([])
  await page.locator('#p-1-2').focus()
  await page.keyboard.press('x')
  await page.keyboard.press('Enter')
  await page.locator('#p-1-2.cut').waitFor()
  await page.context().close()
})

test('three clicks select a paragraph; words over two paragraphs are no one cut', async () => {
  const id = await imported(site.db)
  const page = await open(`/articles/${id}`)
  await page.locator('#p-1-2 .t').click({ clickCount: 3 })
  await page.keyboard.press('x')
  expect(await page.locator('dialog[open] blockquote').textContent()).toBe(ferryText.split('\n')[1])
  await page.keyboard.press('Escape')
  await page.evaluate(
    `getSelection().setBaseAndExtent(document.querySelector('#p-1-1 .t').firstChild, 4, document.querySelector('#p-1-3 .t del').firstChild, 4)`,
  )
  await page.locator('#p-1-3').evaluate('(line) => line.focus({ preventScroll: true })')
  await page.keyboard.press('x')
  await page.waitForTimeout(200)
  expect([await page.locator('dialog[open]').count(), await page.locator('del').count()]).toEqual([0, 2])
  await page.context().close()
})

test('without JavaScript the scissors lead to a form, which says what it does not find and loses nothing', async () => {
  const id = await imported(site.db)
  const page = await open(`/articles/${id}`, { javaScriptEnabled: false })
  await page.getByRole('link', { name: 'Cut paragraph 2…' }).click()
  await page.getByLabel('Cut only these words').fill('and crosses in perfect silence')
  await page.locator('#f-kind').selectOption('share')
  await page.getByRole('button', { name: 'Cut', exact: true }).click()
  await page.getByText('These words do not stand in this paragraph.').waitFor()
  expect(await page.getByLabel('Cut only these words').inputValue()).toBe('and crosses in perfect silence')
  await page.getByLabel('Cut only these words').fill('and crosses in near silence')
  await page.getByRole('button', { name: 'Cut', exact: true }).click()
  await page.locator('#p-1-2 del').getByText('and crosses in near silence').waitFor()
  expect(await cutsOf(id)).toMatchObject([{ kind: 'share', verdict: 'cut' }])
  await page.context().close()
})

test.each([true, false])(
  'a title that the first line repeats is confirmed and the line cut by one button (JavaScript: %s)',
  async (javaScriptEnabled) => {
    const id = await imported(site.db, { title: 'The ferry is back', text: `The ferry is back\n${ferryText}` })
    await site.db('articles').where({ id }).update({ title_confirmed: false })
    const page = await open(`/articles/${id}`, { javaScriptEnabled })
    if (javaScriptEnabled) await page.keyboard.press('t')
    else await page.getByRole('button', { name: /^Confirm, cut line 1/ }).click()
    await page.getByText('The line that repeats it is cut').waitFor()
    expect((await rowOf(site.db, id)).title_confirmed).toBe(true)
    expect(await page.locator('#p-1-1 del').textContent()).toBe('The ferry is back')
    await page.context().close()
  },
)

test('a colleague was faster: what was to be cut stands beside the paragraph as it is, and can be cut all the same', async () => {
  const id = await imported(site.db)
  const page = await open(`/articles/${id}?cut=1-2`)
  await page.getByLabel('Cut only these words').fill('and crosses in near silence')
  await site.as(ada).post(`/articles/${id}/paragraphs/1-1`, { text: 'The ferry is back.', lock_version: '1' })
  await page.getByRole('button', { name: 'Cut', exact: true }).click()
  await page.getByRole('heading', { name: 'Someone was faster' }).waitFor()
  await page.getByRole('button', { name: 'Save mine over it' }).click()
  await page.locator('#p-1-2 del').getByText('and crosses in near silence').waitFor()
  await page.context().close()
})
