import { editParagraph } from '../../server/articles/edit-paragraph.ts'
import { takeStep } from '../../server/articles/take-step.ts'
import { addComment } from '../../server/comments/add-comment.ts'
import { Conflict, Forbidden, Invalid } from '../../server/errors.ts'
import { ada, amina, grace, openSite, password, root, type Site, tomas, vera } from '../cast.ts'
import { live, rowOf, saysOf, switchFourEyes } from './story.ts'

let site: Site
let db: Site['db']

beforeAll(async () => {
  site = await openSite()
  db = site.db
  await switchFourEyes(db, true)
})
afterAll(() => site.close())

const published = () => live(db, { by: ada, approver: amina, publisher: grace })

async function formOf(id: string, more: Record<string, string> = {}) {
  const { lock_version, head_sha256, slug } = await rowOf(db, id)
  return { lock_version: String(lock_version), content_sha256: head_sha256.toString('hex'), slug, comment: 'A judge asked us to.', ...more }
}
const log = (id: string) => db('export_log').where({ article_id: id }).orderBy('number').select('change', 'reason', 'number')

describe('withdraw', () => {
  test('a reason is chosen and written; readers are told the one that was chosen, never what was written', async () => {
    const id = await published()
    const { slug } = await rowOf(db, id)
    const missing = await site.as(grace).post(`/articles/${id}/steps/withdraw`, await formOf(id))
    expect([missing.status, missing.text.includes('Choose a reason.'), missing.text.includes('A judge asked us to.')]).toEqual([
      422,
      true,
      true,
    ])
    const done = await site.as(grace).post(`/articles/${id}/steps/withdraw`, await formOf(id, { reason: 'legal' }))
    expect(done.status).toBe(303)
    const { status, text } = await site.as(vera).get(`/read/${slug}`)
    expect([status, text.includes('It was taken down for legal reasons.'), text.includes('A judge')]).toEqual([410, true, false])
    expect((await log(id)).map(({ change, reason }) => [change, reason])).toEqual([
      ['published', null],
      ['withdrawn', 'legal'],
    ])
  })

  test('a reason that is none of ours is refused', async () => {
    const id = await published()
    const { status } = await site.as(grace).post(`/articles/${id}/steps/withdraw`, await formOf(id, { reason: 'toString' }))
    expect([status, (await rowOf(db, id)).publication]).toEqual([422, 'live'])
  })
})

