import { kinds } from '../../server/cleaning/kinds.ts'
import { openSite, type Site, vera } from '../cast.ts'

let site: Site

beforeAll(async () => {
  site = await openSite()
})
afterAll(() => site.close())

test('a viewer reads what every kind is, what goes and what stays', async () => {
  const { status, text } = await site.as(vera).get('/rules/kinds')
  expect(status).toBe(200)
  for (const [name, { label, examples }] of Object.entries(kinds)) {
    expect(text).toContain(`id="${name}"`)
    expect(text).toContain(label)
    for (const example of [...examples.match, ...examples.keep]) expect(plain(text)).toContain(example)
  }
})

test('what the house has chosen stands beside the kind', async () => {
  const before = (await site.as(vera).get('/rules/kinds')).text
  expect(before).not.toContain('The house has chosen so.')
  await site.db('policy').update({ verdicts: JSON.stringify({ newsletter: 'check' }) })
  const newsletter = /id="newsletter"[\s\S]*?<\/section>/.exec((await site.as(vera).get('/rules/kinds')).text)?.[0]
  expect(newsletter).toContain('A person is asked about every find. The house has chosen so.')
})

test('nobody reads it without signing in', async () => {
  expect((await site.visitor().get('/rules/kinds')).status).not.toBe(200)
})

const entities: Readonly<Record<string, string>> = { '&lt;': '<', '&gt;': '>', '&#34;': '"', '&#39;': "'", '&amp;': '&' }
const plain = (html: string): string => html.replace(/&(?:lt|gt|amp|#34|#39);/g, (entity) => entities[entity] ?? entity)
