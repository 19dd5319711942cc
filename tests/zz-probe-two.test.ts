import { coastCourier, imported, inReview, live, marksOf, rowOf, saysOf, switchFourEyes } from './articles/story.ts'
import { ada, amina, everyone, grace, openSite, type Site, solo } from './cast.ts'
import { updateArticle } from '../server/articles/update-article.ts'
import { createArticle } from '../server/articles/create-article.ts'
import { takeStep } from '../server/articles/take-step.ts'
import { decideMark } from '../server/articles/decide-mark.ts'
import { editDetails } from '../server/articles/edit-details.ts'
import { editParagraph } from '../server/articles/edit-paragraph.ts'
import { addComment } from '../server/comments/add-comment.ts'
import { resolveComment } from '../server/comments/resolve-comment.ts'
import { cutsOf } from '../server/articles/marks.ts'
import { cutParagraphs, textOf } from '../server/articles/paragraph.ts'
import { findRevision } from '../server/articles/queries.ts'
import { situationOf } from '../server/articles/situation.ts'
let site: Site
const out: string[] = []
const log = (...x: unknown[]) => out.push(x.map((y) => (typeof y === 'string' ? y : JSON.stringify(y))).join(' '))
beforeAll(async () => { site = await openSite({ people: [...everyone, solo] }); await switchFourEyes(site.db, true) })
afterAll(async () => { await site.close(); (await import('node:fs')).writeFileSync('/tmp/probe-two.log', out.join('\n') + '\n') })
const edit = async (id: string, paragraph_id: string, text: string, by = ada) =>
  editParagraph(site.db, { article_id: id, paragraph_id, text, lock_version: (await rowOf(site.db, id)).lock_version, by })
