import type { Knex } from 'knex'
import { decideMark } from '../../server/articles/decide-mark.ts'
import { findDraft } from '../../server/articles/draft-queries.ts'
import { dropDraft } from '../../server/articles/drop-draft.ts'
import { editArticle } from '../../server/articles/edit-article.ts'
import { formTextOf } from '../../server/articles/edited-text.ts'
import { cutsOf } from '../../server/articles/marks.ts'
import { cutParagraphs, textOf } from '../../server/articles/paragraph.ts'
import { findProposal, findRevision } from '../../server/articles/queries.ts'
import { restoreRevision } from '../../server/articles/restore-revision.ts'
import { saveDraft } from '../../server/articles/save-draft.ts'
import { takeStep } from '../../server/articles/take-step.ts'
import { updateArticle } from '../../server/articles/update-article.ts'
import { addComment } from '../../server/comments/add-comment.ts'
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

const headOf = async (id: string) => findRevision(db, (await rowOf(db, id)).head_revision_id)
const lockOf = async (id: string) => (await rowOf(db, id)).lock_version
const formOf = async (id: string) => formTextOf((await headOf(id)).paragraphs, await marksOf(db, id))
const cleanCopyOf = async (id: string) => textOf(cutParagraphs((await headOf(id)).paragraphs, cutsOf(await marksOf(db, id))))

async function edit(id: string, change: (form: string) => string, by = ada): Promise<void> {
  await editArticle(db, { article_id: id, text: change(await formOf(id)), lock_version: await lockOf(id), by })
}

async function restore(id: string, number: number, by = ada): Promise<void> {
  await restoreRevision(db, { article_id: id, number, lock_version: await lockOf(id), by })
}

