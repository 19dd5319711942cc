import type { Knex } from 'knex'
import { decideMark } from '../../server/articles/decide-mark.ts'
import { editDetails } from '../../server/articles/edit-details.ts'
import { editParagraph } from '../../server/articles/edit-paragraph.ts'
import { cutsOf } from '../../server/articles/marks.ts'
import { cutParagraphs, textOf } from '../../server/articles/paragraph.ts'
import { findProposal, findRevision } from '../../server/articles/queries.ts'
import { takeStep } from '../../server/articles/take-step.ts'
import { updateArticle } from '../../server/articles/update-article.ts'
import { Conflict, Forbidden, NotFound, Stale } from '../../server/errors.ts'
import { ada, amina, cast, grace, root, tomas, vera } from '../cast.ts'
import { type FreshDatabase, freshDatabase } from '../database.ts'
import { cleanFerryText, ferryText, imported, inReview, live, marksOf, rowOf, saysOf, switchFourEyes, written } from './story.ts'

let house: FreshDatabase
let db: Knex

beforeAll(async () => {
  house = await freshDatabase()
  db = house.db
  await cast(db)
  await switchFourEyes(db, true)
})
afterAll(() => house.drop())

async function cleanCopyOf(id: string): Promise<string> {
  const { paragraphs } = await findRevision(db, (await rowOf(db, id)).head_revision_id)
  return textOf(cutParagraphs(paragraphs, cutsOf(await marksOf(db, id))))
}

async function edit(id: string, paragraph_id: string, text: string, by = ada): Promise<void> {
  await editParagraph(db, { article_id: id, paragraph_id, text, lock_version: (await rowOf(db, id)).lock_version, by })
}

async function promo(id: string) {
  const mark = (await marksOf(db, id)).find(({ paragraph_id }) => paragraph_id === '1-3')
  if (!mark) throw new Error('The engine did not mark the related link.')
  return mark
}

describe('coming in', () => {
  test('an article comes in with its original untouched and its promotional lines cut', async () => {
    const id = await imported(db)
    const { original_id, cuts, slug } = await rowOf(db, id)
    const original = await db('originals').join('blobs', 'blobs.sha256', 'originals.blob_sha256').where({ id: original_id }).first()
    expect(original.bytes.toString()).toBe(ferryText)
    expect(original.decoded).toBe(ferryText)
    expect(cuts).toBe(2)
    expect(slug).toMatch(/^harbour-ferry-returns/)
    expect(await cleanCopyOf(id)).toBe(cleanFerryText)
  })

  test('every mark says which rule, why, and that nobody has decided yet', async () => {
    const marks = await marksOf(db, await imported(db))
    expect(marks).toMatchObject([
      { kind: 'related-link', verdict: 'cut', decided_by: null, rule: 'related-link/en' },
      { verdict: 'cut', decided_by: null },
    ])
    for (const { because } of marks) expect(because.length).toBeGreaterThan(5)
  })

  test('two articles of one title have two addresses', async () => {
    const one = await rowOf(db, await imported(db, { title: 'Rain over Port Amber' }))
    const other = await rowOf(db, await imported(db, { title: 'Rain over Port Amber' }))
    expect(one.slug).toBe('rain-over-port-amber')
    expect(other.slug).toMatch(/^rain-over-port-amber-[0-9a-f]{6}$/)
  })
})

describe('verdicts', () => {
  test('keeping a cut puts the words back exactly, and cutting again takes them out', async () => {
    const id = await imported(db)
    const before = await rowOf(db, id)
    const mark = await promo(id)
    await decideMark(db, { article_id: id, mark_id: mark.id, verdict: 'keep', by: ada })
    expect(await cleanCopyOf(id)).toContain('Also Read: Island Traders Welcome New Cold Store\n')
    expect((await rowOf(db, id)).head_sha256).not.toEqual(before.head_sha256)
    await decideMark(db, { article_id: id, mark_id: mark.id, verdict: 'cut', by: ada })
    expect((await rowOf(db, id)).head_sha256).toEqual(before.head_sha256)
    await decideMark(db, { article_id: id, mark_id: mark.id, verdict: 'cut', by: ada })
    expect(await saysOf(db, id)).toEqual(['imported', 'decided a mark', 'decided a mark'])
  })

  test('a person’s verdict wins over a later one of a rule, for ever', async () => {
    const id = await imported(db)
    const mark = await promo(id)
    await decideMark(db, { article_id: id, mark_id: mark.id, verdict: 'keep', by: ada })
    await db('decisions').insert({ mark_id: mark.id, verdict: 'cut', person_id: null, at: new Date() })
    expect((await promo(id)).verdict).toBe('keep')
  })

  test.each([root, vera, tomas, grace])('$name may not decide here', async (person) => {
    const id = await imported(db)
    const decided = decideMark(db, { article_id: id, mark_id: (await promo(id)).id, verdict: 'keep', by: person })
    await expect(decided).rejects.toThrow(Forbidden)
    expect((await promo(id)).verdict).toBe('cut')
  })

  test('not on a published article', async () => {
    const id = await live(db, { by: ada, approver: amina, publisher: grace })
    const decided = decideMark(db, { article_id: id, mark_id: (await promo(id)).id, verdict: 'keep', by: ada })
    await expect(decided).rejects.toThrow(Conflict)
  })

  test('a mark of another article is not found', async () => {
    const mark = await promo(await imported(db))
    const decided = decideMark(db, { article_id: await imported(db), mark_id: mark.id, verdict: 'keep', by: ada })
    await expect(decided).rejects.toThrow(NotFound)
  })
})

