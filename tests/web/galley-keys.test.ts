import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import express from 'express'
import type { Browser, Page } from 'playwright-core'
import { asset, assets } from '../../server/web/assets.ts'
import { view } from '../../server/web/render.ts'
import { launch } from '../browser.ts'

const nobody = { path: '/', csrf: '', person: null, nav: [], notices: [], standing: null }
let server: Server
let browser: Browser
let page: Page

beforeAll(async () => {
  const app = express().use(assets())
  app.get('/galley', (_req, res) => void res.type('html').send(galley()))
  server = app.listen(0)
  browser = await launch()
}, 120_000)

beforeEach(async () => {
  page = await (await browser.newContext()).newPage()
  await page.goto(`http://127.0.0.1:${(server.address() as AddressInfo).port}/galley`)
  await page.waitForFunction('customElements.get("keys-help")')
})

afterEach(() => page.context().close())

afterAll(async () => {
  await browser.close()
  server.close()
})

test('J and K walk through the marks, around the end too', async () => {
  expect(await pressed('j')).toBe('one')
  expect(await pressed('j')).toBe('two')
  expect(await pressed('j')).toBe('one')
  expect(await pressed('k')).toBe('two')
})

test('K from nowhere goes to the last mark', async () => {
  expect(await pressed('k')).toBe('two')
})

test('X cuts or keeps the mark in focus, and nothing where there is none', async () => {
  await page.keyboard.press('x')
  expect(await sent()).toBeNull()
  await page.keyboard.press('j')
  await page.keyboard.press('j')
  await page.keyboard.press('x')
  await page.waitForURL('**/galley?verdict=two')
  expect(await sent()).toBe('verdict=two')
})

test('after a verdict its mark is still the current one', async () => {
  await page.goto(`${page.url()}#one`)
  expect(await pressed('j')).toBe('two')
})

test('a key that belongs to the article works from anywhere', async () => {
  await page.keyboard.press('A')
  await page.waitForURL('**/galley?step=approve')
  expect(await sent()).toBe('step=approve')
})

test('keys are left alone while someone types, and with Control', async () => {
  await page.keyboard.press('Control+a')
  await page.locator('textarea').fill('')
  await page.keyboard.type('jxa?')
  expect(await page.locator('textarea').inputValue()).toBe('jxa?')
  expect(await sent()).toBeNull()
  expect(await page.locator('dialog[open]').count()).toBe(0)
})

test('the question mark shows the keys, and there they can be switched off and on again', async () => {
  await page.keyboard.press('?')
  expect(await page.locator('dialog[open] dd').allTextContents()).toEqual(['next, previous mark'])
  await page.getByLabel('Use these keys').uncheck()
  await page.keyboard.press('Escape')
  expect(await pressed('j')).toBe('')
  await page.reload()
  expect(await pressed('j')).toBe('')
  await page.getByRole('button', { name: 'all keys' }).click()
  await page.getByLabel('Use these keys').check()
  await page.keyboard.press('Escape')
  expect(await pressed('j')).toBe('one')
})

async function pressed(key: string): Promise<string> {
  await page.keyboard.press(key)
  return page.evaluate('document.activeElement.closest("[data-mark]")?.id ?? ""')
}

function sent(): Promise<string | null> {
  return page.evaluate('new URL(location).search.slice(1) || null')
}

function galley(): string {
  const mark = (id: string) =>
    `<div class="p cut" id="${id}" data-mark tabindex="-1"><form><button data-key="x" name="verdict" value="${id}">Keep</button></form></div>`
  return `<!doctype html><title>Galley</title><script type="module" src="${asset('js/main.js')}"></script>
    <galley-keys><form><button data-key="a" name="step" value="approve">Approve</button></form>${mark('one')}${mark('two')}
    <textarea aria-label="Comment"></textarea>${view('shared/_keys')({ keys: [{ keys: ['J', 'K'], says: 'next, previous mark' }] }, nobody)}</galley-keys>`
}