describe('editing the whole text', () => {
  test('makes one revision, keeps ids and marks, and says so', async () => {
    const id = await imported(db)
    const before = await marksOf(db, id)
    await edit(id, (form) =>
      form.replace('on Thursday', 'on Friday').replace('A Quieter Crossing', 'A Quieter Crossing\nA new line of hers.'),
    )
    const { paragraphs, number, saved_by } = await headOf(id)
    expect([number, saved_by]).toEqual([2, ada.id])
    expect(paragraphs.map((paragraph) => paragraph.id)).toEqual(['1-1', '1-2', '1-3', '1-4', '2-4', '1-5', '1-6', '1-7'])
    expect(await marksOf(db, id)).toEqual(before)
    expect(await saysOf(db, id)).toEqual(['imported', 'edited the text'])
    expect(await cleanCopyOf(id)).toBe(
      cleanFerryText.replace('on Thursday', 'on Friday').replace('A Quieter Crossing', 'A Quieter Crossing\nA new line of hers.'),
    )
  })

  test('a form that nobody touched makes no revision and no event', async () => {
    const id = await imported(db, { text: 'One.\r\n\r\nAlso Read: Port Fees To Rise In January\r\n\r\nThe end of it.\r\n' })
    const before = await rowOf(db, id)
    await edit(id, (form) => form.replaceAll('\n', '\r\n'))
    expect(await rowOf(db, id)).toEqual(before)
    expect(await saysOf(db, id)).toEqual(['imported'])
  })

  test('brackets taken away keep, brackets around words cut by hand, and one hand is enough for four eyes', async () => {
    const id = await inReview(db, ada)
    await edit(
      id,
      (form) =>
        form
          .replace('⟦Also Read: Island Traders Welcome New Cold Store⟧', 'Also Read: Island Traders Welcome New Cold Store')
          .replace('and crosses in near silence', '⟦and crosses in near silence⟧'),
      amina,
    )
    const marks = (await marksOf(db, id)).map(({ paragraph_id, verdict, made_by, decided_by }) => [
      paragraph_id,
      verdict,
      made_by,
      decided_by,
    ])
    expect(marks).toEqual([
      ['1-3', 'keep', null, amina.id],
      ['1-7', 'cut', null, null],
      ['1-2', 'cut', amina.id, amina.id],
    ])
    expect(await db('revisions').where({ article_id: id })).toHaveLength(1)
    await expect(takeStep(db, { article: id, step: 'approve', by: amina })).rejects.toThrow('four-eyes')
  })

  test('what the engine finds in new words is at most to check; where a person decided it does not look', async () => {
    const id = await imported(db)
    const [promo] = await marksOf(db, id)
    await decideMark(db, { article_id: id, mark_id: String(promo?.id), verdict: 'keep', by: ada })
    await edit(
      id,
      (form) =>
        `${form.replace('Island Traders Welcome New Cold Store', 'Island Traders Welcome Old Cold Store')}\nAlso Read: Port Fees To Rise In January`,
    )
    expect((await marksOf(db, id)).map(({ paragraph_id, verdict }) => [paragraph_id, verdict])).toEqual([
      ['1-7', 'cut'],
      ['2-7', 'check'],
    ])
    expect(await db('marks').where({ id: promo?.id }).first('closed_because')).toEqual({ closed_because: 'text changed' })
  })

  test('comments follow their paragraph when it is merged into another', async () => {
    const id = await imported(db)
    await addComment(db, { article_id: id, text: 'Who says so?', by: amina, paragraph_id: '1-2' })
    await edit(id, (form) => form.replace('in dry dock.\nEngineers', 'in dry dock. Engineers'))
    expect(await db('comments').where({ article_id: id }).pluck('paragraph_id')).toEqual(['1-1'])
  })

  test('an approval of the text before is stale', async () => {
    const id = await inReview(db, ada)
    await takeStep(db, { article: id, step: 'approve', by: amina })
    await edit(id, (form) => form.replace('Thursday', 'Friday'))
    await expect(takeStep(db, { article: id, step: 'publish', by: grace })).rejects.toThrow('not approved yet')
  })

  test.each([root, vera, tomas, grace])('$name may not', async (person) => {
    const id = await imported(db)
    await expect(edit(id, () => 'Other words.', person)).rejects.toThrow(Forbidden)
    expect(await cleanCopyOf(id)).toBe(cleanFerryText)
  })

  test('not on a published article, not on an older version, and not down to nothing', async () => {
    await expect(edit(await live(db, { by: ada, approver: amina, publisher: grace }), () => 'Other words.')).rejects.toThrow(Conflict)
    const id = await imported(db)
    const late = editArticle(db, { article_id: id, text: 'Mine.', lock_version: 7, by: ada })
    await expect(late).rejects.toThrow(Stale)
    await expect(edit(id, () => ' \n ')).rejects.toThrow('an article has some text')
    expect(await saysOf(db, id)).toEqual(['imported'])
  })
})

describe('a draft', () => {
  const draftOf = async (article_id: string, by = ada) => (await findDraft(db, { article_id, person_id: by.id }))?.words.text

  test('is kept for its person alone, is the latest, and goes when the text is saved', async () => {
    const id = await imported(db)
    const lock_version = await lockOf(id)
    await saveDraft(db, { article_id: id, text: 'Half a sen', lock_version, by: ada })
    await saveDraft(db, { article_id: id, text: 'Half a sentence.\r\nMore.', lock_version, by: ada })
    expect([await draftOf(id), await draftOf(id, amina)]).toEqual(['Half a sentence.\nMore.', undefined])
    expect(await saysOf(db, id)).toEqual(['imported'])
    await edit(id, () => 'A whole sentence.')
    expect(await draftOf(id)).toBeUndefined()
  })

  test('what stands in the article already is not kept: a late save after the form was sent leaves nothing behind', async () => {
    const id = await imported(db)
    await edit(id, () => 'A whole sentence.')
    await saveDraft(db, { article_id: id, text: 'A whole sentence.', lock_version: 1, by: ada })
    expect(await draftOf(id)).toBeUndefined()
  })

  test('is kept although the article has moved on, and let go when its person says so', async () => {
    const id = await imported(db)
    await edit(id, () => 'Amina was faster.', ada)
    await saveDraft(db, { article_id: id, text: 'Mine.', lock_version: 1, by: ada })
    expect(await findDraft(db, { article_id: id, person_id: ada.id })).toMatchObject({ base_lock_version: 1 })
    await dropDraft(db, { article_id: id, by: amina })
    expect(await draftOf(id)).toBe('Mine.')
    await dropDraft(db, { article_id: id, by: ada })
    expect(await draftOf(id)).toBeUndefined()
  })
})

