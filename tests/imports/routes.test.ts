import { once } from 'node:events'
import { connect } from 'node:net'
import { setTimeout } from 'node:timers/promises'
import { extensions } from '../../server/imports/formats.ts'
import { ada, grace, openSite, type Site, vera } from '../cast.ts'
import { type Files, itemsOf, lines, plan, story } from './bring.ts'

let site: Site
beforeAll(async () => {
  site = await openSite({ isWorking: true })
})
afterAll(() => site.close())

const wish = { source: 'Tarn Bay Courier', language: 'en', landing: 'draft' }

test('an editor uploads files, looks at the plan, runs it and reads the report', async () => {
  const first = await upload({
    'night-train.txt': story('night train'),
    'b.jsonl': lines({ title: 'The kiln', text: story('kiln') }),
    'empty.txt': '',
  })
  expect(first.status).toBe(303)
  const address = first.headers.get('location') ?? ''
  const planned = await site.as(ada).get(address)
  expect(planned.text).toContain('This is the plan: 2 to be created, 1 cannot be read. Nothing is stored before you run it.')
  expect(planned.text).toContain('Also Read: What Became of the night train')
  expect(planned.text).toContain('“empty.txt” is empty.')
  expect(await count('articles')).toBe(0)

  expect((await site.as(ada).post(`${address}/run`)).status).toBe(303)
  const report = await site.as(ada).get(address)
  expect(report.text).toContain('Finished: 2 created, 1 failed.')
  const items = await itemsOf(site.db, address.split('/').at(-1) ?? '')
  for (const { article_id } of items.slice(0, 2)) expect(report.text).toContain(`href="/articles/${article_id}"`)
  expect((await site.as(ada).get('/imports')).text).toContain(`href="${address}"`)
  expect((await site.as(ada).post(`${address}/run`)).status).toBe(409)
})

test('a plan is discarded with one button', async () => {
  const id = await plan(site.db, { 'owl.txt': story('owl') })
  expect((await site.as(ada).post(`/imports/${id}/discard`)).headers.get('location')).toBe('/imports')
  expect((await site.as(ada).get(`/imports/${id}`)).text).toContain('This import was discarded. Nothing of it was stored.')
  expect((await site.as(ada).post(`/imports/${id}/run`)).status).toBe(409)
})

test('a pasted text is an article, with plain line breaks and the title typed beside it', async () => {
  const address = await run({}, { text: story('swing bridge').replaceAll('\n', '\r\n'), title: 'The swing bridge' })
  const [item] = await itemsOf(site.db, address.split('/').at(-1) ?? '')
  expect(item).toMatchObject({ file: 'Pasted text.txt', title: 'The swing bridge', outcome: 'created' })
  expect(await decodedOf(item?.article_id)).toBe(story('swing bridge'))
})

test('a form that lacks something is shown again with its words, and keeps the files', async () => {
  const bad = await upload({ 'wren.txt': story('wren') }, { source: ' ', title: 'x'.repeat(201), names_identify: 'yes' })
  expect(bad.status).toBe(422)
  expect(bad.text).toContain('Name the source.')
  expect(bad.text).toContain('Keep the title under 200 characters.')
  expect(bad.text).toMatch(/name="names_identify" value="yes" checked/)
  const kept = /name="kept" value="([^"]+)"><bdi>wren.txt/.exec(bad.text)?.[1] ?? ''
  const again = await upload({}, { kept })
  const [item] = await itemsOf(site.db, again.headers.get('location')?.split('/').at(-1) ?? '')
  expect(item).toMatchObject({ file: 'wren.txt', planned: 'created' })
})

test('an upload without a file or a text is asked for one', async () => {
  const bad = await upload({})
  expect(bad.status).toBe(422)
  expect(bad.text).toContain('Choose a file or paste a text.')
})

test('who may not import, uploads nothing, runs nothing, and still reads the report', async () => {
  const before = await count('uploads')
  for (const person of [vera, grace]) {
    expect((await site.as(person).get('/imports/new')).status).toBe(403)
    expect((await upload({ 'a.txt': story('a') }, {}, person)).status).toBe(403)
  }
  const id = await plan(site.db, { 'a.txt': story('cuckoo') })
  expect((await site.as(vera).post(`/imports/${id}/run`)).status).toBe(403)
  expect((await site.as(vera).post(`/imports/${id}/discard`)).status).toBe(403)
  const page = await site.as(vera).get(`/imports/${id}`)
  expect(page.status).toBe(200)
  expect(page.text).not.toContain('Run the import')
  expect(await count('uploads')).toBe(before + 1)
})

