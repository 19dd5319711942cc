import { editParagraph } from '../../server/articles/edit-paragraph.ts'
import { approveAndPublish, takeStep } from '../../server/articles/take-step.ts'
import { Conflict, Forbidden, Invalid } from '../../server/errors.ts'
import { countForced } from '../../server/policy/queries.ts'
import { tagArticle } from '../../server/tags/tag-article.ts'
import { ada, amina, everyone, grace, openSite, password, root, type Site, solo, tomas, vera } from '../cast.ts'
import { cleanFerryText, imported, inReview, live, rowOf, saysOf, switchFourEyes, written } from './story.ts'

let site: Site
let db: Site['db']

beforeAll(async () => {
  site = await openSite({ people: [...everyone, solo] })
  db = site.db
  await switchFourEyes(db, true)
  await db('policy').update({ force_publish: true })
})
afterAll(() => site.close())

const force = (article: string, more = {}) =>
  takeStep(db, { article, step: 'force-publish', by: grace, comment: 'The storm will not wait.', is_known_again: true, ...more })
const afterwards = (article: string, by = amina) => takeStep(db, { article, step: 'approve-afterwards', by })

async function formOf(id: string, more: Record<string, string> = {}) {
  const { lock_version, head_sha256 } = await rowOf(db, id)
  return { lock_version: String(lock_version), content_sha256: head_sha256.toString('hex'), comment: 'The storm will not wait.', ...more }
}

test('a publisher publishes a draft with a reason and the password again, and it stands as unreviewed', async () => {
  const id = await imported(db)
  const answer = await site.as(grace).post(`/articles/${id}/steps/force-publish`, await formOf(id, { password }))
  expect(answer.status).toBe(303)
  const row = await rowOf(db, id)
  expect(row).toMatchObject({ stage: 'published', publication: 'live', forced_by: grace.id, forced_with: [grace.id] })
  expect(await db('releases').where({ article_id: id }).first()).toMatchObject({ unreviewed: true, clean_copy: cleanFerryText })
  expect(await saysOf(db, id)).toEqual(['imported', 'published unreviewed'])
  expect((await site.as(amina).get(`/articles/${id}`)).text).toContain('published unreviewed')
})

test('not with a wrong password, not without a reason, not without a confirmed title', async () => {
  const id = await imported(db)
  const wrong = await site.as(grace).post(`/articles/${id}/steps/force-publish`, await formOf(id, { password: 'another' }))
  expect([wrong.status, wrong.text.includes('This is not your password.')]).toEqual([422, true])
  await expect(force(id, { is_known_again: false })).rejects.toThrow(Forbidden)
  await expect(force(id, { comment: ' ' })).rejects.toThrow(Invalid)
  await db('articles').where({ id }).update({ title_confirmed: false })
  await expect(force(id)).rejects.toThrow('only suggested')
  expect((await rowOf(db, id)).publication).toBe('none')
})

test('only a publisher, and only where the policy lets it', async () => {
  const id = await imported(db)
  for (const by of [root, vera, tomas, ada, amina]) await expect(force(id, { by })).rejects.toThrow(Forbidden)
  await db('policy').update({ force_publish: false })
  await expect(force(id)).rejects.toThrow('The policy lets nothing go out before it is approved.')
  expect((await site.as(grace).get(`/articles/${id}`)).text).not.toContain('force-publish')
  await db('policy').update({ force_publish: true })
})

test('what is approved is published the usual way', async () => {
  const id = await inReview(db, ada)
  await takeStep(db, { article: id, step: 'approve', by: amina })
  await expect(force(id)).rejects.toThrow('publish it the usual way')
})

