import { appendFileSync, cpSync, globSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { viewErrors } from './check-views.ts'

const views = globSync('views/**/*.ejs').map((path) => ({ path, source: readFileSync(path, 'utf8') }))

test('every view shows only what its page declares', () => {
  expect(viewErrors()).toEqual([])
})

test('a view that shows what nobody declared is reported at its own line', () => {
  const copy = copyOfViews()
  const lines = readFileSync(join(copy, 'shared/refusal.ejs'), 'utf8').split('\n').length
  appendFileSync(join(copy, 'shared/refusal.ejs'), Object.keys(wrong).join('\n'))
  writeFileSync(join(copy, 'nobody.ejs'), '<p>Nobody declared this view.</p>\n<p><%= here.csrf %></p>')
  rmSync(join(copy, 'shared/_tag.ejs'))
  const found = viewErrors(copy).filter((says) => /refusal|nobody|_tag/.test(says))
  const expected = Object.values(wrong).map((says, i) =>
    expect.stringMatching(new RegExp(`^views/shared/refusal.ejs:${lines + i}:\\d+ ${says}`)),
  )
  expect(found).toEqual(
    expect.arrayContaining([
      ...expected,
      expect.stringMatching(/^views\/nobody.ejs:1:/),
      expect.stringMatching(/^views\/nobody.ejs:2:8 Cannot find name 'here'/),
      expect.stringMatching(/^views: .*_tag/),
    ]),
  )
})

const wrong = {
  '<%= it.sentense %>': "Property 'sentense' does not exist",
  '<%= it.number %>': "Argument of type 'string \\| null'",
  '<%- it.sentence %>': "Argument of type 'string' is not assignable to parameter of type 'Included'",
  "<%- include('shared/_badge', { stage: 'drafted', publication: 'none' }) %>": 'Type \'"drafted"\' is not assignable',
  "<%- include('shared/_badge', { stage: 'draft' }) %>": "Property 'publication' is missing",
  "<%- include('shared/_nothing') %>": 'Argument of type \'"shared/_nothing"\'',
  '<% for (const word of it.title.split(1, 2, 3)) { %><%= word %><% } %>': 'Expected 1-2 arguments',
}

test.each(views)('$path keeps the rules of the house', ({ source }) => {
  expect(faults(source)).toEqual([])
})

test('every class that a view names is in the style sheet', () => {
  const css = globSync('views/assets/css/*.css')
    .map((path) => readFileSync(path, 'utf8'))
    .join('\n')
  const known = new Set([...css.matchAll(/\.([a-z][\w-]*)/g)].map(([, name]) => name))
  const unknown = views.flatMap(({ path, source }) => classes(source).flatMap((name) => (known.has(name) ? [] : [`${path}: ${name}`])))
  expect(unknown).toEqual([])
})

test.each([
  ['<p style="color: red">', 'style'],
  ['<p style=<%= it.color %>>', 'style'],
  ['<style>p { color: red }</style>', 'style'],
  ['<button onclick="go()">', 'handler'],
  ['<script>go()</script>', 'script'],
  ['<a href="javascript:go()">', 'script'],
  ['<%- it.body %>', 'raw'],
  ['<form method="post"><button>Go</button></form>', 'csrf'],
  ["<form method='POST'><button>Go</button></form><%- include('shared/_csrf') %>", 'csrf'],
  ['<% for (const one of it.all) { // all %>', 'comment'],
])('%s is found', (source, fault) => {
  expect(faults(source)).toEqual([fault])
})

/** What the content security policy, the guard of forms and the style of the house forbid in a view. */
function faults(source: string): string[] {
  const html = source.replace(/<%[\s\S]*?%>/g, '')
  const forms = source.match(/<form\b[^>]*method=["']post["'][\s\S]*?<\/form>/gi) ?? []
  const found = {
    style: /\sstyle\s*=|<style/i.test(html),
    handler: /\son[a-z]+\s*=/i.test(html),
    script: /<script(?![^>]*\ssrc=)|javascript:/i.test(html),
    raw: /<%-(?!\s*include\()/.test(source),
    csrf: forms.some((form) => !form.includes("include('shared/_csrf')")),
    comment: /<%(?!#)[^%]*?(?<![:'"`/])\/\/[^%]*%>/.test(source),
  }
  return Object.entries(found).flatMap(([name, is]) => (is ? [name] : []))
}

/** The names in class attributes, those that code chooses between included. */
function classes(source: string): string[] {
  const written = [...source.matchAll(/\bclass="((?:<%[\s\S]*?%>|[^"<])*)"/g)].map(([, names = '']) => names)
  const chosen = written.flatMap((names) => [...names.matchAll(/[?:] '([^']*)'/g)].map(([, name = '']) => name))
  return [...written.map((names) => names.replace(/<%[\s\S]*?%>/g, ' ')), ...chosen].flatMap((names) => names.split(/\s+/).filter(Boolean))
}

const copies: string[] = []
afterAll(() => {
  for (const copy of copies) rmSync(copy, { recursive: true })
})

function copyOfViews(): string {
  const copy = mkdtempSync(join(tmpdir(), 'cleancopy-views-'))
  copies.push(copy)
  cpSync('views', copy, { recursive: true })
  return copy
}