test('markup in every field and in the file name is shown as words', async () => {
  const script = '<script>alert(1)</script>"\'><img src=x onerror=alert(2)>'
  const files = {
    [`..\\..\\${script.replaceAll('/', '')}.jsonl`]: lines({
      title: script,
      text: `${story(script)}${script}`,
      byline: script,
      source: script,
    }),
  }
  const address = await run(files, { source: script })
  for (const path of [address, '/imports', '/imports/new', '/sources', '/articles']) {
    const { status, text } = await site.as(ada).get(path)
    expect([path, status, text.includes('<script>alert'), text.includes('<img')]).toEqual([path, 200, false, false])
  }
})

const wrong: Files = {
  'empty.txt': '',
  'photo.txt': Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex'),
  'nul.txt': 'a\0bc',
  'story.docx': Buffer.from('504b0304', 'hex'),
  'broken.jsonl': '{"text":"One.\n',
  'half.jsonl': '{"text":"ab\\ud83d"}\n',
  'nuls.jsonl': '{"text":"\\u0000"}\n',
}

test('what cannot be read says why, nothing else is lost, and the house goes on answering', async () => {
  const good = Buffer.from('L\x92\xe9t\xe9 revient au port de Saint-Aubry.', 'latin1')
  const address = await run({ ...wrong, 'ete.txt': good })
  const items = await itemsOf(site.db, address.split('/').at(-1) ?? '')
  expect(items.map(({ reason }) => reason)).toEqual([
    '“empty.txt” is empty.',
    '“photo.txt” looks like a PNG picture, not plain text. Save the article as UTF-8 text and import it again.',
    '“nul.txt” holds NUL bytes, the first at 2: this is no plain text. Save it as UTF-8 text and import it again.',
    `“story.docx” is not one of the files that can be imported (${extensions.join(', ')}).`,
    'Line 1 of “broken.jsonl” is not JSON: it breaks off before its end.',
    'Line 1 of “half.jsonl” holds half a character (\\ud83d) at character 3 of “text”. Mend it and import it again.',
    'Line 1 of “nuls.jsonl” holds a NUL character (\\u0000) at character 1 of “text”. Take it out and import it again.',
    'It is not marked and not UTF-8: read as windows-1252, a guess.',
  ])
  const page = await site.as(ada).get(`${address}?outcome=failed`)
  expect(page.status).toBe(200)
  for (const { reason } of items.slice(0, 7)) expect(page.text).toContain(reason)
  expect((await site.as(vera).get('/health/ready')).status).toBe(200)
})

test('an upload over its limits is refused with a sentence and leaves nothing behind', async () => {
  const before = await count('uploads')
  const many = await upload(Object.fromEntries(Array.from({ length: 201 }, (_, n) => [`${n}.txt`, 'x'])))
  expect(many.status).toBe(422)
  expect(many.text).toContain('An upload holds at most 200 files. Choose fewer, and import the others next.')
  const pasted = await upload({}, { text: 'x'.repeat(2 * 1024 * 1024 + 1) })
  expect(pasted.status).toBe(422)
  expect(pasted.text).toContain('The pasted text is larger than 2 MB, the most that one article may have. Import it in parts.')
  expect(await count('uploads')).toBe(before)
}, 60_000)

test.each([
  ['no parts at all', ''],
  ['a part that breaks off', '--x\r\nContent-Disposition: form-data; name="files"; filename="a.txt"\r\n\r\nThe fer'],
  ['another file field', '--x\r\nContent-Disposition: form-data; name="other"; filename="a.txt"\r\n\r\nThe\r\n--x--\r\n'],
  [
    'names that are no names',
    '--x\r\nContent-Disposition: form-data; name="__proto__[a]"\r\n\r\n1\r\n--x\r\nContent-Disposition: form-data; name="a[b"\r\n\r\n1\r\n--x--\r\n',
  ],
])('a form of %s is answered without an error of ours', async (_, body) => {
  const before = await count('uploads')
  const headers = { 'sec-fetch-site': 'same-origin', 'content-type': 'multipart/form-data; boundary=x' }
  const { status } = await site.as(ada).ask('/imports', { method: 'POST', headers, body })
  expect(status).toBe(422)
  expect(Number(await count('uploads'))).toBeLessThanOrEqual(Number(before))
})

