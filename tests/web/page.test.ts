import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join, relative } from 'node:path'
import express from 'express'
import { page } from '../../server/web/page.ts'
import { view } from '../../server/web/render.ts'

const ada = { id: '1', name: 'Ada <Byron>', roles: ['editor', 'reviewer'] }
const quiet = { path: '/', csrf: 'token-of-ada', person: null, nav: [], notices: [], standing: null }
let server: Server

beforeAll(async () => {
  const app = express()
  app.get('/signed-in', (_req, res) => {
    const nav = [
      { href: '/review', label: 'Review', key: 'r', current: true, count: 12 },
      { href: '/articles', label: 'Articles', key: 'a', current: false },
    ]
    Object.assign(res.locals, { person: ada, nav, csrf: 'token-of-ada', notices: ['Saved <it>.'], standing: 'You work alone.' })
    page(res, 'shared/refusal', { title: 'A <title> & more', sentence: '<script>go()</script>', number: null })
  })
  app.get('/stranger', (_req, res) => {
    page(res.status(404), 'shared/refusal', { title: 'Nothing here', layout: 'bare', sentence: 'Nothing.', number: 'r-7' })
  })
  server = app.listen(0)
  await new Promise((listening) => server.once('listening', listening))
})

afterAll(() => server.close())

async function get(path: string): Promise<{ status: number; html: string }> {
  const answer = await fetch(`http://127.0.0.1:${(server.address() as AddressInfo).port}${path}`)
  return { status: answer.status, html: await answer.text() }
}

test('what was typed by people stands in a page as words, never as HTML', async () => {
  const { html } = await get('/signed-in')
  expect(html).toContain('<title>A &lt;title&gt; &amp; more · Cleancopy</title>')
  expect(html).toContain('&lt;script&gt;go()&lt;/script&gt;')
  expect(html).toContain('Saved &lt;it&gt;.')
  expect(html).toContain('Ada &lt;Byron&gt;')
  expect(html).not.toMatch(/<it>|<Byron>|<script>/)
})

test('who is signed in sees where to go, where they are, the standing notice and the way out', async () => {
  const { html } = await get('/signed-in')
  expect(html).toMatch(/<a href="\/review" data-go="r" aria-current="page">Review<span class="n">12<\/span><\/a>/)
  expect(html).toMatch(/<a href="\/articles" data-go="a">Articles<\/a>/)
  expect(html).toContain('You work alone.')
  expect(html).toMatch(/<form method="post" action="\/sign-out">\s*<input type="hidden" name="_csrf" value="token-of-ada">/)
})

test('a stranger sees the sentence and the number to quote, and no way into the house', async () => {
  const { status, html } = await get('/stranger')
  expect(status).toBe(404)
  expect(html).toContain('<code>r-7</code>')
  expect(html).not.toMatch(/<nav|\/account|_csrf/)
})

test('a partial gets only what it is handed, not what its page knows', () => {
  const folder = mkdtempSync(join(tmpdir(), 'cleancopy-page-'))
  writeFileSync(join(folder, 'probe.ejs'), "<%= it.hint %>, <%- include('shared/_empty', { icon: 'inbox', says: 'Nothing.' }) %>")
  const html = view(relative('views', join(folder, 'probe')))({ hint: 'Known to the page' }, quiet)
  rmSync(folder, { recursive: true })
  expect(html.match(/Known to the page/g)).toHaveLength(1)
})

test('a field ties its hint and its sentence to the input, and keeps what was typed to the letter', () => {
  const field = { name: 'text', label: 'Text', type: 'textarea', value: '\n</textarea><b>', hint: 'Any text.', error: 'Too short.' }
  const html = view('shared/_field')(field, quiet)
  expect(html).toContain('<label for="f-text">Text</label>')
  expect(html).toContain('aria-describedby="f-text-hint f-text-error" aria-invalid="true"')
  expect(html).toContain('>\n\n&lt;/textarea&gt;&lt;b&gt;</textarea>')
  expect(html).toContain('dir="auto"')
})

test('a password is never written into a page', () => {
  const html = view('shared/_field')({ name: 'password', label: 'Password', type: 'password', value: 'hunter2' }, quiet)
  expect(html).not.toContain('hunter2')
})
