import { findDraft } from '../../server/articles/draft-queries.ts'
import { updateArticle } from '../../server/articles/update-article.ts'
import { compared } from '../../server/galley/compared.ts'
import { ferryText, imported, live, rowOf, saysOf, switchFourEyes } from '../articles/story.ts'
import { ada, amina, grace, openSite, password, type Site, vera } from '../cast.ts'

let site: Site
beforeAll(async () => {
  site = await openSite()
  await switchFourEyes(site.db, true)
})
afterAll(() => site.close())

const lockOf = async (id: string) => String((await rowOf(site.db, id)).lock_version)
const draftOf = async (article_id: string) => (await findDraft(site.db, { article_id, person_id: ada.id }))?.words.text
const save = async (id: string, text: string) => site.as(ada).post(`/articles/${id}/text`, { text, lock_version: await lockOf(id) })
const script = { accept: 'application/json', 'sec-fetch-site': 'same-origin' }

describe('the whole text', () => {
  test('stands in one form with cut words in brackets, and is saved', async () => {
    const id = await imported(site.db)
    const { text } = await site.as(ada).get(`/articles/${id}/edit`)
    expect(text).toContain('⟦Also Read: Island Traders Welcome New Cold Store⟧\nA Quieter Crossing')
    const saved = await save(id, ferryText.replace('Thursday', 'Friday').replaceAll('\n', '\r\n'))
    expect([saved.status, saved.headers.get('location')]).toEqual([303, `/articles/${id}`])
    expect((await site.as(ada).get(`/articles/${id}`)).text).toContain('on Friday')
  })

  test('an empty one comes back with a sentence', async () => {
    const id = await imported(site.db)
    const answer = await save(id, ' ')
    expect([answer.status, answer.text.includes('The article has no text yet.')]).toEqual([422, true])
    const brackets = await save(id, '⟦⟧')
    expect([brackets.status, brackets.text.includes('an article has some text')]).toEqual([422, true])
  })

  test('someone was faster: 409 with both, mine can be sent again, and is kept as my draft besides', async () => {
    const id = await imported(site.db)
    const lock_version = await lockOf(id)
    await save(id, 'Ada was faster.')
    const late = await site.as(ada).post(`/articles/${id}/text`, { text: 'My <b>own</b> words.', lock_version })
    expect([late.status, late.text.includes('Ada was faster.'), late.text.includes('My &lt;b&gt;own&lt;/b&gt; words.')]).toEqual([
      409,
      true,
      true,
    ])
    expect(late.text).toContain(`name="lock_version" value="${await lockOf(id)}"`)
    expect(await draftOf(id)).toBe('My <b>own</b> words.')
    expect((await save(id, 'My own words.')).status).toBe(303)
    expect(await draftOf(id)).toBeUndefined()
  })

  test('of a published article it is not shown to change, and what a person was writing is still there', async () => {
    const id = await live(site.db, { by: ada, approver: amina, publisher: grace })
    expect((await site.as(ada).get(`/articles/${id}/edit`)).text).toContain('Press “Revise” to change it')
    const late = await site.as(ada).post(`/articles/${id}/text`, { text: 'Typed too late.', lock_version: '1' })
    expect([late.status, late.text.includes('Typed too late.'), late.text.includes('Save mine over it')]).toEqual([409, true, false])
    expect((await site.as(ada).get(`/articles/${id}/edit`)).text).toContain('Typed too late.')
  })
})