describe('kill', () => {
  const asked = async (id: string) => ({
    article: id,
    step: 'kill' as const,
    by: grace,
    comment: 'It names a child.',
    reason: 'privacy' as const,
    slug: (await rowOf(db, id)).slug,
    is_known_again: true,
  })

  test('takes it from every public path for good, with a tombstone under a number of its own', async () => {
    const id = await published()
    const { slug } = await rowOf(db, id)
    await db('article_slugs').insert({ slug: `once-${slug}`, article_id: id })
    const fields = await formOf(id, { reason: 'privacy', password })
    expect((await site.as(grace).post(`/articles/${id}/steps/kill`, fields)).status).toBe(303)
    expect(await rowOf(db, id)).toMatchObject({ publication: 'killed' })
    for (const address of [`/read/${slug}`, `/read/once-${slug}`]) {
      const { status, text } = await site.as(vera).get(address)
      expect([status, text.includes('gulls')]).toEqual([410, false])
      expect(text).toContain('This article was removed for good.')
    }
    expect((await site.as(vera).get('/read')).text).not.toContain(slug)
    expect((await site.as(grace).post(`/articles/${id}/export`, { format: 'txt' })).status).toBe(404)
    expect((await log(id)).at(-1)).toMatchObject({ change: 'killed', reason: 'privacy' })
    expect((await saysOf(db, id)).at(-1)).toBe('killed')
  })

  test('a withdrawn one can be killed, and one that is being changed', async () => {
    const [withdrawn, revised] = [await published(), await published()]
    await takeStep(db, { article: withdrawn, step: 'withdraw', by: grace, comment: 'x' })
    await takeStep(db, { article: revised, step: 'revise', by: ada })
    for (const id of [withdrawn, revised]) {
      await takeStep(db, await asked(id))
      expect((await rowOf(db, id)).publication).toBe('killed')
    }
  })

  test('not without the slug, the reason in words and the password again; the words are still there, the password is not', async () => {
    const id = await published()
    const post = async (fields: Record<string, string>) => site.as(grace).post(`/articles/${id}/steps/kill`, await formOf(id, fields))
    const right = { reason: 'legal', password }
    for (const [wrong, says] of [
      [{ slug: 'another' }, 'so that no other is meant'],
      [{ slug: '' }, 'Type the word of its address'],
      [{ comment: ' ' }, 'Say it in a few words.'],
      [{ password: '' }, 'Type your password.'],
      [{ password: 'not my password at all' }, 'This is not your password.'],
    ] as const) {
      const { status, text } = await post({ ...right, ...wrong })
      expect([status, text.includes(says)]).toEqual([422, true])
      expect(text).not.toContain('not my password at all')
    }
    expect((await post({ ...right, password: 'wrong' })).text).toContain('A judge asked us to.')
    expect((await rowOf(db, id)).publication).toBe('live')
    const { slug: _, ...unnamed } = await asked(id)
    await expect(takeStep(db, unnamed)).rejects.toThrow(Invalid)
    await expect(takeStep(db, { ...(await asked(id)), is_known_again: false })).rejects.toThrow('Type your password again')
    await expect(takeStep(db, { ...(await asked(id)), comment: '' })).rejects.toThrow(Invalid)
  })

  test('guessing the password is slowed as at the door', async () => {
    const id = await published()
    const wrong = await formOf(id, { reason: 'legal', password: 'a wrong one' })
    await db('sign_in_attempts').delete()
    const answers = []
    for (let n = 0; n < 6; n++) answers.push((await site.as(grace).post(`/articles/${id}/steps/kill`, wrong)).status)
    expect(answers).toEqual([422, 422, 422, 422, 422, 429])
    await db('sign_in_attempts').delete()
  })

  test('only a publisher may, and only what readers see or saw', async () => {
    const id = await published()
    for (const by of [root, vera, tomas, ada, amina]) await expect(takeStep(db, { ...(await asked(id)), by })).rejects.toThrow(Forbidden)
    const draft = await published()
    await db('articles').where({ id: draft }).update({ publication: 'none', live_release_id: null, stage: 'draft' })
    await expect(takeStep(db, await asked(draft))).rejects.toThrow(Conflict)
    expect((await rowOf(db, id)).publication).toBe('live')
  })

  test('no step leads back, and nothing of it can be changed', async () => {
    const id = await published()
    await takeStep(db, await asked(id))
    await expect(takeStep(db, { article: id, step: 'reinstate', by: grace, comment: 'x' })).rejects.toThrow(Conflict)
    await expect(takeStep(db, { article: id, step: 'revise', by: ada })).rejects.toThrow(Conflict)
    await expect(takeStep(db, await asked(id))).rejects.toThrow(Conflict)
    const { lock_version } = await rowOf(db, id)
    await expect(editParagraph(db, { article_id: id, paragraph_id: '1-1', text: 'x', lock_version, by: ada })).rejects.toThrow(Conflict)
  })

  test('ten at once kill it once', async () => {
    const id = await published()
    const kill = await asked(id)
    const tries = await Promise.allSettled(Array.from({ length: 10 }, () => takeStep(db, kill)))
    expect(tries.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    expect((await log(id)).map(({ change }) => change)).toEqual(['published', 'killed'])
  })
})

describe('a correction', () => {
  const note = 'An earlier version gave the wrong year.'

  test('carries a dated note that is part of the text that is approved, and readers get it with the corrected text', async () => {
    const id = await published()
    const before = await rowOf(db, id)
    await takeStep(db, { article: id, step: 'correct', by: ada, comment: note })
    const open = await rowOf(db, id)
    expect([open.stage, open.publication, open.correction?.text]).toEqual(['draft', 'live', note])
    expect(open.head_sha256.equals(before.head_sha256)).toBe(false)
    expect((await site.as(vera).get(`/read/${before.slug}`)).text).not.toContain(note)
    await takeStep(db, { article: id, step: 'submit', by: ada })
    await takeStep(db, { article: id, step: 'approve', by: amina })
    await takeStep(db, { article: id, step: 'publish', by: grace })
    const { text } = await site.as(vera).get(`/read/${before.slug}`)
    expect(text).toContain(note)
    expect(text).toMatch(/Correction<\/b> <small[^>]*>\d+ \w+ \d{4}, \d\d:\d\d UTC/)
    expect((await saysOf(db, id)).slice(4)).toEqual(['opened for a correction', 'submitted', 'approved', 'published'])
  })

  test('a second one keeps the first; discarding takes back the note that was not published', async () => {
    const id = await published()
    const correct = (comment: string) => takeStep(db, { article: id, step: 'correct', by: ada, comment })
    await correct(note)
    await takeStep(db, { article: id, step: 'submit', by: ada })
    await takeStep(db, { article: id, step: 'approve', by: amina })
    await takeStep(db, { article: id, step: 'publish', by: grace })
    await correct('And the captain’s name was misspelt.')
    expect((await rowOf(db, id)).correction).toMatchObject({ text: 'And the captain’s name was misspelt.', earlier: [{ text: note }] })
    await takeStep(db, { article: id, step: 'discard-changes', by: ada })
    expect((await rowOf(db, id)).correction).toMatchObject({ text: note })
  })

  test('without a note it is refused, and an update has none', async () => {
    const id = await published()
    await expect(takeStep(db, { article: id, step: 'correct', by: ada, comment: ' ' })).rejects.toThrow('Readers will see this note.')
    await expect(takeStep(db, { article: id, step: 'correct', by: amina, comment: note })).rejects.toThrow(Forbidden)
    await takeStep(db, { article: id, step: 'revise', by: ada })
    expect((await rowOf(db, id)).correction).toBeNull()
    await expect(takeStep(db, { article: id, step: 'correct', by: ada, comment: note })).rejects.toThrow(Conflict)
    await addComment(db, { article_id: id, text: 'Still open.', by: amina })
  })
})