describe('editing a paragraph', () => {
  test('makes a revision, keeps the id, and leaves the others and their marks alone', async () => {
    const id = await imported(db)
    await edit(id, '1-1', 'The ferry is back.')
    const { head_revision_id } = await rowOf(db, id)
    const head = await findRevision(db, head_revision_id)
    expect(head).toMatchObject({ number: 2, saved_by: ada.id })
    expect(head.paragraphs.map((paragraph) => paragraph.id)).toEqual(['1-1', '1-2', '1-3', '1-4', '1-5', '1-6', '1-7'])
    expect((await marksOf(db, id)).map(({ paragraph_id, verdict }) => [paragraph_id, verdict])).toEqual([
      ['1-3', 'cut'],
      ['1-7', 'cut'],
    ])
    expect(await saysOf(db, id)).toEqual(['imported', 'edited a paragraph'])
  })

  test('taking the brackets away keeps, without a new revision', async () => {
    const id = await imported(db)
    await edit(id, '1-3', 'Also Read: Island Traders Welcome New Cold Store')
    expect((await promo(id)).verdict).toBe('keep')
    expect(await db('revisions').where({ article_id: id })).toHaveLength(1)
  })

  test('brackets cut words by hand, and the hand is named', async () => {
    const id = await imported(db)
    await edit(id, '1-2', 'Engineers said the vessel now burns a third less fuel ⟦and crosses in near silence⟧.')
    expect((await marksOf(db, id)).filter(({ made_by }) => made_by)).toMatchObject([{ made_by: ada.id, verdict: 'cut', kind: 'by-hand' }])
    expect(await cleanCopyOf(id)).toContain('a third less fuel.\n')
  })

  test('words that a person types are at most marked to check, never cut behind their back', async () => {
    const id = await imported(db)
    await edit(id, '1-2', 'Also Read: Port Fees To Rise In January')
    const marks = (await marksOf(db, id)).filter(({ paragraph_id }) => paragraph_id === '1-2')
    expect(marks).toMatchObject([{ verdict: 'check' }])
  })

  test('a mark whose words changed is closed and says so', async () => {
    const id = await imported(db)
    const { id: mark_id } = await promo(id)
    await edit(id, '1-3', 'Traders on the islands have a new cold store.')
    expect(await db('marks').where({ id: mark_id }).first('closed_because')).toEqual({ closed_because: 'text changed' })
  })

  test('a mark that survives moves with its words, in the text as in the database', async () => {
    const id = await imported(db, { text: 'The ferry left. Also Read: Port Fees Rise\nThe end of the story, told at length.' })
    const [mark] = await marksOf(db, id)
    await edit(id, '1-1', `On Monday the ferry left. ⟦Also Read: Port Fees Rise⟧`)
    expect(await marksOf(db, id)).toMatchObject([
      { id: mark?.id, start_at: 26, end_at: 51, verdict: mark?.verdict === 'keep' ? 'keep' : 'cut' },
    ])
    expect(await cleanCopyOf(id)).toBe('On Monday the ferry left.\nThe end of the story, told at length.')
  })

  test('a paragraph that a person rewrote is left alone when the text is cleaned again', async () => {
    const text =
      'The ferry left on Monday morning, said its captain.\nAlso Read: Pork Fees Rise In January\nThe end of the story, told at length.'
    const id = await imported(db, { text })
    await edit(id, '1-2', 'Also Read: Pork Fees Rise In January')
    await edit(id, '1-2', 'Also Read: Port Fees Rise In January')
    await editDetails(db, { article_id: id, details: { language: 'sw' }, lock_version: (await rowOf(db, id)).lock_version, by: ada })
    expect(await cleanCopyOf(id)).toBe(text.replace('Pork', 'Port'))
  })

  test('the last paragraph is not emptied, and the last line takes the break before it along', async () => {
    const one = await imported(db, { text: 'Only this.' })
    await expect(edit(one, '1-1', ' ')).rejects.toThrow('This is the last paragraph.')
    const two = await imported(db, { text: 'First.\r\nSecond.' })
    await edit(two, '1-2', 'Second.\nThird.')
    expect(await cleanCopyOf(two)).toBe('First.\r\nSecond.\r\nThird.')
    await edit(two, '2-1', '')
    expect(await cleanCopyOf(two)).toBe('First.\r\nSecond.')
  })

  test('an older version is refused and nothing is stored', async () => {
    const id = await imported(db)
    const { lock_version } = await rowOf(db, id)
    await edit(id, '1-1', 'First.')
    const late = editParagraph(db, { article_id: id, paragraph_id: '1-1', text: 'Second.', lock_version, by: amina })
    await expect(late).rejects.toThrow(Stale)
    await expect(editParagraph(db, { article_id: id, paragraph_id: '1-1', text: 'Second.', lock_version, by: ada })).rejects.toThrow(Stale)
    expect(await cleanCopyOf(id)).toMatch(/^First\./)
  })

  test('an author edits own drafts; in review a reviewer may, the author may not', async () => {
    const own = await written(db, { by: tomas })
    await edit(own, '1-1', 'Own words.', tomas)
    await expect(edit(await imported(db), '1-1', 'Others’ words.', tomas)).rejects.toThrow(Forbidden)
    await takeStep(db, { article: own, step: 'submit', by: tomas })
    await expect(edit(own, '1-1', 'Late words.', tomas)).rejects.toThrow(Forbidden)
    await edit(own, '1-1', 'Reviewed words.', amina)
  })
})