describe('a draft', () => {
  test('is kept by a script, offered again, and goes on where it was', async () => {
    const id = await imported(site.db)
    const body = new URLSearchParams({ text: 'Half a sen', lock_version: await lockOf(id) })
    const kept = await site.as(ada).ask(`/articles/${id}/draft`, { method: 'POST', headers: script, body })
    expect([kept.status, kept.text]).toEqual([200, '{"kept":true}'])
    const offer = await site.as(ada).get(`/articles/${id}/edit`)
    expect(offer.text).toMatch(/You were writing here[\s\S]*Go on[\s\S]*Let it go[\s\S]*Half a sen/)
    expect(offer.text).not.toContain('<textarea')
    expect((await site.as(ada).get(`/articles/${id}/edit?go=on`)).text).toContain('>\nHalf a sen</textarea>')
    expect((await site.as(amina).get(`/articles/${id}/edit`)).text).not.toContain('Half a sen')
  })

  test('without a script it is kept by a button, and let go by another', async () => {
    const id = await imported(site.db)
    const kept = await site.as(ada).post(`/articles/${id}/draft`, { text: 'Half a sen', lock_version: await lockOf(id) })
    expect([kept.status, await draftOf(id)]).toEqual([303, 'Half a sen'])
    expect((await site.as(ada).post(`/articles/${id}/draft/drop`)).status).toBe(303)
    expect([await draftOf(id), (await rowOf(site.db, id)).lock_version]).toEqual([undefined, 1])
  })

  test('when the article was changed meanwhile, both stand side by side', async () => {
    const id = await imported(site.db)
    const lock_version = await lockOf(id)
    await save(id, 'Someone was faster.')
    await site.as(ada).post(`/articles/${id}/draft`, { text: 'Half a sen', lock_version })
    for (const query of ['', '?go=on']) {
      const { text } = await site.as(ada).get(`/articles/${id}/edit${query}`)
      expect([text.includes('Someone was faster.'), text.includes('Half a sen')]).toEqual([true, true])
      expect(text).toContain('Someone changed this article')
    }
  })
})

describe('comparing', () => {
  test('two revisions by words, and an older one restored', async () => {
    const house = site.as(ada)
    const id = await imported(site.db)
    await save(id, ferryText.replace('on Thursday', 'on Friday'))
    const { text } = await house.get(`/articles/${id}/compare?from=1&to=2`)
    expect(text).toContain('on <del>Thursday</del><ins>Friday</ins> after')
    expect(text).toContain(`action="/articles/${id}/revisions/1/restore"`)
    expect((await site.as(vera).get(`/articles/${id}/compare?from=1&to=2`)).text).not.toContain('/restore')
    const restored = await house.post(`/articles/${id}/revisions/1/restore`, { lock_version: await lockOf(id) })
    expect([restored.status, (await saysOf(site.db, id)).at(-1)]).toEqual([303, 'restored a revision'])
    expect((await house.get(`/articles/${id}/compare?from=1&to=3`)).text).toContain('the very same words')
  })

  test('of an article that nobody has changed, what cleaning cut is shown first', async () => {
    const id = await imported(site.db)
    const { text } = await site.as(vera).get(`/articles/${id}/compare`)
    expect(text).toContain('<del>Also Read: Island Traders Welcome New Cold Store')
    expect(text).toMatch(/<option value="clean" selected>/)
  })

  test('restoring on an older version shows both', async () => {
    const id = await imported(site.db)
    await save(id, 'Someone was faster.')
    const late = await site.as(ada).post(`/articles/${id}/revisions/1/restore`, { lock_version: '1' })
    expect([late.status, late.text.includes('Someone was faster.'), late.text.includes('oldest ferry')]).toEqual([409, true, true])
  })

  test('what readers see against the clean copy of now', async () => {
    const id = await live(site.db, { by: ada, approver: amina, publisher: grace })
    const same = await site.as(vera).get(`/articles/${id}/compare`)
    expect(same.text).toContain('the very same words')
    const seen = { lock_version: await lockOf(id), content_sha256: (await rowOf(site.db, id)).head_sha256.toString('hex') }
    await site.as(ada).post(`/articles/${id}/steps/revise`, seen)
    await save(id, ferryText.replace('on Thursday', 'on Friday'))
    const { text } = await site.as(vera).get(`/articles/${id}/compare`)
    expect(text).toContain('<del>Thursday</del><ins>Friday</ins>')
    expect(text).toContain('<ins>Also Read: Island')
  })

  test('a text that was proposed by its source is compared and adopted', async () => {
    const id = await imported(site.db)
    await save(id, ferryText.replace('forty', 'thirty'))
    const decoded = ferryText.replace('on Thursday', 'on Friday')
    const original = {
      bytes: Buffer.from(decoded),
      decoded,
      encoding: 'utf-8',
      encoding_found_by: 'valid UTF-8' as const,
      bom: false,
      lossy: false,
    }
    await site.db.transaction((tx) => updateArticle(tx, { article_id: id, original }))
    expect((await site.as(ada).get(`/articles/${id}`)).text).toContain(`/articles/${id}/compare?from=2&amp;to=3`)
    expect((await site.as(ada).get(`/articles/${id}/compare?from=2&to=3`)).text).toContain('Adopt the new text')
    await site.as(ada).post(`/articles/${id}/revisions/3/restore`, { lock_version: await lockOf(id) })
    const { text } = await site.as(ada).get(`/articles/${id}`)
    expect([text.includes('on Friday'), text.includes('Compare and adopt it')]).toEqual([true, false])
  })

  test.each(['?from=0', '?from=9', '?to=nothing', '?from=live', '?from=1e3'])('%s is not there', async (query) => {
    expect((await site.as(ada).get(`/articles/${await imported(site.db)}/compare${query}`)).status).toBe(404)
  })

  test('both texts can be read from what is compared, word by word in any script, and in a moment', () => {
    const pairs = [
      ['العبّارة القديمة عادت', 'العبّارة الجديدة عادت'],
      ['船は港に戻った。', '船は島に戻った。'],
      ['a\r\nb', 'a\nb'],
      [Array.from({ length: 20_000 }, (_, n) => `a${n}`).join(' '), Array.from({ length: 20_000 }, (_, n) => `b${n}`).join(' ')],
    ] as const
    for (const [before, after] of pairs) {
      const stretches = compared(before, after)
      const read = (without: string) => stretches.flatMap(({ text, change }) => (change === without ? [] : [text])).join('')
      expect([read('came'), read('went')]).toEqual([before, after])
    }
    expect(
      compared(...pairs[0])
        .filter(({ change }) => change !== 'same')
        .map(({ text }) => text),
    ).toEqual(['القديمة', 'الجديدة'])
    expect(
      compared(...pairs[1])
        .filter(({ change }) => change !== 'same')
        .map(({ text }) => text),
    ).toEqual(['港', '島'])
  })
})