describe('restoring a revision', () => {
  test('brings the very text back as a new revision, with its marks and their verdicts', async () => {
    const id = await imported(db)
    const [kept] = await marksOf(db, id)
    await decideMark(db, { article_id: id, mark_id: String(kept?.id), verdict: 'keep', by: ada })
    const before = { row: await rowOf(db, id), paragraphs: (await headOf(id)).paragraphs, marks: await marksOf(db, id) }
    await edit(id, () => 'Wholly other words.')
    await restore(id, 1)
    expect(await headOf(id)).toMatchObject({ number: 3, saved_by: ada.id, paragraphs: before.paragraphs })
    expect((await rowOf(db, id)).head_sha256).toEqual(before.row.head_sha256)
    expect(await marksOf(db, id)).toEqual(before.marks)
    expect(await saysOf(db, id)).toEqual(['imported', 'decided a mark', 'edited the text', 'restored a revision'])
  })

  test('makes the restorer a contributor, and stales the approval', async () => {
    const id = await inReview(db, ada)
    await edit(id, (form) => form.replace('Thursday', 'Friday'), ada)
    await restore(id, 1, amina)
    await expect(takeStep(db, { article: id, step: 'approve', by: amina })).rejects.toThrow('four-eyes')
  })

  test('a text that was only proposed is adopted, with the verdicts that its words had', async () => {
    const id = await imported(db)
    const [promo] = await marksOf(db, id)
    await decideMark(db, { article_id: id, mark_id: String(promo?.id), verdict: 'keep', by: ada })
    const decoded = ferryText.replace('on Thursday', 'on Friday')
    const original = {
      bytes: Buffer.from(decoded),
      decoded,
      encoding: 'utf-8',
      encoding_found_by: 'valid UTF-8' as const,
      bom: false,
      lossy: false,
    }
    expect(await db.transaction((tx) => updateArticle(tx, { article_id: id, original }))).toBe('proposed')
    const proposal = await findProposal(db, await rowOf(db, id))
    const { original_id } = await rowOf(db, id)
    await restore(id, proposal?.number ?? 0)
    const row = await rowOf(db, id)
    expect([textOf((await headOf(id)).paragraphs), row.proposed_revision_id]).toEqual([decoded, null])
    expect(row.original_id).not.toBe(original_id)
    expect((await headOf(id)).paragraphs.map((paragraph) => paragraph.id)).toEqual(['1-1', '1-2', '1-3', '1-4', '1-5', '1-6', '1-7'])
    expect((await marksOf(db, id)).map(({ verdict }) => verdict)).toEqual(['keep', 'cut'])
    expect((await saysOf(db, id)).at(-1)).toBe('adopted a new text')
  })

  test('refuses the wrong person, the wrong state, an older version and a revision that is not there', async () => {
    const own = await written(db, { by: tomas })
    await edit(own, () => 'Other words.', tomas)
    await restore(own, 1, tomas)
    const id = await imported(db)
    for (const by of [root, vera, tomas, grace]) await expect(restore(id, 1, by)).rejects.toThrow(Forbidden)
    await expect(restore(id, 9)).rejects.toThrow(NotFound)
    await expect(restoreRevision(db, { article_id: id, number: 1, lock_version: 9, by: ada })).rejects.toThrow(Stale)
    await expect(restore(await live(db, { by: ada, approver: amina, publisher: grace }), 1)).rejects.toThrow(Conflict)
    expect(await saysOf(db, id)).toEqual(['imported'])
  })
})
