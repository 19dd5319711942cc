import type { Browser, Page } from 'playwright-core'
import { takeStep } from '../../server/articles/take-step.ts'
import type { Person } from '../../server/users/permissions.ts'
import { inReview, live, rowOf, switchFourEyes } from '../articles/story.ts'
import { launch } from '../browser.ts'
import { ada, amina, grace, openSite, password, root, type Site } from '../cast.ts'

let site: Site
let browser: Browser
beforeAll(async () => {
  site = await openSite()
  await switchFourEyes(site.db, true)
  browser = await launch()
}, 180_000)
afterAll(async () => {
  await browser?.close()
  await site?.close()
})

async function signedIn(person: Person, { javaScriptEnabled = true } = {}): Promise<Page> {
  const context = await browser.newContext({ javaScriptEnabled, reducedMotion: 'reduce', timezoneId: 'Africa/Lagos', locale: 'en-GB' })
  const page = await context.newPage()
  page.setDefaultTimeout(8_000)
  await page.goto(`${site.url}/sign-in`)
  await page.getByLabel('E-mail').fill(person.email)
  await page.getByLabel('Password').fill(password)
  await page.getByRole('button', { name: 'Sign in' }).click()
  await page.waitForURL((url) => !url.pathname.startsWith('/sign-in'))
  return page
}

async function approved(): Promise<string> {
  const id = await inReview(site.db, ada)
  await takeStep(site.db, { article: id, step: 'approve', by: amina })
  return id
}

test('the clock of the machine is taken for the schedule, and UTC stands beside it', async () => {
  const id = await approved()
  const page = await signedIn(grace)
  await page.goto(`${site.url}/articles/${id}`)
  await page.getByText('More', { exact: true }).click()
  await page.getByRole('link', { name: 'Schedule' }).click()
  expect(await page.getByLabel('On a clock in').inputValue()).toBe('Africa/Lagos')
  await page.getByLabel('Goes live at').fill('2031-07-01T09:00')
  expect(await page.getByText('That is 2031-07-01, 08:00 UTC.').isVisible()).toBe(true)
  await page.getByRole('button', { name: 'Schedule' }).click()
  await page.getByText('Scheduled for 1 Jul 2031, 09:00 in Africa/Lagos (08:00 UTC).').waitFor()
  expect((await rowOf(site.db, id)).scheduled_at).toEqual(new Date('2031-07-01T08:00:00Z'))
})

test('without JavaScript it is scheduled, taken off, withdrawn and killed all the same', async () => {
  const id = await approved()
  const page = await signedIn(grace, { javaScriptEnabled: false })
  await page.goto(`${site.url}/articles/${id}/steps/schedule`)
  await page.getByLabel('Goes live at').fill('2031-07-01T09:00')
  await page.getByLabel('On a clock in').selectOption('Asia/Kathmandu')
  await page.getByRole('button', { name: 'Schedule' }).click()
  expect((await rowOf(site.db, id)).scheduled_at).toEqual(new Date('2031-07-01T03:15:00Z'))
  await page.getByText('More', { exact: true }).click()
  await page.getByRole('button', { name: 'Take off the schedule' }).click()
  expect((await rowOf(site.db, id)).scheduled_at).toBeNull()
  await page.getByRole('button', { name: 'Publish', exact: true }).click()
  await page.getByText('More', { exact: true }).click()
  await page.getByRole('link', { name: 'Kill' }).click()
  await page.getByLabel('Reason').selectOption('Legal')
  await page.getByLabel('Why must it never be seen again?').fill('A judge asked us to.')
  const { slug } = await rowOf(site.db, id)
  await page.getByLabel(`Type “${slug}”`).fill(slug)
  await page.getByLabel('Your password').fill('a wrong one')
  await page.getByRole('button', { name: 'Kill' }).click()
  await page.getByText('This is not your password.').first().waitFor()
  await page.getByLabel('Your password').fill(password)
  await page.getByRole('button', { name: 'Kill' }).click()
  await page.getByText('Killed. Nobody outside the house gets it again').waitFor()
  expect((await page.goto(`${site.url}/read/${slug}`))?.status()).toBe(410)
})

test('an open page keeps the article with whoever claimed it, and says when it is another’s', async () => {
  const id = await inReview(site.db, ada)
  const page = await signedIn(amina)
  await page.goto(`${site.url}/review/${id}`)
  await page.getByText('More', { exact: true }).click()
  await page.getByRole('button', { name: 'Claim' }).click()
  await page.getByText('You have claimed it, until').waitFor()
  const until = new Date(Date.now() + 60_000)
  await site.db('articles').where({ id }).update({ claimed_until: until })
  const renew = () => page.evaluate("document.querySelector('keep-claim').renew()")
  await renew()
  expect(Number((await rowOf(site.db, id)).claimed_until)).toBeGreaterThan(Number(until) + 60_000)
  await takeStep(site.db, { article: id, step: 'take-over', by: grace })
  await renew()
  await page.getByText('This article is no longer yours').waitFor()
  await page.goto(`${site.url}/articles`)
  await page.getByText('Grace Okafor took over “Harbour ferry returns” from you.').waitFor()
})

test('an administrator changes the policy, and it stands in the story of it', async () => {
  await live(site.db, { by: ada, approver: amina, publisher: grace })
  const page = await signedIn(root)
  await page.getByRole('link', { name: 'Policy' }).click()
  await page.getByLabel('Approvals that a text needs').fill('2')
  await page.getByLabel('An article has a tag before review').check()
  await page.getByRole('button', { name: 'Save the policy' }).click()
  await page.getByText('The policy is saved.').waitFor()
  await page.getByText('“Approvals needed” from 1 to 2').waitFor()
  expect(await page.getByLabel('Approvals that a text needs').inputValue()).toBe('2')
})