test('an upload that breaks off leaves nothing behind', async () => {
  const before = await count('uploads')
  const { port } = new URL(site.url)
  await site.as(ada).get('/imports')
  const cookie = [...site.as(ada).jar].map((pair) => pair.join('=')).join('; ')
  const socket = connect(Number(port), '127.0.0.1')
  await once(socket, 'connect')
  const part = '--x\r\nContent-Disposition: form-data; name="files"; filename="a.txt"\r\n\r\n'
  const head = `POST /imports HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\nCookie: ${cookie}\r\nSec-Fetch-Site: same-origin\r\n`
  socket.write(`${head}Content-Type: multipart/form-data; boundary=x\r\nContent-Length: 9000000\r\n\r\n${part}${'word '.repeat(500_000)}`)
  while ((await count('uploads')) === before) await setTimeout(10)
  socket.destroy()
  for (let tries = 0; (await count('uploads')) > before && tries < 200; tries++) await setTimeout(10)
  expect(await count('uploads')).toBe(before)
  expect((await site.as(ada).get('/imports')).status).toBe(200)
})

test('the list of imports and the items of one go on over pages', async () => {
  const ids: string[] = []
  for (let n = 0; n < 52; n++) ids.push(await plan(site.db, { [`${n}.txt`]: story(`page ${n}`) }))
  const first = await site.as(ada).get('/imports')
  expect(first.text).toContain(`/imports/${ids.at(-1)}"`)
  const older = /href="(\/imports\?before=[^"]+)"/.exec(first.text)?.[1] ?? ''
  const second = await site.as(ada).get(older)
  expect(second.text).toContain(`/imports/${ids[0]}"`)
  const newer = /href="(\/imports\?after=[^"]+)"/.exec(second.text)?.[1] ?? ''
  expect((await site.as(ada).get(newer)).text).toContain(`/imports/${ids.at(-1)}"`)

  const many = lines(...Array.from({ length: 130 }, (_, n) => ({ title: `Item number ${n}`, text: story(`item ${n}`) })))
  const id = await plan(site.db, { 'many.jsonl': many })
  const page = await site.as(ada).get(`/imports/${id}`)
  expect(page.text.match(/Item number \d+/g)).toEqual(Array.from({ length: 100 }, (_, n) => `Item number ${n}`))
  const later = /href="(\/imports\/[^"]+from=101)"/.exec(page.text)?.[1] ?? ''
  const rest = await site.as(ada).get(later)
  expect(rest.text.match(/Item number \d+/g)).toEqual(Array.from({ length: 30 }, (_, n) => `Item number ${n + 100}`))
  expect(rest.text).toContain(`href="/imports/${id}?from=1"`)
})

test.each(['/imports/nothing', '/imports/01900000-0000-7000-8000-000000000000'])('%s is no import', async (path) => {
  expect((await site.as(ada).get(path)).status).toBe(404)
  expect((await site.as(ada).post(`${path}/run`)).status).toBe(404)
})

test.each(['?outcome=nonsense', '?from=-1', '?from=x&outcome[]=1', '?before=x', '?after=%00'])(
  '%s asks for nothing special',
  async (query) => {
    const id = await plan(site.db, { 'a.txt': story('robin') })
    expect((await site.as(ada).get(`/imports/${id}${query}`)).status).toBe(200)
    expect((await site.as(ada).get(`/imports${query}`)).status).toBe(200)
  },
)

function upload(files: Files, fields: Record<string, string> = {}, person = ada) {
  const form = new FormData()
  for (const [name, value] of Object.entries({ ...wish, ...fields })) form.append(name, value)
  for (const [name, content] of Object.entries(files)) form.append('files', new Blob([new Uint8Array(Buffer.from(content))]), name)
  return site.as(person).upload('/imports', form)
}

async function run(files: Files, fields: Record<string, string> = {}): Promise<string> {
  const { status, headers, text } = await upload(files, fields)
  if (status !== 303) throw new Error(`The upload was answered with ${status}: ${text}`)
  const address = headers.get('location') ?? ''
  expect((await site.as(ada).post(`${address}/run`)).status).toBe(303)
  return address
}

async function count(table: string): Promise<number> {
  return Number((await site.db(table).count('* as n').first())?.['n'])
}

async function decodedOf(article_id: string | null | undefined): Promise<string> {
  const original = await site
    .db('articles')
    .join('originals', 'originals.id', 'original_id')
    .where({ 'articles.id': article_id })
    .first('decoded')
  return original?.decoded
}
