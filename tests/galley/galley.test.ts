import { takeStep } from '../../server/articles/take-step.ts'
import { findNext } from '../../server/review/queries.ts'
import { coastCourier, ferryText, imported, inReview, live, marksOf, rowOf, saysOf, switchFourEyes, written } from '../articles/story.ts'
import { ada, amina, grace, openSite, type Site, tomas, vera } from '../cast.ts'

let site: Site
beforeAll(async () => {
  site = await openSite()
  await switchFourEyes(site.db, true)
})
afterAll(() => site.close())

const seen = async (id: string) => {
  const { lock_version, head_sha256, head_revision_id } = await rowOf(site.db, id)
  return { lock_version: String(lock_version), content_sha256: head_sha256.toString('hex'), revision: head_revision_id }
}

const onlyComment = async (id: string) => String((await site.db('comments').where({ article_id: id }).first('id')).id)

describe('the galley', () => {
  test('keeps cut words in place, struck through, with the reason and the rule', async () => {
    const { text } = await site.as(ada).get(`/articles/${await imported(site.db)}`)
    expect(text).toContain('<del>Also Read: Island Traders Welcome New Cold Store</del>')
    expect(text).toContain('related-link/en')
  })

  test('the clean view has no cut word, the original has every one', async () => {
    const id = await imported(site.db)
    const clean = await site.as(ada).get(`/articles/${id}?view=clean`)
    expect(clean.text).not.toContain('Island Traders')
    const original = await site.as(ada).get(`/articles/${id}?view=original`)
    expect(original.text).toContain('Also Read: Island Traders')
    expect(original.text).toContain('utf-8')
  })

  test('a viewer sees it without buttons', async () => {
    const { status, text } = await site.as(vera).get(`/articles/${await inReview(site.db, ada)}`)
    expect(status).toBe(200)
    expect(text).not.toMatch(/\/verdict|\/steps\/|\/paragraphs\//)
  })

  test('what came in as HTML is shown as text', async () => {
    const id = await imported(site.db, { title: '<script>alert(1)</script>', text: '<img src=x onerror=alert(1)>\n“Fine.”' })
    const { text } = await site.as(ada).get(`/articles/${id}`)
    expect(text).not.toContain('<script>alert')
    expect(text).not.toContain('<img src=x')
    expect(text).toContain('&lt;img src=x')
  })

  test.each(['/articles/x', '/articles/01900000-0000-7000-8000-000000000000', '/review/nobody', '/articles/%00'])(
    '%s is not there',
    async (path) => {
      expect((await site.as(ada).get(path)).status).toBe(404)
    },
  )
})

describe('deciding', () => {
  test('a verdict goes back to its paragraph', async () => {
    const id = await imported(site.db)
    const [mark] = await marksOf(site.db, id)
    const answer = await site.as(ada).post(`/articles/${id}/marks/${mark?.id}/verdict`, { verdict: 'keep', back: `/review/${id}` })
    expect([answer.status, answer.headers.get('location')]).toEqual([303, `/review/${id}#p-1-3`])
    expect((await marksOf(site.db, id))[0]).toMatchObject({ verdict: 'keep', decided_by: ada.id })
  })

  test('a verdict that is none is refused', async () => {
    const id = await imported(site.db)
    const [mark] = await marksOf(site.db, id)
    expect((await site.as(ada).post(`/articles/${id}/marks/${mark?.id}/verdict`, { verdict: 'burn' })).status).toBe(404)
    expect((await site.as(ada).post(`/articles/${id}/marks/nothing/verdict`, { verdict: 'cut' })).status).toBe(404)
  })

  test('nobody is sent to another house', async () => {
    const id = await imported(site.db)
    const [mark] = await marksOf(site.db, id)
    const answer = await site
      .as(ada)
      .post(`/articles/${id}/marks/${mark?.id}/verdict`, { verdict: 'keep', back: 'https://elsewhere.example/' })
    expect(answer.headers.get('location')).toBe(`/articles/${id}#p-1-3`)
  })
})

describe('editing', () => {
  test('the form shows cut words in brackets and saves what was typed', async () => {
    const id = await imported(site.db)
    const form = await site.as(ada).get(`/articles/${id}?edit=1-3`)
    expect(form.text).toContain('⟦Also Read: Island Traders Welcome New Cold Store⟧')
    const { lock_version } = await seen(id)
    const saved = await site.as(ada).post(`/articles/${id}/paragraphs/1-1`, { text: 'The ferry is back.', lock_version })
    expect([saved.status, saved.headers.get('location')]).toEqual([303, `/articles/${id}#p-1-1`])
    expect((await site.as(ada).get(`/articles/${id}`)).text).toContain('The ferry is back.')
  })

  test('someone was faster: 409 with both texts, and mine can be sent again', async () => {
    const id = await imported(site.db)
    const { lock_version } = await seen(id)
    await site.as(ada).post(`/articles/${id}/paragraphs/1-1`, { text: 'Ada was faster.', lock_version })
    const late = await site.as(ada).post(`/articles/${id}/paragraphs/1-1`, { text: 'My own <b>words</b>.', lock_version })
    expect(late.status).toBe(409)
    expect(late.text).toContain('Ada was faster.')
    expect(late.text).toContain('My own &lt;b&gt;words&lt;/b&gt;.')
    const again = await seen(id)
    expect(late.text).toContain(`name="lock_version" value="${again.lock_version}"`)
    expect(
      (await site.as(ada).post(`/articles/${id}/paragraphs/1-1`, { text: 'My own words.', lock_version: again.lock_version })).status,
    ).toBe(303)
  })

  test('a NUL character is refused with a sentence, and what was typed stays', async () => {
    const id = await imported(site.db)
    const { lock_version } = await seen(id)
    const answer = await site.as(ada).post(`/articles/${id}/paragraphs/1-1`, { text: 'Rain\0fall', lock_version })
    expect(answer.status).toBe(422)
    expect(answer.text).toContain('NUL character')
    expect(answer.text).toContain('Rain')
  })

  test('a title of 10,000 characters comes back with a sentence and every character', async () => {
    const id = await imported(site.db)
    const title = 'Ferry '.repeat(1700)
    const answer = await site.as(ada).post(`/articles/${id}/details`, { title, byline: '<b>Wanja</b>', lock_version: '1' })
    expect(answer.status).toBe(422)
    expect(answer.text).toContain('Keep the title under 300 characters.')
    expect(answer.text).toContain('Ferry '.repeat(1700).trim())
    expect(answer.text).toContain('&lt;b&gt;Wanja&lt;/b&gt;')
  })

  test('details on an older version: both stand side by side', async () => {
    const id = await imported(site.db)
    await site.as(ada).post(`/articles/${id}/details`, { title: 'Ferry is back', lock_version: '1' })
    const late = await site.as(ada).post(`/articles/${id}/details`, { title: 'Old ferry sails', lock_version: '1' })
    expect(late.status).toBe(409)
    expect(late.text).toContain('Ferry is back')
    expect(late.text).toContain('Old ferry sails')
  })
})

describe('steps', () => {
  test('submit, request changes with a comment, submit again, approve and publish', async () => {
    const id = await imported(site.db)
    const step = async (who: typeof ada, name: string, fields = {}) =>
      site.as(who).post(`/articles/${id}/steps/${name}`, { ...(await seen(id)), ...fields })
    expect((await step(ada, 'submit')).status).toBe(303)
    expect((await step(grace, 'request-changes')).status).toBe(422)
    expect((await step(grace, 'request-changes', { comment: 'Who paid?' })).status).toBe(303)
    expect((await site.as(ada).get(`/articles/${id}`)).text).toContain('Who paid?')
    const { lock_version } = await seen(id)
    await site.as(ada).post(`/articles/${id}/paragraphs/1-6`, { text: 'The county paid for the refit.', lock_version })
    expect((await step(ada, 'submit')).status).toBe(303)
    expect((await step(grace, 'approve-and-publish', { back: `/review/${id}/next` })).headers.get('location')).toBe(`/review/${id}/next`)
    expect(await saysOf(site.db, id)).toEqual([
      'imported',
      'submitted',
      'requested changes',
      'edited a paragraph',
      'submitted',
      'approved',
      'published',
    ])
  })

  test('a decision on another text than the one looked at: 409 with both', async () => {
    const id = await inReview(site.db, ada)
    const before = await seen(id)
    await site.as(ada).post(`/articles/${id}/paragraphs/1-1`, { text: 'Quite other words.', lock_version: before.lock_version })
    const late = await site.as(amina).post(`/articles/${id}/steps/request-changes`, { ...before, comment: 'Please name the yard.' })
    expect(late.status).toBe(409)
    for (const words of ['Please name the yard.', 'The harbour’s oldest ferry', 'Quite other words.']) expect(late.text).toContain(words)
  })

  test('the page of a step that asks says what stands in its way', async () => {
    const own = await written(site.db, { by: tomas })
    const { text, status } = await site.as(amina).get(`/articles/${own}/steps/request-changes`)
    expect([status, text.includes('is not possible now')]).toEqual([200, true])
  })

  test('every step asked of the wrong state is refused with a sentence, never a crash', async () => {
    const id = await live(site.db, { by: ada, approver: amina, publisher: grace })
    for (const name of ['approve', 'publish', 'approve-and-publish']) {
      const who = name === 'approve' ? amina : grace
      const answer = await site.as(who).post(`/articles/${id}/steps/${name}`, await seen(id))
      expect([409, 403]).toContain(answer.status)
      expect(answer.text).toContain('not possible now')
    }
  })
})

describe('comments', () => {
  test('a comment, its answer, and its end', async () => {
    const id = await inReview(site.db, ada)
    await site.as(amina).post(`/articles/${id}/comments`, { text: 'Is the figure <right>?' })
    const { id: comment } = await site.db('comments').where({ article_id: id }).first()
    await site.as(ada).post(`/articles/${id}/comments`, { text: 'Yes: the yard said so.', parent: comment })
    await site.as(amina).post(`/articles/${id}/comments/${comment}/resolve`)
    const { text } = await site.as(vera).get(`/articles/${id}`)
    expect(text).toContain('Is the figure &lt;right&gt;?')
    expect(text).toContain('Yes: the yard said so.')
    expect(text).toContain('resolved')
    expect(await saysOf(site.db, id)).toEqual(['imported', 'submitted', 'commented', 'answered a comment', 'resolved a comment'])
  })

  test('an answer to a comment that is not there, and an empty one, leave a sentence', async () => {
    const id = await inReview(site.db, ada)
    expect((await site.as(ada).post(`/articles/${id}/comments`, { text: 'x', parent: 'y' })).status).toBe(404)
    const empty = await site.as(ada).post(`/articles/${id}/comments`, { text: '  ' })
    expect([empty.status, empty.text.includes('Write something first.')]).toEqual([422, true])
  })
})

describe('nothing typed is lost', () => {
  test('an author’s words stand on the conflict page although the article went to review meanwhile', async () => {
    const id = await written(site.db, { by: tomas })
    const { lock_version } = await seen(id)
    await takeStep(site.db, { article: id, step: 'submit', by: tomas })
    const paragraph = await site.as(tomas).post(`/articles/${id}/paragraphs/1-1`, { text: 'Words of an hour.', lock_version })
    expect([paragraph.status, paragraph.text.includes('Words of an hour.'), paragraph.text.includes('is in review')]).toEqual([
      409,
      true,
      true,
    ])
    const details = await site.as(tomas).post(`/articles/${id}/details`, { title: 'A title of an hour', lock_version })
    expect([details.status, details.text.includes('A title of an hour')]).toEqual([409, true])
  })

  const long = 'Who paid? '.repeat(1100)

  test('a request that is too long comes back with every word', async () => {
    const id = await inReview(site.db, ada)
    const answer = await site.as(amina).post(`/articles/${id}/steps/request-changes`, { ...(await seen(id)), comment: long })
    expect([answer.status, answer.text.includes(long.trim()), answer.text.includes('under 10,000')]).toEqual([422, true, true])
  })

  test('so does a comment', async () => {
    const id = await inReview(site.db, ada)
    const answer = await site.as(amina).post(`/articles/${id}/comments`, { text: long })
    expect([answer.status, answer.text.includes(long.trim()), answer.text.includes('under 10,000')]).toEqual([422, true, true])
  })

  test('a damaged revision in a stale form still shows both texts', async () => {
    const id = await inReview(site.db, ada)
    const form = { ...(await seen(id)), lock_version: '1', comment: 'Name the yard.' }
    for (const revision of [
      'x',
      '01900000-0000-7000-8000-000000000000',
      (await rowOf(site.db, await imported(site.db, { text: 'Another article.' }))).head_revision_id,
    ]) {
      const answer = await site.as(amina).post(`/articles/${id}/steps/request-changes`, { ...form, revision })
      expect(answer.status).toBe(409)
      expect(answer.text).toContain('Name the yard.')
      expect(answer.text).not.toContain('Another article.')
    }
  })

  test('an article with a source that is gone, or that its author may not add, comes back whole', async () => {
    const form = { title: 'Rain', text: 'It rained all day.', source: 'nonsense' }
    const gone = await site.as(ada).post('/articles', form)
    expect([gone.status, gone.text.includes('It rained all day.')]).toEqual([422, true])
    const forbidden = await site.as(tomas).post('/articles', { ...form, new_source: 'Quay Observer' })
    expect([forbidden.status, forbidden.text.includes('It rained all day.')]).toEqual([422, true])
  })
})

describe('hostile requests get a sentence, never a crash', () => {
  test.each([
    '/review?at=0000-01-01T00:00:00.000Z&id=01900000-0000-7000-8000-000000000000',
    `/review?at=2020-01-01T00:00:00.${'1'.repeat(300)}Z&id=01900000-0000-7000-8000-000000000000`,
    '/review/titles?at=0000-01-01T00:00:00.000Z&id=01900000-0000-7000-8000-000000000000',
    '/review?at=x&at=y&id[]=z',
  ])('GET %s', async (path) => {
    expect((await site.as(ada).get(path)).status).toBe(200)
  })

  test('an id in capitals is no id of ours', async () => {
    const id = await imported(site.db)
    expect((await site.as(ada).get(`/articles/${id.toUpperCase()}`)).status).toBe(404)
    const [mark] = await marksOf(site.db, id)
    expect((await site.as(ada).post(`/articles/${id}/marks/${mark?.id.toUpperCase()}/verdict`, { verdict: 'keep' })).status).toBe(404)
  })

  test('NUL, absurd numbers and missing bodies', async () => {
    const id = await inReview(site.db, ada)
    const posts: [string, Record<string, string>][] = [
      [`/articles/${id}/steps/request-changes`, { ...(await seen(id)), comment: 'Rain\0fall' }],
      [`/articles/${id}/steps/approve`, {}],
      [`/articles/${id}/steps/approve`, { ...(await seen(id)), lock_version: '1e99' }],
      [`/articles/${id}/title`, { title: 'Rain\0fall', lock_version: '1' }],
      [`/articles/${id}/title`, { title: 'x'.repeat(301), lock_version: '1' }],
      [`/articles/${id}/title`, { title: 'x', lock_version: '99999999999999' }],
      [`/articles/${id}/comments`, {}],
      [`/articles/${id}/comments`, { text: 'x', paragraph: 'y'.repeat(300_000) }],
      [`/articles/${id}/comments`, { text: 'x', paragraph: '9-9' }],
      [`/articles/${id}/comments/${id}/resolve`, {}],
      [`/articles/${id}/details`, { title: 'x', language: `en${'-abcdefgh'.repeat(700)}`, lock_version: '1' }],
    ]
    for (const [path, fields] of posts)
      for (const who of [ada, amina]) expect([path, (await site.as(who).post(path, fields)).status < 500]).toEqual([path, true])
    for (const path of [
      `/articles/${id}/comments`,
      `/articles/${id}/marks/${id}/verdict`,
      `/articles/${id}/paragraphs/1-1`,
      `/articles/${id}/steps/recall`,
    ]) {
      const headers = { 'sec-fetch-site': 'same-origin', 'content-type': 'application/json' }
      expect((await site.as(ada).ask(path, { method: 'POST', headers, body: '{"text":"x"}' })).status).toBeLessThan(500)
    }
  })
})

describe('the desk', () => {
  test('the queue is oldest first, and after the last comes the first', async () => {
    await site.db('articles').where({ stage: 'review' }).update({ stage: 'draft' })
    const ids = [await inReview(site.db, ada), await inReview(site.db, ada), await inReview(site.db, ada)]
    const { text } = await site.as(amina).get('/review')
    expect([...text.matchAll(/class="q" href="\/review\/([^"?]+)"/g)].map(([, id]) => id)).toEqual(ids)
    expect((await site.as(amina).get(`/review/${ids[0]}/next`)).headers.get('location')).toBe(`/review/${ids[1]}`)
    expect((await site.as(amina).get(`/review/${ids[2]}/next`)).headers.get('location')).toBe(`/review/${ids[0]}`)
  })

  test('after an approval the reviewer goes on, the publisher comes to what is approved, and both see by whom', async () => {
    await site.db('articles').where({ stage: 'review' }).update({ stage: 'draft' })
    const [first, second] = [await inReview(site.db, ada), await inReview(site.db, ada)]
    const approve = async (id: string) =>
      site.as(amina).post(`/articles/${id}/steps/approve`, { ...(await seen(id)), back: `/review/${id}/next` })
    await approve(first)
    expect((await site.as(amina).get(`/review/${first}/next`)).headers.get('location')).toBe(`/review/${second}`)
    expect((await site.as(grace).get('/review')).text).toContain(`action="/articles/${first}/steps/publish"`)
    await approve(second)
    expect((await site.as(amina).get(`/review/${second}/next`)).headers.get('location')).toBe('/review')
    const done = await site.as(amina).get('/review')
    expect(done.text).toContain('Nothing here waits for you.')
    expect(done.text.match(/approved, to publish/g)).toHaveLength(2)
    const shown = (await site.as(grace).get(`/review/${first}`)).text
    expect([shown.includes('Approved, to publish'), shown.includes('Approved by Amina Haddad: it can be published.')]).toEqual([true, true])
    const again = await site.as(amina).post(`/articles/${first}/steps/approve`, await seen(first))
    expect([again.status, again.text.includes('You have approved this very text; a publisher publishes it.')]).toEqual([409, true])
  })

  test('a pure publisher, an editor and a submitter with every role are led to what they can do', async () => {
    await site.db('articles').where({ stage: 'review' }).update({ stage: 'draft' })
    const [plain, approved] = [await inReview(site.db, ada), await inReview(site.db, ada)]
    await takeStep(site.db, { article: approved, step: 'approve', by: amina })
    const next = (person: typeof ada) => findNext(site.db, { after: null, person })
    expect(await next({ ...grace, roles: ['publisher'] })).toBe(approved)
    expect(await next(ada)).toBe(plain)
    expect(await next({ ...ada, roles: ['editor', 'reviewer'] })).toBeNull()
    expect(await next({ ...ada, roles: ['editor', 'reviewer', 'publisher'] })).toBe(approved)
    await site.db('policy').update({ approvals_needed: 0 })
    expect(await next({ ...grace, roles: ['publisher'] })).toBe(plain)
    expect((await site.as(grace).get(`/review/${plain}`)).text).not.toContain('Approved, to publish</span>')
    await site.db('policy').update({ approvals_needed: 1 })
  })

  test('whoever is led on is told which article the decision was about', async () => {
    await site.db('articles').where({ stage: 'review' }).update({ stage: 'draft' })
    const [first, second] = [await inReview(site.db, ada), await inReview(site.db, ada)]
    await site.as(amina).post(`/articles/${first}/steps/approve`, { ...(await seen(first)), back: `/review/${first}/next` })
    expect((await site.as(amina).get(`/review/${second}`)).text).toContain('“Harbour ferry returns”: Approved.')
    await site.as(ada).post(`/articles/${second}/steps/recall`, { ...(await seen(second)), back: `/articles/${second}` })
    expect((await site.as(ada).get(`/articles/${second}`)).text).toContain('<span>Recalled to draft.</span>')
  })

  test('what was sent back is badged so until it is submitted again', async () => {
    const id = await inReview(site.db, ada)
    await takeStep(site.db, { article: id, step: 'request-changes', by: amina, comment: 'Who paid?' })
    expect((await site.as(ada).get(`/articles/${id}`)).text).toContain('Changes requested</span>')
    expect((await site.as(ada).get('/articles?state=draft')).text).toContain('Changes requested</span>')
    await site.as(ada).post(`/articles/${id}/comments`, { text: 'The county.', parent: await onlyComment(id) })
    await takeStep(site.db, { article: id, step: 'submit', by: ada })
    await takeStep(site.db, { article: id, step: 'recall', by: ada })
    expect((await site.as(ada).get(`/articles/${id}`)).text).not.toContain('Changes requested</span>')
  })

  test('the list says what waits for a publisher', async () => {
    await site.db('articles').where({ stage: 'review' }).update({ stage: 'draft' })
    const id = await inReview(site.db, ada)
    expect((await site.as(grace).get('/articles?state=review')).text).not.toContain('Approved, to publish')
    await takeStep(site.db, { article: id, step: 'approve', by: amina })
    expect((await site.as(grace).get('/articles?state=review')).text.match(/Approved, to publish/g)).toHaveLength(1)
    await site.db('people').where({ id: amina.id }).update({ disabled_at: new Date() })
    expect((await site.as(grace).get('/articles?state=review')).text).not.toContain('Approved, to publish')
    await site.db('people').where({ id: amina.id }).update({ disabled_at: null })
  })

  test('nobody is told to press what they do not have', async () => {
    const id = await live(site.db, { by: ada, approver: amina, publisher: grace })
    const shown = (await site.as(grace).get(`/articles/${id}`)).text
    expect([shown.includes('Press “Revise”'), shown.includes('An editor can open it for changes')]).toEqual([false, true])
    expect(shown).toContain('<a href="/read/')
    expect((await site.as(ada).get(`/articles/${id}`)).text).toContain('Press “Revise”')
  })

  test('an empty queue says so', async () => {
    await site.db('articles').where({ stage: 'review' }).update({ stage: 'draft' })
    expect((await site.as(amina).get('/review')).text).toContain('Nothing waits for review.')
  })

  test('a suggested title is confirmed with one button', async () => {
    const id = await imported(site.db, { title: 'Suggested by the file' })
    await site.db('articles').where({ id }).update({ title_confirmed: false })
    expect((await site.as(ada).get('/review/titles')).text).toContain('Suggested by the file')
    await site.as(ada).post(`/articles/${id}/title`, { title: 'Suggested by the file', lock_version: '1', back: '/review/titles' })
    expect((await rowOf(site.db, id)).title_confirmed).toBe(true)
    expect(await saysOf(site.db, id)).toEqual(['imported', 'confirmed the title'])
  })
})

describe('a new article by hand', () => {
  test('is marked when it is saved, and what was typed is its original', async () => {
    const source = await coastCourier(site.db)
    const answer = await site
      .as(tomas)
      .post('/articles', { title: 'Harbour ferry returns', text: ferryText.replaceAll('\n', '\r\n'), source: source.id, language: 'en' })
    expect(answer.status).toBe(303)
    const id = String(answer.headers.get('location')).split('/').at(-1) ?? ''
    expect(await rowOf(site.db, id)).toMatchObject({ stage: 'draft', cuts: 2, title_confirmed: true })
    expect(await saysOf(site.db, id)).toEqual(['written'])
  })

  test('an empty form comes back with a sentence at each field', async () => {
    const { status, text } = await site.as(ada).post('/articles', { title: '', text: ' \r\n ', source: '', language: 'English' })
    expect(status).toBe(422)
    for (const sentence of ['Give the article a title.', 'The article has no text yet.', 'Give the language as a tag'])
      expect(text).toContain(sentence)
  })

  test('an author, who adds no sources, is not told to name one', async () => {
    const words = { title: 'Mine', text: 'A line.', source: '' }
    expect((await site.as(tomas).post('/articles', words)).text).toContain('<span>Choose the source.</span>')
    expect((await site.as(ada).post('/articles', words)).text).toContain('Choose the source, or name a new one.')
  })

  test('stage, author and role are never read from the form', async () => {
    const source = await coastCourier(site.db)
    const answer = await site
      .as(tomas)
      .post('/articles', { title: 'x', text: 'y', source: source.id, stage: 'published', saved_by: ada.id, publication: 'live' })
    const id = String(answer.headers.get('location')).split('/').at(-1) ?? ''
    expect(await rowOf(site.db, id)).toMatchObject({ stage: 'draft', publication: 'none' })
    expect(await site.db('revisions').where({ article_id: id }).pluck('saved_by')).toEqual([tomas.id])
  })
})

test('whoever claims stays with the article, and whoever decides goes on', async () => {
  const id = await inReview(site.db, ada)
  const { text } = await site.as(amina).get(`/review/${id}`)
  const backOf = (step: string) => new RegExp(`steps/${step}">.*?name="back" value="([^"]*)"`, 's').exec(text)?.[1]
  expect([backOf('claim'), backOf('approve')]).toEqual([`/review/${id}`, `/review/${id}/next`])
})