describe('details', () => {
  test('a mended language marks the text anew where nobody decided, and keeps what a person decided', async () => {
    const id = await imported(db)
    const kept = await promo(id)
    await decideMark(db, { article_id: id, mark_id: kept.id, verdict: 'keep', by: ada })
    await editDetails(db, { article_id: id, details: { language: 'sw' }, lock_version: (await rowOf(db, id)).lock_version, by: ada })
    expect((await promo(id)).verdict).toBe('keep')
    expect((await rowOf(db, id)).language).toBe('sw')
  })

  test('cleaning again closes what is no longer found and adds what is found now, with the name of the source known', async () => {
    const text =
      'The ferry left on Monday morning, said its captain.\nJoin Coast Courier on Telegram\nThe end of the story, told at length.'
    const id = await imported(db, { text })
    const before = (await marksOf(db, id)).map(({ paragraph_id, verdict }) => [paragraph_id, verdict])
    expect(before).toEqual([['1-2', 'cut']])
    await db('marks').where({ article_id: id }).update({ rule: 'an older rule/en' })
    await editDetails(db, { article_id: id, details: { language: 'sw' }, lock_version: 1, by: ada })
    expect((await marksOf(db, id)).map(({ paragraph_id, verdict }) => [paragraph_id, verdict])).toEqual(before)
    expect(await db('marks').where({ article_id: id, rule: 'an older rule/en' }).pluck('closed_because')).toEqual(['cleaned again'])
  })

  test('a title that is confirmed as it stands makes no revision', async () => {
    const id = await imported(db, { title: 'Ferry\u00a0: le retour' })
    await db('articles').where({ id }).update({ title_confirmed: false })
    await editDetails(db, { article_id: id, details: { title: 'Ferry\u00a0: le retour' }, lock_version: 1, by: ada })
    expect(await saysOf(db, id)).toEqual(['imported', 'confirmed the title'])
  })

  test('a right-to-left language turns the page', async () => {
    const id = await imported(db)
    await editDetails(db, { article_id: id, details: { language: 'ar' }, lock_version: 1, by: ada })
    expect((await rowOf(db, id)).direction).toBe('rtl')
  })
})

describe('a new text from the source', () => {
  const original = {
    bytes: Buffer.from('New text.'),
    decoded: 'New text.',
    encoding: 'utf-8',
    encoding_found_by: 'valid UTF-8' as const,
    bom: false,
    lossy: false,
  }
  const update = (article_id: string) => db.transaction((tx) => updateArticle(tx, { article_id, original }))

  test('is adopted while nobody has touched the article', async () => {
    const id = await imported(db)
    expect(await update(id)).toBe('adopted')
    expect(await cleanCopyOf(id)).toBe('New text.')
  })

  test('is only proposed once a person has confirmed the title, and stays proposed while people edit on', async () => {
    const id = await imported(db)
    await db('articles').where({ id }).update({ title_confirmed: false })
    await editDetails(db, { article_id: id, details: { title: 'Harbour ferry returns' }, lock_version: 1, by: ada })
    expect(await update(id)).toBe('proposed')
    await edit(id, '1-1', 'Other words.')
    expect(await findProposal(db, await rowOf(db, id))).toMatchObject({ saved_by: null, paragraphs: [{ text: 'New text.' }] })
  })

  test('confirms a title that was only suggested when it brings its own', async () => {
    const id = await imported(db)
    await db('articles').where({ id }).update({ title_confirmed: false })
    await db.transaction((tx) => updateArticle(tx, { article_id: id, original, title: 'A title of its own' }))
    expect((await rowOf(db, id)).title_confirmed).toBe(true)
  })

  test('is only proposed once a person has', async () => {
    const touched = await imported(db)
    await decideMark(db, { article_id: touched, mark_id: (await promo(touched)).id, verdict: 'keep', by: ada })
    expect(await update(touched)).toBe('proposed')
    expect(await update(await inReview(db, ada))).toBe('proposed')
    expect(await cleanCopyOf(touched)).toContain('The harbour’s oldest ferry')
  })
})