test('what is reinstated can be read and taken out again', async () => {
  const id = await live(site.db, { by: ada, approver: amina, publisher: grace })
  const { slug } = await rowOf(site.db, id)
  const step = async (name: string) =>
    site.as(grace).post(`/articles/${id}/steps/${name}`, {
      lock_version: await lockOf(id),
      content_sha256: (await rowOf(site.db, id)).head_sha256.toString('hex'),
      comment: 'The yard asked.',
      reason: 'other',
    })
  await step('withdraw')
  expect((await site.as(grace).get(`/read/${slug}`)).status).toBe(410)
  expect((await step('reinstate')).status).toBe(303)
  expect((await site.as(grace).get(`/read/${slug}`)).status).toBe(200)
  expect((await site.as(grace).get('/read')).text).toContain(`/read/${slug}`)
  const out = await site.as(grace).post(`/articles/${id}/export`, { format: 'txt' })
  expect([out.status, out.text.includes('oldest ferry')]).toEqual([200, true])
})

// The last one: it ends everyone's session.
test('an expired session is told to the script, and loses nothing', async () => {
  const id = await imported(site.db)
  const browser = site.visitor()
  await browser.post('/sign-in', { email: ada.email, password })
  const fields = { text: 'Half a sen', lock_version: await lockOf(id) }
  await browser.post(`/articles/${id}/draft`, fields)
  await site.db('sessions').update({ expire: new Date(Date.now() - 1000) })
  const refused = await browser.ask(`/articles/${id}/draft`, { method: 'POST', headers: script, body: new URLSearchParams(fields) })
  expect([refused.status, JSON.parse(refused.text).error]).toEqual([401, expect.stringContaining('Sign in again')])
  await browser.post('/sign-in', { email: ada.email, password })
  expect((await browser.get(`/articles/${id}/edit`)).text).toContain('Half a sen')
})