const clean = async (id: string) => {
  const { paragraphs } = await findRevision(site.db, (await rowOf(site.db, id)).head_revision_id)
  return textOf(cutParagraphs(paragraphs, cutsOf(await marksOf(site.db, id))))
}
const m = async (id: string) => (await marksOf(site.db, id)).map((x) => [x.paragraph_id, x.rule, x.verdict, x.decided_by && 'person'])
test('source name', async () => {
  const text = 'Rain fell on the harbour all day.\nThe county paid.\nJoin Coast Courier on Telegram\nFollow Coast Courier\nSupport Coast Courier'
  const id = await imported(site.db, { text })
  log('SRC created', await m(id))
  await editDetails(site.db, { article_id: id, details: { language: 'sw' }, lock_version: 1, by: ada })
  log('SRC after language', await m(id))
  const two = await imported(site.db, { text: text + '.' })
  const original = { bytes: Buffer.from(text), decoded: text, encoding: 'utf-8', encoding_found_by: 'valid UTF-8' as const, bom: false, lossy: false }
  await site.db.transaction((tx) => updateArticle(tx, { article_id: two, original }))
  log('SRC after update', await m(two), (await clean(two)).split('\n').slice(2))
})
test('same length', async () => {
  const id = await imported(site.db, { text: 'Rain fell on the harbour all day long.\nAlso Read: Pork Fees Rise In January\nThe ferry sailed at noon with forty people.' })
  const [mark] = await marksOf(site.db, id)
  await decideMark(site.db, { article_id: id, mark_id: mark!.id, verdict: 'keep', by: ada })
  await edit(id, '1-2', 'Also Read: Port Fees Rise In January')
  log('SAME after typo mended', await m(id), (await clean(id)).includes('Port Fees'))
  await editDetails(site.db, { article_id: id, details: { language: 'fr' }, lock_version: (await rowOf(site.db, id)).lock_version, by: ada })
  log('SAME after language', await m(id), (await clean(id)).includes('Port Fees'))
})
test('all emptied', async () => {
  const id = await imported(site.db, { text: 'One line here.' })
  await edit(id, '1-1', '')
  const { text } = await site.as(ada).get(`/articles/${id}`)
  log('EMPTIED edit links', (text.match(/\?edit=/g) ?? []).length, 'forms for paragraphs', (text.match(/\/paragraphs\//g) ?? []).length)
})
test('same hash, other bytes', async () => {
  const id = await imported(site.db, { text: 'One here.\nTwo here.' })
  const a = await rowOf(site.db, id), ca = await clean(id)
  await edit(id, '1-2', 'Two here.\nx')
  const rev = await findRevision(site.db, (await rowOf(site.db, id)).head_revision_id)
  await edit(id, rev.paragraphs[2]!.id, '')
  log('BYTES same hash', a.head_sha256.equals((await rowOf(site.db, id)).head_sha256), ca, '=>', await clean(id))
})
test('author of comment', async () => {
  const id = await inReview(site.db, ada)
  await takeStep(site.db, { article: id, step: 'request-changes', by: amina, comment: 'Who paid?' })
  const { id: c } = await site.db('comments').where({ article_id: id }).first()
  await resolveComment(site.db, { article_id: id, id: c, by: ada })
  log('RESOLVED own request, resubmit', await takeStep(site.db, { article: id, step: 'submit', by: ada }).then(() => 'submitted without change or answer', (e) => e.message))
  const two = await inReview(site.db, ada)
  await takeStep(site.db, { article: two, step: 'request-changes', by: amina, comment: 'Who paid?' })
  await takeStep(site.db, { article: two, step: 'submit', by: ada }).catch((e) => log('expected', e.message))
})
test('reviewer hand cut forgotten?', async () => {
  // amina cuts by hand in a published-then-revised article; then discard, revise, resubmit
  const id = await live(site.db, { by: ada, approver: amina, publisher: grace })
  await takeStep(site.db, { article: id, step: 'revise', by: ada })
  await takeStep(site.db, { article: id, step: 'submit', by: ada })
  await edit(id, '1-2', 'Engineers said the vessel now burns a third less fuel ⟦and crosses in near silence⟧.', amina)
  await edit(id, '1-2', 'Engineers said the vessel now burns a third less fuel and crosses in near silence.', amina)
  log('HAND then kept', (await situationOf(site.db, await rowOf(site.db, id))).contributors)
  // clock behind
  await takeStep(site.db, { article: id, step: 'recall', by: ada })
})
test('restored hand mark of editor, then re-cut by other', async () => {
  const id = await inReview(site.db, ada)
  await edit(id, '1-2', 'Engineers said the vessel now burns a third less fuel ⟦and crosses in near silence⟧.', ada)
  const hand = (await marksOf(site.db, id)).find((x) => x.made_by)!
  await decideMark(site.db, { article_id: id, mark_id: hand.id, verdict: 'keep', by: ada })
  await decideMark(site.db, { article_id: id, mark_id: hand.id, verdict: 'cut', by: amina })
  log('RECUT by reviewer, approve:', await takeStep(site.db, { article: id, step: 'approve', by: amina }).then(() => 'approved', (e) => e.message))
})
test('reviewer widens an engine cut of one word by re-bracketing a kept engine mark', async () => {
  const id = await inReview(site.db, ada)
  log('conflict page compares', '')
  const { lock_version, head_sha256, head_revision_id } = await rowOf(site.db, id)
  await edit(id, '1-6', 'Changed.', ada)
  const late = await site.as(amina).post(`/articles/${id}/steps/approve`, { lock_version: String(lock_version), content_sha256: head_sha256.toString('hex'), revision: head_revision_id })
  const copies = [...late.text.matchAll(/<div class="copy"[^>]*>([^<]*)</g)].map((x) => (x[1] ?? '').includes('Also Read'))
  log('CONFLICT copies include cut words', copies)
  const other = await imported(site.db, { text: 'Words of quite another article.' })
  const o = await rowOf(site.db, other)
  const late2 = await site.as(amina).post(`/articles/${id}/steps/approve`, { lock_version: '1', content_sha256: head_sha256.toString('hex'), revision: o.head_revision_id })
  log('CONFLICT with revision of another article', late2.status, late2.text.includes('Words of quite another article'))
})
test('withdraw then publish again', async () => {
  const id = await live(site.db, { by: ada, approver: amina, publisher: grace })
  await takeStep(site.db, { article: id, step: 'revise', by: ada })
  await takeStep(site.db, { article: id, step: 'withdraw', by: grace, comment: 'Disputed.' })
  log('WITHDRAWN draft: discard', await takeStep(site.db, { article: id, step: 'discard-changes', by: ada }).then(() => 'ok', (e) => e.message))
  const { text } = await site.as(solo).get(`/articles/${id}`)
  log('buttons', [...text.matchAll(/steps\/([a-z-]+)/g)].map((x) => x[1]))
  void coastCourier; void createArticle; void addComment; void saysOf
})
test('comments seq scan', async () => {
  const id = await imported(site.db)
  const other = await imported(site.db)
  await site.db.raw(`INSERT INTO comments (id, article_id, text, person_id, created_at) SELECT gen_random_uuid(), ?, 'x', ?, now() FROM generate_series(1, 200000)`, [other, ada.id])
  await site.db.raw('ANALYZE comments')
  for (let i = 0; i < 10; i++) await addComment(site.db, { article_id: id, text: 'x', by: ada })
  const { rows } = await site.db.raw(`EXPLAIN ANALYZE SELECT blocking, EXISTS (SELECT FROM comments AS answers WHERE answers.parent_id = comments.id) AS answered FROM comments WHERE article_id = '${id}' AND parent_id IS NULL AND resolved_at IS NULL`)
  log('COMMENTS 200k', rows.map((r: Record<string, string>) => r['QUERY PLAN']).filter((x: string) => /Seq|Time|Hash|Sub/.test(x)))
  const t = Date.now(); const page = await site.as(ada).get(`/articles/${other}`); log('200k comments page', page.status, page.text.length, 'bytes', Date.now() - t, 'ms')
}, 60000)