test('somebody else than the forcer and the author approves it afterwards, once, and the flag goes', async () => {
  const id = await written(db, { by: tomas })
  await takeStep(db, { article: id, step: 'submit', by: ada })
  await force(id, { by: grace })
  await expect(afterwards(id, grace)).rejects.toThrow('someone else approves it afterwards')
  for (const author of [tomas, ada]) {
    await db('people')
      .where({ id: author.id })
      .update({ roles: ['reviewer'] })
    await expect(afterwards(id, { ...author, roles: ['reviewer'] })).rejects.toThrow('someone else approves it afterwards')
    await db('people').where({ id: author.id }).update({ roles: author.roles })
  }
  for (const by of [root, vera]) await expect(afterwards(id, by)).rejects.toThrow(Forbidden)
  await afterwards(id)
  expect(await rowOf(db, id)).toMatchObject({ publication: 'live', forced_by: null, forced_with: null })
  await expect(afterwards(id, solo)).rejects.toThrow(Conflict)
  const { content_sha256 } = await db('releases').where({ article_id: id }).first()
  expect(await db('approvals').where({ article_id: id })).toMatchObject([{ person_id: amina.id, content_sha256 }])
})

test('as many approvals as the policy asks, and nobody gives two', async () => {
  const id = await imported(db)
  await db('policy').update({ approvals_needed: 2 })
  await force(id)
  await afterwards(id)
  expect((await rowOf(db, id)).forced_by).toBe(grace.id)
  await expect(afterwards(id)).rejects.toThrow('another reviewer has to approve it, too')
  await afterwards(id, solo)
  await db('policy').update({ approvals_needed: 1 })
  expect((await rowOf(db, id)).forced_by).toBeNull()
})

test('a tag, a withdrawal and a reinstatement do not make it reviewed; a version that was approved does', async () => {
  const id = await imported(db)
  await force(id)
  await tagArticle(db, { article_id: id, name: 'storms', by: ada })
  await takeStep(db, { article: id, step: 'withdraw', by: grace, comment: 'x' })
  await takeStep(db, { article: id, step: 'reinstate', by: grace, comment: 'x' })
  expect(await db('releases').where({ article_id: id }).pluck('unreviewed')).toEqual([true, true, true])
  expect((await rowOf(db, id)).forced_by).toBe(grace.id)
  await takeStep(db, { article: id, step: 'revise', by: ada })
  const { lock_version } = await rowOf(db, id)
  await editParagraph(db, { article_id: id, paragraph_id: '1-1', text: 'Other words.', lock_version, by: ada })
  expect((await rowOf(db, id)).forced_by).toBe(grace.id)
  await takeStep(db, { article: id, step: 'submit', by: ada })
  await approveAndPublish(db, { article: id, by: solo })
  expect((await rowOf(db, id)).forced_by).toBeNull()
  expect(await db('releases').where({ article_id: id }).orderBy('number', 'desc').first('unreviewed')).toEqual({ unreviewed: false })
})

test('how much went out unreviewed is said on the page of the policy', async () => {
  await live(db, { by: ada, approver: amina, publisher: grace })
  const { published, forced, waiting } = await countForced(db, new Date(0))
  const releases = await db('export_log').join('releases', 'releases.id', 'release_id').where({ change: 'published' }).select('unreviewed')
  expect([published, forced]).toEqual([releases.length, releases.filter(({ unreviewed }) => unreviewed).length])
  expect(waiting).toBe(
    await db('articles')
      .where({ publication: 'live' })
      .whereNotNull('forced_by')
      .then(({ length }) => length),
  )
  const { text } = await site.as(root).get('/policy')
  expect(text).toContain(`${forced} of ${published} texts that went live in the last ninety days went out unreviewed`)
})

test('ten at once approve it once each, and two publish it once', async () => {
  const id = await imported(db)
  const forced = await Promise.allSettled([force(id), force(id, { by: solo })])
  expect(forced.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
  const given = await Promise.allSettled(Array.from({ length: 10 }, () => afterwards(id)))
  expect(given.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
  for (const one of given) if (one.status === 'rejected') expect(one.reason).toBeInstanceOf(Conflict)
})
