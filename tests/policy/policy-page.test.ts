import { decideMark } from '../../server/articles/decide-mark.ts'
import { editDetails } from '../../server/articles/edit-details.ts'
import { takeStep } from '../../server/articles/take-step.ts'
import { Forbidden } from '../../server/errors.ts'
import { changePolicy } from '../../server/policy/change-policy.ts'
import { valuesOf } from '../../server/policy/choices.ts'
import { findPolicy } from '../../server/policy/queries.ts'
import { tagArticle } from '../../server/tags/tag-article.ts'
import { imported, inReview, marksOf, rowOf, switchFourEyes } from '../articles/story.ts'
import { ada, amina, everyone, grace, openSite, root, type Site } from '../cast.ts'

let site: Site
let db: Site['db']

beforeAll(async () => {
  site = await openSite()
  db = site.db
  await switchFourEyes(db, true)
})
afterAll(() => site.close())
afterEach(async () => {
  await db('policy').update({
    approvals_needed: 1,
    four_eyes: true,
    needs_tags: false,
    needs_decided_marks: false,
    needs_confirmed_title: true,
    force_publish: false,
    upload_days: 7,
    verdicts: '{}',
  })
})

const form = async (more: Record<string, string> = {}) => ({ ...valuesOf(await findPolicy(db)), ...more })
const lastEvent = () => db('events').where({ stream: 'policy' }).orderBy('number', 'desc').first('says', 'details', 'person_id')

test('an administrator changes it, and the event says what it was and what it is, in words', async () => {
  const { status } = await site.as(root).post('/policy', await form({ approvals_needed: '2', 'verdict-credit': 'cut', upload_days: '3' }))
  expect(status).toBe(303)
  expect(await findPolicy(db)).toMatchObject({ approvals_needed: 2, upload_days: 3, verdicts: { credit: 'cut' }, four_eyes: true })
  const { says, details, person_id } = await lastEvent()
  expect([says, person_id]).toEqual(['changed the policy', root.id])
  expect(details.changes).toEqual([
    { what: 'Approvals needed', before: '1', after: '2' },
    { what: expect.any(String), before: 'keep (built in)', after: 'cut' },
    { what: 'Days for which uploads are kept', before: '7', after: '3' },
  ])
  const { text } = await site.as(root).get('/policy')
  expect(text).toContain('“Approvals needed” from 1 to 2')
})

test('saving what stands there already is no change and no event', async () => {
  const before = await lastEvent()
  expect((await site.as(root).post('/policy', await form())).status).toBe(303)
  expect(await lastEvent()).toEqual(before)
})

test('whoever was slower is told, keeps what they chose, and overwrites nothing', async () => {
  const old = await form({ approvals_needed: '3' })
  await site.as(root).post('/policy', await form({ approvals_needed: '2' }))
  const { status, text } = await site.as(root).post('/policy', old)
  expect([status, (await findPolicy(db)).approvals_needed]).toEqual([409, 2])
  expect(text).toContain('you chose 3, it now is 2')
  expect(text).toMatch(/name="approvals_needed"[^>]* value="3"/)
})

test('two at once: one is stored, one is told', async () => {
  const fields = [await form({ approvals_needed: '4' }), await form({ approvals_needed: '5' })]
  const answers = await Promise.all(fields.map((one) => site.as(root).post('/policy', one)))
  expect(answers.map(({ status }) => status).sort()).toEqual([303, 409])
})

test('nobody else may look at it or change it', async () => {
  for (const person of everyone.filter(({ id }) => id !== root.id)) {
    expect((await site.as(person).get('/policy')).status).toBe(403)
    expect((await site.as(person).post('/policy', await form())).status).toBe(403)
  }
  const { version, ...choices } = await findPolicy(db)
  await expect(changePolicy(db, { choices, version, by: grace })).rejects.toThrow(Forbidden)
})

test.each([
  ['approvals_needed', '6', 'Give a number from 0 to 5.'],
  ['approvals_needed', 'many', 'Give a number from 0 to 5.'],
  ['upload_days', '0', 'Give a number of days from 1 to 90.'],
  ['verdict-credit', 'burn', 'Choose one of these.'],
])('%s: %s is refused with a sentence, and what was chosen stays', async (field, value, says) => {
  const { status, text } = await site.as(root).post('/policy', await form({ needs_tags: 'yes', [field]: value }))
  expect([status, text.includes(says)]).toEqual([422, true])
  expect(text).toMatch(/name="needs_tags" value="yes" checked/)
})

test('the approvals that the policy asks are what publishing waits for', async () => {
  const id = await inReview(db, ada)
  await takeStep(db, { article: id, step: 'approve', by: amina })
  await site.as(root).post('/policy', await form({ approvals_needed: '2' }))
  await expect(takeStep(db, { article: id, step: 'publish', by: grace })).rejects.toThrow('not approved yet')
  await takeStep(db, { article: id, step: 'approve', by: grace })
  await takeStep(db, { article: id, step: 'publish', by: grace })
  expect((await rowOf(db, id)).publication).toBe('live')
})

test('what blocks a submission is the policy’s choice', async () => {
  const id = await imported(db)
  const [mark] = await marksOf(db, id)
  await decideMark(db, { article_id: id, mark_id: String(mark?.id), verdict: 'check', by: ada })
  const submit = () => takeStep(db, { article: id, step: 'submit', by: ada })
  await site.as(root).post('/policy', await form({ needs_tags: 'yes', needs_decided_marks: 'yes' }))
  await expect(submit()).rejects.toThrow('still to check')
  await decideMark(db, { article_id: id, mark_id: String(mark?.id), verdict: 'cut', by: ada })
  await expect(submit()).rejects.toThrow('It has no tag yet')
  await tagArticle(db, { article_id: id, name: 'ferries', by: ada })
  await submit()
  expect((await rowOf(db, id)).stage).toBe('review')
})

test('a suggested title may go to review where the policy says so, and is still confirmed before it is approved', async () => {
  const id = await imported(db)
  await db('articles').where({ id }).update({ title_confirmed: false })
  await expect(takeStep(db, { article: id, step: 'submit', by: ada })).rejects.toThrow('only suggested')
  const { needs_confirmed_title: _, ...without } = await form()
  await site.as(root).post('/policy', without)
  await takeStep(db, { article: id, step: 'submit', by: ada })
  await expect(takeStep(db, { article: id, step: 'approve', by: amina })).rejects.toThrow('only suggested')
  await editDetails(db, { article_id: id, details: { title: 'The ferry' }, lock_version: (await rowOf(db, id)).lock_version, by: ada })
  await takeStep(db, { article: id, step: 'approve', by: amina })
})

test('a verdict for a kind holds for what comes in from then on, and not for what is there', async () => {
  const before = await imported(db)
  await site.as(root).post('/policy', await form({ 'verdict-related-link': 'keep' }))
  const after = await imported(db, { text: 'A line of a story.\nAlso Read: Island Traders Welcome New Cold Store\nThe end of it.' })
  const verdicts = async (id: string) => (await marksOf(db, id)).filter(({ kind }) => kind === 'related-link').map(({ verdict }) => verdict)
  expect([await verdicts(before), await verdicts(after)]).toEqual([['cut'], ['keep']])
  expect((await site.as(ada).get('/rules/kinds')).text).toContain('The house has chosen so.')
})
