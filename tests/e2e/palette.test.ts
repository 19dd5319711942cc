import type { Browser, Page } from 'playwright-core'
import { indexDirty } from '../../server/articles/index-articles.ts'
import { inReview, marksOf } from '../articles/story.ts'
import { launch } from '../browser.ts'
import { ada, amina, openSite, password, type Site } from '../cast.ts'

let site: Site
let browser: Browser
let page: Page
let id: string

beforeAll(async () => {
  site = await openSite()
  id = await inReview(site.db, ada, 'The ferry is back.\nAlso Read: Cold Store Opens\nAlso Read: Crane Arrives\nIt rained all day.')
  await indexDirty(site.db, 100)
  browser = await launch()
  page = await (await browser.newContext()).newPage()
  await page.goto(`${site.url}/sign-in`)
  await page.getByLabel('E-mail').fill(amina.email)
  await page.getByLabel('Password').fill(password)
  await page.keyboard.press('Enter')
  await page.waitForURL(`${site.url}/review`)
}, 120_000)
afterAll(async () => {
  await browser?.close()
  await site?.close()
})

const verdicts = async () => (await marksOf(site.db, id)).map(({ verdict }) => verdict)

test('G and a letter go to a place, and press nothing else on the way', async () => {
  await page.keyboard.press('g')
  await page.keyboard.press('a')
  await page.waitForURL(`${site.url}/articles`)
  expect(await site.db('approvals').count()).toEqual([{ count: '0' }])
  await page.keyboard.press('g')
  await page.keyboard.press('r')
  await page.waitForURL(`${site.url}/review`)
})

test('Ctrl K finds an article by the beginning of a word, with the keyboard alone', async () => {
  await page.goto(`${site.url}/articles`)
  await page.keyboard.press('Control+k')
  await page.keyboard.type('ferr')
  await page.locator('.palette li[aria-selected=true]', { hasText: 'Harbour ferry returns' }).waitFor()
  await page.keyboard.press('Enter')
  await page.waitForURL(`${site.url}/review/${id}`)
})

test('it goes to a page, and does what this page offers', async () => {
  await page.keyboard.press('Control+k')
  await page.keyboard.type('sourc')
  await page.locator('.palette li[aria-selected=true]', { hasText: 'Sources' }).waitFor()
  await page.keyboard.press('Escape')
  await page.keyboard.press('Control+k')
  await page.keyboard.type('request')
  await page.locator('.palette li[aria-selected=true]', { hasText: 'Request changes' }).waitFor()
  await page.keyboard.press('Enter')
  await page.waitForURL(`${site.url}/articles/${id}/steps/request-changes**`)
})

test('words that lead nowhere go to the list of articles', async () => {
  await page.goto(`${site.url}/sources`)
  await page.keyboard.press('Control+k')
  await page.keyboard.type('zyzzyva')
  await page.waitForFunction('document.querySelector(".palette ul").children.length === 0')
  await page.keyboard.press('Enter')
  await page.waitForURL(`${site.url}/articles?q=zyzzyva`)
})

test('Shift X keeps all of a kind, and U takes it back from another article', async () => {
  await page.goto(`${site.url}/review/${id}`)
  await page.keyboard.press('j')
  await page.keyboard.press('Shift+X')
  await page.waitForURL(/#p-/)
  await page.locator('.why[data-verdict=keep]').first().waitFor()
  expect(await verdicts()).toEqual(['keep', 'keep'])
  const other = await inReview(site.db, ada, 'Another story.\nIt snowed.')
  await page.goto(`${site.url}/review/${other}`)
  await page.keyboard.press('u')
  await page.waitForURL(new RegExp(`/review/${id}#p-`))
  expect(await verdicts()).toEqual(['cut', 'cut'])
})
